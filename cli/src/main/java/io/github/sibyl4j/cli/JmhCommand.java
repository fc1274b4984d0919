package io.github.sibyl4j.cli;

import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.jmh.KernelBenchmarks;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Kernels alone, under JMH. */
@Command(
        name = "jmh",
        description = "Time kernels alone with JMH, in JVMs of their own with the flags of this one.",
        mixinStandardHelpOptions = true)
final class JmhCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = ".*",
            description = "Benchmarks whose name this expression finds, such as RowBenchmark.softmax (default: all).")
    private Pattern pattern;

    @Option(names = "--quick", description = "One step each in this JVM: to see that they run, not for figures.")
    private boolean quick;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, RunnerException {
        Optional<JsonFile> file = figures.file();
        Collection<RunResult> results = KernelBenchmarks.run(pattern, quick);
        FiguresOption.write(file, KernelBenchmarks.json(FiguresOption.record(spec, List.of()), results));
        return 0;
    }
}
