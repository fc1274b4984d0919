package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.StarCsv;
import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.reasoning.generate.StarGenerator;
import io.github.sibyl4j.reasoning.generate.StarSettings;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes problems as the STaR benchmark's generator makes them, for any calculus. */
@Command(
        name = "generate",
        description = "Generate problems of the STaR benchmark for any calculus, a file for each k and b. Kinship"
                + " problems: generate clutrr-like; knowledge graphs of families: generate families.",
        mixinStandardHelpOptions = true,
        subcommands = {ReasonKinshipCommand.class, ReasonFamiliesCommand.class})
final class ReasonGenerateCommand implements Callable<Integer> {
    @Mixin
    private CalculusOption calculus;

    @Option(names = "--k", split = ",", defaultValue = "2,3,4", description = "Edges on each path (${DEFAULT-VALUE}).")
    private List<Integer> k;

    @Option(names = "--b", split = ",", defaultValue = "1,2,3", description = "Numbers of paths (${DEFAULT-VALUE}).")
    private List<Integer> b;

    @Option(
            names = "--per-label",
            defaultValue = "800",
            description = "Rows for every relation and file (default: ${DEFAULT-VALUE}).")
    private int perLabel;

    @Option(
            names = "--pool-size",
            defaultValue = "1000000",
            description = "Random sequences of each length to choose from (default as published: ${DEFAULT-VALUE}).")
    private int poolSize;

    @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the files go; made if it does not exist.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Calculus algebra = calculus.named();
        require(folder != null, "name the folder for the files: --out FOLDER");
        k.forEach(each -> require(each >= 2, "--k must be 2 or more, found %d", each));
        b.forEach(each -> require(each >= 1, "--b must be 1 or more, found %d", each));
        require(perLabel >= 1, "--per-label must be 1 or more, found %d", perLabel);
        OutputPath.requireFolder("--out", folder);
        StarSettings settings =
                new StarSettings(poolSize, StarSettings.published().replacements());
        StarGenerator generator = new StarGenerator(algebra, settings, new Seed(seed));
        Files.createDirectories(folder);
        PrintWriter out = spec.commandLine().getOut();
        for (int length : k) {
            for (int paths : b) {
                RelationalDataset dataset = generator.generate(length, paths, perLabel);
                Path file = folder.resolve(calculus.label() + "_k_" + length + "_b_" + paths + ".csv.gz");
                StarCsv.write(file, dataset);
                out.println(file + ": " + dataset.size() + " rows");
                out.flush();
            }
        }
        return 0;
    }
}
