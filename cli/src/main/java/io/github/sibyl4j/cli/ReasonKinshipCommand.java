package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.generate.KinshipCsv;
import io.github.sibyl4j.reasoning.generate.KinshipGenerator;
import io.github.sibyl4j.reasoning.generate.KinshipSettings;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes kinship problems like those of CLUTRR. */
@Command(
        name = "clutrr-like",
        description = "Generate kinship problems like those of CLUTRR, in its format and with its file names: one file"
                + " to train on, and one for each length to test on. Nothing in them is taken from CLUTRR.",
        mixinStandardHelpOptions = true)
final class ReasonKinshipCommand implements Callable<Integer> {
    @Option(
            names = "--train-k",
            split = ",",
            defaultValue = "2,3,4",
            description = "Lengths to train on (${DEFAULT-VALUE}).")
    private List<Integer> trainK;

    @Option(
            names = "--test-k",
            split = ",",
            defaultValue = "2,3,4,5,6,7,8,9,10",
            description = "Lengths to test on (${DEFAULT-VALUE}).")
    private List<Integer> testK;

    @Option(names = "--train-rows", defaultValue = "5000", description = "Rows a length (${DEFAULT-VALUE}).")
    private int trainRows;

    @Option(names = "--test-rows", defaultValue = "100", description = "Rows a length (${DEFAULT-VALUE}).")
    private int testRows;

    @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the files go.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (List<Integer> lengths : List.of(trainK, testK)) {
            lengths.forEach(k -> require(k >= 2, "--train-k and --test-k must be 2 or more, found %d", k));
        }
        require(trainRows >= 1 && testRows >= 1, "--train-rows and --test-rows must be 1 or more");
        OutputPath.requireFolder("--out", folder);
        KinshipGenerator generator = new KinshipGenerator(KinshipSettings.published(), new Seed(seed));
        Files.createDirectories(folder);
        RelationalDataset train = trainK.stream()
                .map(k -> generator.train(k, trainRows))
                .reduce(RelationalDataset::and)
                .orElseThrow();
        String name = trainK.stream().map(k -> "1." + k).collect(Collectors.joining(","));
        write(folder.resolve(name + "_train.csv.gz"), train);
        for (int k : testK) {
            write(folder.resolve("1." + k + "_test.csv.gz"), generator.test(k, testRows));
        }
        return 0;
    }

    private void write(Path file, RelationalDataset dataset) throws IOException {
        KinshipCsv.write(file, dataset);
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": " + dataset.size() + " rows");
        out.flush();
    }
}
