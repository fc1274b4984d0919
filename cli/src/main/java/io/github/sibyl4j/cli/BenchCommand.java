package io.github.sibyl4j.cli;

import io.github.sibyl4j.benchmarks.TrainingStep;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Our training step beside PyTorch's. */
@Command(
        name = "bench",
        description = "Time a training step of TTS-IMP beside the same step in PyTorch, in one run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--peers",
            defaultValue = "benchmarks/peers",
            description = "Folder of the peers' scripts (default: ${DEFAULT-VALUE}).")
    private Path peers;

    @Option(names = "--edges", description = "Edge list for the peer (default: the embedded one).")
    private Path edges = Path.of("datasets/src/main/resources/io/github/sibyl4j/datasets/metr-la-week1/edges.csv");

    @Option(names = "--rounds", defaultValue = "12", description = "Rounds of seven steps (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        StringBuilder table = new StringBuilder(
                "| training step | Sibyl ms, median (min-max) | PyTorch ms, median"
                        + " (min-max) | Sibyl / PyTorch | Sibyl tensors MB | PyTorch process MB |\n|---|---|---|---|---|---|\n");
        for (int embedding : new int[] {0, 32}) {
            TrainingStep.Row row = TrainingStep.run(peers, edges, embedding, rounds);
            out.println(row.peer());
            out.flush();
            table.append(row).append('\n');
        }
        out.println();
        out.print(table);
        out.flush();
        return 0;
    }
}
