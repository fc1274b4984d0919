package io.github.sibyl4j.tensor.train;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.NativeMemory;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The training loop: shuffled batches, backpropagation, clipping, Adam with a step schedule, validation after every epoch,
 * early stopping, and the best epoch's weights at the end. A last batch that is not full is left out, unless it is the only
 * one. Where the task says so, a batch goes through the model in parts whose gradients are added up: the same step, with the
 * memory of a part, and faster where a part stays in the processor's cache.
 */
public final class Trainer {
    private Trainer() {}

    /**
     * Trains {@code model} in place.
     *
     * @param listener is told of every batch and epoch, on the calling thread
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is nothing to train on, or the loss stops being a
     *     number
     */
    public static TrainingResult run(
            Module model, TrainingTask task, TrainingConfig config, Consumer<TrainingEvent> listener) {
        require(task.samples() > 0, "there are no training samples");
        int batchSize = Math.min(config.batchSize(), task.samples());
        int batches = task.samples() / batchSize;
        Adam optimizer = new Adam(model.parameters());
        Seed shuffling = new Seed(config.seed()).split("shuffling");
        List<TrainingResult.Epoch> history = new ArrayList<>();
        Map<String, float[]> bestState = null;
        double best = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        long start = System.nanoTime();
        for (int epoch = 1; epoch <= config.epochs(); epoch++) {
            double rate = config.learningRateAt(epoch);
            int[] order = shuffling.split(epoch).permutation(task.samples());
            double lossSum = 0;
            for (int b = 0; b < batches; b++) {
                int[] batch = Arrays.copyOfRange(order, b * batchSize, (b + 1) * batchSize);
                double loss = step(task, optimizer, batch, rate, config.clipNorm(), epoch);
                lossSum += loss;
                listener.accept(new TrainingEvent.BatchFinished(epoch, config.epochs(), b + 1, batches, loss));
            }
            double validation = task.validate();
            history.add(new TrainingResult.Epoch(lossSum / batches, validation));
            if (validation < best) {
                best = validation;
                bestEpoch = epoch;
                bestState = model.state();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            listener.accept(new TrainingEvent.EpochFinished(
                    epoch,
                    config.epochs(),
                    lossSum / batches,
                    validation,
                    best,
                    bestEpoch,
                    rate,
                    seconds / epoch * (config.epochs() - epoch)));
            if (config.patience() > 0 && epoch - bestEpoch >= config.patience()) {
                break;
            }
        }
        require(bestState != null, "the validation score was never a number: check the validation part of the data");
        model.restore(bestState);
        return new TrainingResult(history, bestEpoch, best, (System.nanoTime() - start) / 1e9, NativeMemory.peak());
    }

    private static double step(
            TrainingTask task, Adam optimizer, int[] batch, double rate, double clipNorm, int epoch) {
        int[][] parts = parts(batch, task.samplesTogether());
        double[] weights = new double[parts.length];
        double total = 0;
        for (int i = 0; i < parts.length; i++) {
            weights[i] = parts.length == 1 ? 1 : task.weight(parts[i]);
            total += weights[i];
        }
        double value = 0;
        for (int i = 0; i < parts.length; i++) {
            double share = total == 0 ? 0 : weights[i] / total;
            try (Scope scope = Scope.open()) {
                Tensor loss = task.loss(parts[i]);
                value += share * loss.item();
                require(
                        Double.isFinite(value),
                        "the training loss became %s in epoch %d: lower the learning rate (now %s) or look for extreme"
                                + " values in the data",
                        value,
                        epoch,
                        rate);
                (parts.length == 1 ? loss : loss.mul((float) share)).backward();
            }
        }
        optimizer.step(rate, clipNorm);
        return value;
    }

    /** A batch in as few parts of at most {@code most} samples as can be, of about the same size. */
    private static int[][] parts(int[] batch, int most) {
        require(most >= 1, "samplesTogether must be at least 1, found %d", most);
        int count = (int) (((long) batch.length + most - 1) / most);
        int[][] parts = new int[count][];
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) batch.length * i / count);
            int to = (int) ((long) batch.length * (i + 1) / count);
            parts[i] = Arrays.copyOfRange(batch, from, to);
        }
        return parts;
    }
}
