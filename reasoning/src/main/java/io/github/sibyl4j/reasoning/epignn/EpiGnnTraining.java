package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.EpochSelection;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The published training loop. */
final class EpiGnnTraining {
    private static final Logger LOG = LoggerFactory.getLogger(EpiGnnTraining.class);

    private final EpiGnnConfig config;
    private final ReasonerTraining training;
    private final RelationalDataset data;
    private final String dataSha256;
    private final Seed seed;
    private final Problems train;
    private final Problems validation;
    private final EpiGnnNetwork network;
    private final Adam optimizer;
    private final BatchLoss batchLoss;

    EpiGnnTraining(
            EpiGnnConfig config, ReasonerTraining training, RelationalDataset data, RelationalDataset validation) {
        this.config = config;
        this.training = training;
        this.data = data;
        this.dataSha256 = data.sha256(validation);
        this.seed = new Seed(training.seed());
        this.train = Problems.of(data.instances(), config);
        this.validation = Problems.of(validation.instances(), config);
        this.network = new EpiGnnNetwork(config, data.relations().size(), seed.split("weights"));
        this.optimizer = new Adam(network.parameters(), Adam.Settings.decoupled(training.weightDecay()));
        this.batchLoss = config.bilinear() ? new BatchPass(config, network.sizes()) : new MultiplicativePass(config);
        for (int i = 0; i < train.size(); i++) {
            require(
                    train.plans()[i].connected(),
                    "no path joins entities %d and %d of the training problem %d, so nothing follows about them: leave the"
                            + " problem out",
                    data.instances().get(i).head(),
                    data.instances().get(i).tail(),
                    i);
        }
    }

    EpiGnnReasoner run(Consumer<ReasonerTraining.Epoch> listener) {
        List<String> warnings = warnings();
        warnings.forEach(LOG::warn);
        EpochSelection epochs = EpochSelection.run(training, network, this::epoch, this::accuracy, listener);
        return new EpiGnnReasoner(
                network,
                new SavedEpiGnn(
                        config,
                        data.relations().names(),
                        training,
                        epochs.history(),
                        epochs.bestEpoch(),
                        warnings,
                        dataSha256,
                        Platform.current()));
    }

    private List<String> warnings() {
        long beyond = Arrays.stream(train.plans())
                .filter(plan -> plan.distance() > config.rounds())
                .count();
        List<String> warnings = new ArrayList<>();
        if (beyond > 0) {
            int farthest = Arrays.stream(train.plans())
                    .mapToInt(Unrolled::distance)
                    .max()
                    .orElseThrow();
            warnings.add(String.format(
                    "%d of %d training queries lie farther apart than the %d rounds reach, up to %d edges: build the model"
                            + " with rounds(%d)",
                    beyond, train.size(), config.rounds(), farthest, farthest));
        }
        EpochSelection.warningOfMissingPaths(data).ifPresent(warnings::add);
        return warnings;
    }

    /** The mean loss over the batches. */
    double epoch(int epoch) {
        int[] order = seed.split("shuffling").split(epoch).permutation(train.size());
        SplittableRandom random = seed.split("negatives").split(epoch).random();
        double sum = 0;
        int batches = 0;
        for (int from = 0; from < order.length; from += training.batchSize()) {
            int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + training.batchSize()));
            sum += step(batch, random, epoch);
            batches++;
        }
        return sum / batches;
    }

    private double step(int[] batch, SplittableRandom random, int epoch) {
        int[][] negatives = new int[batch.length][config.outputLoss().negatives()];
        for (int i = 0; i < batch.length; i++) {
            int target = train.targets()[batch[i]];
            for (int k = 0; k < negatives[i].length; k++) {
                int other = random.nextInt(data.relations().size() - 1);
                negatives[i][k] = other < target ? other : other + 1;
            }
        }
        try (Scope scope = Scope.open()) {
            Tensor loss = batchLoss.mean(network, train, batch, negatives);
            double value = loss.item();
            require(
                    Double.isFinite(value),
                    "the training loss became %s in epoch %d: lower the learning rate (now %s)",
                    value,
                    epoch,
                    training.learningRate());
            loss.backward();
            optimizer.step(training.learningRate());
            return value;
        }
    }

    private double accuracy() {
        float[][] scores = Scores.of(config, network, validation);
        int correct = 0;
        for (int i = 0; i < scores.length; i++) {
            correct += Scores.best(scores[i]) == validation.targets()[i] ? 1 : 0;
        }
        return (double) correct / scores.length;
    }
}
