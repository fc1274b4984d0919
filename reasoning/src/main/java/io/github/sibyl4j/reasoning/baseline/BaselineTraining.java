package io.github.sibyl4j.reasoning.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.EpochSelection;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.optim.Adam;
import io.github.sibyl4j.tensor.optim.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cross-entropy on shuffled batches. */
final class BaselineTraining {
    private static final Logger LOG = LoggerFactory.getLogger(BaselineTraining.class);

    private final BaselineConfig config;
    private final ReasonerTraining training;
    private final RelationalDataset train;
    private final RelationalDataset validation;
    private final Seed seed;
    private final BaselineNetwork network;
    private final Adam optimizer;
    private final Schedule rates;
    private int steps;

    BaselineTraining(
            BaselineConfig config, ReasonerTraining training, RelationalDataset train, RelationalDataset validation) {
        this.config = config;
        this.training = training;
        this.train = train;
        this.validation = validation;
        this.seed = new Seed(training.seed());
        this.network = BaselineNetwork.of(config, train.relations().size(), seed.split("weights"));
        this.optimizer = new Adam(network.parameters(), Adam.Settings.decoupled(training.weightDecay()));
        int batches = (train.size() + training.batchSize() - 1) / training.batchSize();
        this.rates = network.schedule(training.learningRate(), Math.multiplyExact(training.epochs(), batches));
    }

    BaselineReasoner run(Consumer<ReasonerTraining.Epoch> listener) {
        List<String> warnings = warnings(distances());
        warnings.forEach(LOG::warn);
        EpochSelection epochs = EpochSelection.run(training, network, this::epoch, this::accuracy, listener);
        return new BaselineReasoner(
                network,
                new SavedBaseline(
                        config,
                        train.relations().names(),
                        training,
                        epochs.history(),
                        epochs.bestEpoch(),
                        warnings,
                        train.sha256(validation),
                        Platform.current()));
    }

    private int[] distances() {
        int[] distances = new int[train.size()];
        for (int i = 0; i < distances.length; i++) {
            RelationalInstance problem = train.instances().get(i);
            distances[i] = problem.graph().distance(problem.head(), problem.tail());
            require(
                    distances[i] >= 0,
                    "no path joins entities %d and %d of the training problem %d, so nothing follows about them: leave the"
                            + " problem out",
                    problem.head(),
                    problem.tail(),
                    i);
        }
        return distances;
    }

    private List<String> warnings(int[] distances) {
        long beyond = Arrays.stream(distances)
                .filter(distance -> distance > network.horizon())
                .count();
        List<String> warnings = new ArrayList<>();
        if (beyond > 0) {
            int farthest = Arrays.stream(distances).max().orElseThrow();
            warnings.add(String.format(
                    "%d of %d training queries lie farther apart than the %d edges that %s with %d layers can see, up to %d"
                            + " edges: build the model with more layers",
                    beyond, distances.length, network.horizon(), config.model(), config.layers(), farthest));
        }
        if (!config.model().walksBackward()) {
            EpochSelection.warningOfMissingPaths(train).ifPresent(warnings::add);
        }
        return warnings;
    }

    private double epoch(int epoch) {
        int[] order = seed.split("shuffling").split(epoch).permutation(train.size());
        double sum = 0;
        int batches = 0;
        for (int from = 0; from < order.length; from += training.batchSize()) {
            List<RelationalInstance> batch = Arrays.stream(
                            order, from, Math.min(order.length, from + training.batchSize()))
                    .mapToObj(train.instances()::get)
                    .toList();
            sum += step(batch, epoch);
            batches++;
        }
        return sum / batches;
    }

    private double step(List<RelationalInstance> batch, int epoch) {
        int[] targets = batch.stream().mapToInt(RelationalInstance::target).toArray();
        try (Scope scope = Scope.open()) {
            Dropout dropout =
                    new Dropout(config.dropout(), seed.split("dropout").split(steps));
            Tensor scores = network.scores(batch, dropout);
            Tensor loss = Losses.crossEntropy(scores, targets, null);
            double value = loss.item();
            require(
                    Double.isFinite(value),
                    "the training loss became %s in epoch %d: lower the learning rate (now %s)",
                    value,
                    epoch,
                    training.learningRate());
            loss.backward();
            optimizer.step(rates.rate(steps), network.longestGradient());
            steps++;
            return value;
        }
    }

    private double accuracy() {
        float[][] scores = Scoring.of(network, validation.instances());
        int correct = 0;
        for (int i = 0; i < scores.length; i++) {
            correct += Scoring.best(scores[i]) == validation.instances().get(i).target() ? 1 : 0;
        }
        return (double) correct / scores.length;
    }
}
