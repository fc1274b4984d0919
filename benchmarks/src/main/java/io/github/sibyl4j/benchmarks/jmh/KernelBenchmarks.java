package io.github.sibyl4j.benchmarks.jmh;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.RunRecord;
import java.util.Collection;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package with JMH, which prints what it does; its forks take the flags of this JVM. */
public final class KernelBenchmarks {
    private KernelBenchmarks() {}

    /**
     * @param pattern finds names such as {@code RowBenchmark.softmax}
     * @param quick one short step each in this JVM: to see that they run, not for figures
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are none
     */
    public static Collection<RunResult> run(Pattern pattern, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder().include(pattern.pattern()).shouldFailOnError(true);
        if (quick) {
            options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(TimeValue.milliseconds(1));
        }
        try {
            return new Runner(options.build()).run();
        } catch (NoBenchmarksException e) {
            require(false, "no benchmark of a kernel matches '%s'; without a pattern all of them run", pattern);
            throw e;
        }
    }

    /** All figures in milliseconds. */
    public static ObjectNode json(RunRecord record, Collection<RunResult> results) {
        ObjectNode root = record.json();
        ArrayNode list = root.putArray("benchmarks");
        for (RunResult run : results) {
            Result<?> time = run.getPrimaryResult();
            ObjectNode node = list.addObject();
            node.put("benchmark", run.getParams().getBenchmark());
            ObjectNode parameters = node.putObject("parameters");
            for (String key : run.getParams().getParamsKeys()) {
                parameters.put(key, run.getParams().getParam(key));
            }
            node.put("mean_ms", time.getScore());
            if (time.getStatistics().getN() > 1) {
                node.put("sd_ms", time.getStatistics().getStandardDeviation());
            }
            node.put("count", time.getStatistics().getN());
        }
        return root;
    }
}
