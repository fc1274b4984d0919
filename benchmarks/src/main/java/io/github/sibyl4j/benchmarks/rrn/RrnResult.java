package io.github.sibyl4j.benchmarks.rrn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.reasoning.rrn.RrnEvaluation;
import io.github.sibyl4j.reasoning.rrn.RrnModel;
import java.util.List;
import java.util.Locale;

/**
 * What a trained network can do.
 *
 * @param updatesBefore in the lessons before the last
 * @param minutes of training by the clock
 * @param processorMinutes that all threads worked in them
 * @param differences from the published configuration
 */
public record RrnResult(
        String study,
        RrnModel model,
        int updatesBefore,
        double minutes,
        double processorMinutes,
        String differences,
        List<Row> rows) {

    /** A test with a number of rounds. */
    public record Row(String test, int rounds, RrnEvaluation evaluation) {}

    public RrnResult {
        rows = List.copyOf(rows);
    }

    private int updates() {
        return model.history().get(model.history().size() - 1).update();
    }

    /** A table for people. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %d parameters; %d updates in earlier lessons, %d in the last one, of which the weights of update %d were"
                        + " kept; %.1f minutes, %.1f of a processor.%n",
                study,
                model.parameterCount(),
                updatesBefore,
                updates(),
                model.bestUpdate(),
                minutes,
                processorMinutes));
        text.append(String.format("Differs from the published configuration: %s.%n%n", differences));
        text.append(String.format("| test | rounds | problems | solved %% | answers right %% |%n"));
        text.append(String.format("|---|--:|--:|--:|--:|%n"));
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.2f | %.2f |%n",
                    row.test,
                    row.rounds,
                    row.evaluation.problems(),
                    100 * row.evaluation.solved(),
                    100 * row.evaluation.accuracy()));
        }
        return text.toString();
    }

    /** Adds all figures to a list. */
    public void addTo(ArrayNode list, long seed) {
        ObjectNode node = list.addObject()
                .put("study", study)
                .put("seed", seed)
                .put("parameters", model.parameterCount())
                .put("updates_before", updatesBefore)
                .put("updates", updates())
                .put("best_update", model.bestUpdate())
                .put("minutes", minutes)
                .put("processor_minutes", processorMinutes)
                .put("differences", differences);
        ArrayNode tests = node.putArray("tests");
        for (Row row : rows) {
            tests.addObject()
                    .put("test", row.test)
                    .put("rounds", row.rounds)
                    .put("problems", row.evaluation.problems())
                    .put("solved", row.evaluation.solved())
                    .put("accuracy", row.evaluation.accuracy());
        }
        ArrayNode curve = node.putArray("training");
        model.history()
                .forEach(each -> curve.addObject()
                        .put("update", each.update())
                        .put("loss", each.loss())
                        .put("validation_solved", each.validation().solved())
                        .put("validation_accuracy", each.validation().accuracy()));
    }
}
