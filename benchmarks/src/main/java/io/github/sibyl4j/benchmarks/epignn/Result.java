package io.github.sibyl4j.benchmarks.epignn;

import static io.github.sibyl4j.benchmarks.FinishedRuns.decimal;

import io.github.sibyl4j.benchmarks.FinishedRuns;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The result of a run on one test file.
 *
 * @param accuracy in percent
 * @param validation the best epoch's, in percent
 * @param seconds of all training
 */
record Result(
        String experiment,
        long seed,
        String test,
        int problems,
        double accuracy,
        double validation,
        int bestEpoch,
        int epochs,
        double seconds,
        String commit) {

    static final FinishedRuns.Format<Result> FORMAT = new FinishedRuns.Format<>() {
        @Override
        public List<String> header() {
            return List.of(
                    "experiment",
                    "seed",
                    "test",
                    "problems",
                    "accuracy",
                    "validation",
                    "best_epoch",
                    "epochs",
                    "seconds",
                    "commit");
        }

        @Override
        public Result read(UnaryOperator<String> field) {
            return new Result(
                    field.apply("experiment"),
                    Long.parseLong(field.apply("seed")),
                    field.apply("test"),
                    Integer.parseInt(field.apply("problems")),
                    Double.parseDouble(field.apply("accuracy")),
                    Double.parseDouble(field.apply("validation")),
                    Integer.parseInt(field.apply("best_epoch")),
                    Integer.parseInt(field.apply("epochs")),
                    Double.parseDouble(field.apply("seconds")),
                    field.apply("commit"));
        }

        @Override
        public List<String> write(Result result) {
            return List.of(
                    result.experiment,
                    "" + result.seed,
                    result.test,
                    "" + result.problems,
                    decimal(result.accuracy),
                    decimal(result.validation),
                    "" + result.bestEpoch,
                    "" + result.epochs,
                    decimal(result.seconds),
                    result.commit);
        }
    };
}
