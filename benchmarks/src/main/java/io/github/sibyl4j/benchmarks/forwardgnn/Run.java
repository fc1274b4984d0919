package io.github.sibyl4j.benchmarks.forwardgnn;

import static io.github.sibyl4j.benchmarks.FinishedRuns.decimal;

import io.github.sibyl4j.benchmarks.FinishedRuns;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One run of a cell.
 *
 * @param score test accuracy or area under the ROC in percent
 * @param seconds of all layers that were trained in this run
 */
record Run(
        Cell cell,
        int number,
        double score,
        double validation,
        int epochs,
        int bestEpoch,
        double seconds,
        double peakMegabytes,
        String commit) {

    static final FinishedRuns.Format<Run> FORMAT = new FinishedRuns.Format<>() {
        @Override
        public List<String> header() {
            return List.of(
                    "task",
                    "dataset",
                    "method",
                    "backbone",
                    "layers",
                    "run",
                    "score",
                    "validation",
                    "epochs",
                    "best_epoch",
                    "seconds",
                    "peak_mb",
                    "commit");
        }

        @Override
        public Run read(UnaryOperator<String> field) {
            Cell cell = new Cell(
                    field.apply("task"),
                    field.apply("dataset"),
                    field.apply("method"),
                    field.apply("backbone"),
                    Integer.parseInt(field.apply("layers")));
            return new Run(
                    cell,
                    Integer.parseInt(field.apply("run")),
                    Double.parseDouble(field.apply("score")),
                    Double.parseDouble(field.apply("validation")),
                    Integer.parseInt(field.apply("epochs")),
                    Integer.parseInt(field.apply("best_epoch")),
                    Double.parseDouble(field.apply("seconds")),
                    Double.parseDouble(field.apply("peak_mb")),
                    field.apply("commit"));
        }

        @Override
        public List<String> write(Run run) {
            return List.of(
                    run.cell.task(),
                    run.cell.dataset(),
                    run.cell.method(),
                    run.cell.backbone(),
                    "" + run.cell.layers(),
                    "" + run.number,
                    decimal(run.score),
                    decimal(run.validation),
                    "" + run.epochs,
                    "" + run.bestEpoch,
                    decimal(run.seconds),
                    decimal(run.peakMegabytes),
                    run.commit);
        }
    };
}
