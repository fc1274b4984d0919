package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * How a training of a reasoner went, epoch by epoch.
 *
 * @param bestEpoch the first with the highest validation accuracy, counted from 1
 */
public record EpochSelection(List<ReasonerTraining.Epoch> history, int bestEpoch) {

    public EpochSelection {
        history = List.copyOf(history);
    }

    /**
     * Makes sure that a reasoner can be trained on one data set and chosen on another.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if they number relations differently, or there is only one
     */
    public static void requireComparable(RelationalDataset train, RelationalDataset validation) {
        require(
                train != null && validation != null,
                "there is no data to train on or to choose the epoch on: found null");
        require(
                train.relations().equals(validation.relations()),
                "training and validation data must have the same relations, found %s and %s: bring one to the other's"
                        + " with over(...)",
                train.relations(),
                validation.relations());
        require(
                train.relations().size() >= 2,
                "there is only the relation %s: there is nothing to tell apart",
                train.relations());
    }

    /** What to say of training queries that a model cannot answer if it composes relations along the edges alone. */
    public static Optional<String> warningOfMissingPaths(RelationalDataset train) {
        long missing = train.instances().stream()
                .filter(problem -> !problem.graph().leads(problem.head(), problem.tail()))
                .count();
        return missing == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        "no path leads along the edges from head to tail of %d of %d training queries, so nothing can be"
                                + " composed for them: leave them out, or add the inverses of facts",
                        missing, train.size()));
    }

    /**
     * Trains a network epoch by epoch, and leaves it with the weights of the best one.
     *
     * @param epoch trains for the epoch of a number, from 1 on, and gives its mean loss
     * @param accuracy on the validation data
     */
    public static EpochSelection run(
            ReasonerTraining training,
            Module network,
            IntToDoubleFunction epoch,
            DoubleSupplier accuracy,
            Consumer<ReasonerTraining.Epoch> listener) {
        List<ReasonerTraining.Epoch> history = new ArrayList<>();
        Map<String, float[]> best = null;
        double bestAccuracy = -1;
        int bestEpoch = 0;
        for (int number = 1; number <= training.epochs(); number++) {
            long start = System.nanoTime();
            double loss = epoch.applyAsDouble(number);
            double reached = accuracy.getAsDouble();
            history.add(new ReasonerTraining.Epoch(number, loss, reached, (System.nanoTime() - start) / 1e9));
            if (reached > bestAccuracy) {
                bestAccuracy = reached;
                bestEpoch = number;
                best = network.state();
            }
            listener.accept(history.get(history.size() - 1));
            if (training.patience() > 0 && number - bestEpoch >= training.patience()) {
                break;
            }
        }
        network.restore(best);
        return new EpochSelection(history, bestEpoch);
    }
}
