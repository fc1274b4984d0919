package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.compare.ReasoningWorkloads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Relational reasoners beside PyTorch's. */
@Command(
        name = "reasoning",
        description =
                "Time EpiGNN beside its batched form in PyTorch, on CLUTRR and RCC-8: training steps and queries.",
        mixinStandardHelpOptions = true)
final class BenchReasoningCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            description = "Folder with the folders clutrr (data_db9b8f04) and star_rcc8.")
    private Path data;

    @Option(names = "--rounds", defaultValue = "6", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin
    private ComparisonOptions comparison;

    @Override
    public Integer call() throws IOException {
        require(rounds >= 1, "--rounds must be at least 1, found %d", rounds);
        comparison.run(comparison.choose("reasoning", ReasoningWorkloads.all(data)), null, rounds, false);
        return 0;
    }
}
