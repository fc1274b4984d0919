package io.github.sibyl4j.cli;

import io.github.sibyl4j.datasets.DatasetInfo;
import io.github.sibyl4j.datasets.Datasets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on embedded data. */
@Command(
        name = "quickstart",
        description = {
            "Train TTS-IMP with node embeddings on a week of real traffic (METR-LA, 207 sensors), compare it with simple"
                    + " baselines, and write model, forecast and pictures into a folder."
        },
        mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {
    private static final String DATASET = "metr-la-week1";
    private static final List<String> SENSORS = List.of("773869", "767620", "717446");

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--out",
            defaultValue = "sibyl-out",
            description = "Folder for what it makes (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        DatasetInfo info = Datasets.info(DATASET);
        print.println(info.title() + ": " + info.steps() + " steps of " + info.frequency() + ", " + info.nodes()
                + " sensors, " + info.edges() + " edges.");
        Study study = new Study(Datasets.load(DATASET), info.unit(), out, print);
        study.run(model.estimator(true), model.training(), SENSORS, false);
        print.println();
        print.println("Next, on your own data (a table with a time column and one column a sensor, a list of edges):");
        print.println("  ./sibyl forecast --data speeds.csv --graph edges.csv");
        print.println("In Java: Forecaster.load(Path.of(\"" + out.resolve("model") + "\")).forecast(series)");
        study.finish();
        return 0;
    }
}
