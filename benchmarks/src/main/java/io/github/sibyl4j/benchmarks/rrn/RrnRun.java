package io.github.sibyl4j.benchmarks.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.sun.management.OperatingSystemMXBean;
import io.github.sibyl4j.reasoning.rrn.RrnModel;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnProgress;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Trains for some time, then tests. */
public final class RrnRun {
    private RrnRun() {}

    /**
     * @param minutes of training by the clock, after which the next validation ends each lesson
     * @param progress is told of every validation
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the minutes are not positive
     */
    public static RrnResult run(RrnStudy study, double minutes, Consumer<String> progress) {
        require(minutes > 0, "minutes must be positive, found %s", minutes);
        long start = System.nanoTime();
        long startOfWork = processorTime();
        RrnModel model = null;
        int before = 0;
        for (Lesson lesson : study.lessons()) {
            before += model == null ? 0 : updates(model);
            Predicate<RrnProgress> goOn = each -> {
                double elapsed = (System.nanoTime() - start) / 60e9;
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s, %s: update %d, loss %.4f, validation: %.2f %% of answers, %.2f %% of problems; %.2f minutes,"
                                + " %.2f of a processor",
                        study.name(),
                        lesson.name(),
                        each.update(),
                        each.loss(),
                        100 * each.validation().accuracy(),
                        100 * each.validation().solved(),
                        elapsed,
                        (processorTime() - startOfWork) / 60e9));
                return elapsed < minutes && each.validation().accuracy() < lesson.enough();
            };
            model = model == null
                    ? lesson.network().fit(lesson.train(), lesson.validation(), lesson.training(), goOn)
                    : lesson.network().fit(model, lesson.train(), lesson.validation(), lesson.training(), goOn);
        }
        double trained = (System.nanoTime() - start) / 60e9;
        double worked = (processorTime() - startOfWork) / 60e9;
        List<RrnResult.Row> rows = new ArrayList<>();
        for (Map.Entry<String, List<RrnProblem>> test : study.tests().entrySet()) {
            for (int rounds : study.testRounds()) {
                rows.add(new RrnResult.Row(test.getKey(), rounds, model.evaluate(test.getValue(), rounds)));
            }
        }
        return new RrnResult(study.name(), model, before, trained, worked, study.differences(), rows);
    }

    private static int updates(RrnModel model) {
        return model.history().get(model.history().size() - 1).update();
    }

    private static long processorTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
