package io.github.sibyl4j.benchmarks.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.sun.management.OperatingSystemMXBean;
import io.github.sibyl4j.reasoning.rrn.RrnModel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Trains for some time, then tests. */
public final class RrnRun {
    private RrnRun() {}

    /**
     * @param minutes of training by the clock, after which the next validation is the last
     * @param progress is told of every validation
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the minutes are not positive
     */
    public static RrnResult run(RrnStudy study, double minutes, Consumer<String> progress) {
        require(minutes > 0, "minutes must be positive, found %s", minutes);
        long start = System.nanoTime();
        long startOfWork = processorTime();
        RrnModel model = study.network().fit(study.train(), study.validation(), study.training(), each -> {
            double elapsed = (System.nanoTime() - start) / 60e9;
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s: update %d, loss %.4f, validation: %.2f %% of answers, %.2f %% of problems; %.2f minutes, %.2f of"
                            + " a processor",
                    study.name(),
                    each.update(),
                    each.loss(),
                    100 * each.validation().accuracy(),
                    100 * each.validation().solved(),
                    elapsed,
                    (processorTime() - startOfWork) / 60e9));
            return elapsed < minutes;
        });
        double trained = (System.nanoTime() - start) / 60e9;
        double worked = (processorTime() - startOfWork) / 60e9;
        List<RrnResult.Row> rows = new ArrayList<>();
        study.tests().forEach((name, problems) -> {
            for (int rounds : study.testRounds()) {
                rows.add(new RrnResult.Row(name, rounds, model.evaluate(problems, rounds)));
            }
        });
        return new RrnResult(study.name(), model, trained, worked, study.differences(), rows);
    }

    private static long processorTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
