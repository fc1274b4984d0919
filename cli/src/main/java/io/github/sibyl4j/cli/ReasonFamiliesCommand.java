package io.github.sibyl4j.cli;

import io.github.sibyl4j.reasoning.FactSplit;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.TriplesCsv;
import io.github.sibyl4j.reasoning.generate.FamilyGraph;
import io.github.sibyl4j.reasoning.generate.KinshipSettings;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes knowledge graphs to try {@code reason complete} on. */
@Command(
        name = "families",
        description = "Generate knowledge graphs about families: train.csv, and about other families graph.csv and the"
                + " facts test.csv, which are to be found. See reason complete.",
        mixinStandardHelpOptions = true)
final class ReasonFamiliesCommand implements Callable<Integer> {
    @Option(names = "--families", defaultValue = "5", description = "To train on (default: ${DEFAULT-VALUE}).")
    private int families;

    @Option(names = "--test-families", defaultValue = "4", description = "Others (default: ${DEFAULT-VALUE}).")
    private int testFamilies;

    @Option(
            names = "--generations",
            defaultValue = "3",
            description = "From the founding couple on (default: ${DEFAULT-VALUE}).")
    private int generations;

    @Option(names = "--children", defaultValue = "3", description = "Of every couple (default: ${DEFAULT-VALUE}).")
    private int children;

    @Option(
            names = "--share",
            defaultValue = "0.6",
            description = "How much of what holds between two people is said (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--held-out",
            defaultValue = "0.2",
            description =
                    "Share of the facts about the other families that are to be found (default: ${DEFAULT-VALUE}).")
    private double heldOut;

    @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the files go.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputPath.requireFolder("--out", folder);
        Seed all = new Seed(seed);
        KinshipSettings settings = new KinshipSettings(generations, children);
        NamedGraph<String> train = FamilyGraph.of("A", families, settings, share, all.split("train"));
        NamedGraph<String> others = FamilyGraph.of("B", testFamilies, settings, share, all.split("test"));
        FactSplit<String> test = FactSplit.of(others, heldOut, all.split("held out"));
        Files.createDirectories(folder);
        write(folder.resolve("train.csv"), train);
        write(folder.resolve("graph.csv"), test.graph());
        write(folder.resolve("test.csv"), test.heldOut());
        return 0;
    }

    private void write(Path file, NamedGraph<String> facts) throws IOException {
        TriplesCsv.write(file, facts);
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": " + facts.graph().edges() + " facts");
        out.flush();
    }
}
