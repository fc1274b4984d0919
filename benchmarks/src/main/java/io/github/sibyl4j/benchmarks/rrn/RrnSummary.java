package io.github.sibyl4j.benchmarks.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** The same study with several seeds. */
public final class RrnSummary {
    private RrnSummary() {}

    /**
     * A table for people.
     *
     * @param results with the same tests in the same order
     */
    public static String markdown(List<RrnResult> results) {
        require(!results.isEmpty(), "there are no results");
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %d seeds; %.1f minutes each, %.1f of a processor. Mean and standard deviation over seeds:%n%n",
                results.get(0).study(),
                results.size(),
                over(results, RrnResult::minutes).getMean(),
                over(results, RrnResult::processorMinutes).getMean()));
        text.append(String.format("| test | rounds | problems | solved %% | lowest | answers right %% |%n"));
        text.append(String.format("|---|--:|--:|--:|--:|--:|%n"));
        for (int i = 0; i < results.get(0).rows().size(); i++) {
            int row = i;
            RrnResult.Row first = results.get(0).rows().get(i);
            DescriptiveStatistics solved =
                    over(results, result -> result.rows().get(row).evaluation().solved());
            DescriptiveStatistics right =
                    over(results, result -> result.rows().get(row).evaluation().accuracy());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.2f ± %.2f | %.2f | %.2f ± %.2f |%n",
                    first.test(),
                    first.rounds(),
                    first.evaluation().problems(),
                    100 * solved.getMean(),
                    100 * solved.getStandardDeviation(),
                    100 * solved.getMin(),
                    100 * right.getMean(),
                    100 * right.getStandardDeviation()));
        }
        return text.toString();
    }

    private static DescriptiveStatistics over(List<RrnResult> results, ToDoubleFunction<RrnResult> value) {
        return new DescriptiveStatistics(results.stream().mapToDouble(value).toArray());
    }
}
