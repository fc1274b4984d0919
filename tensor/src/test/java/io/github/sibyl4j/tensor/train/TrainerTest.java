package io.github.sibyl4j.tensor.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Mlp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final int SAMPLES = 200;
    private static final TrainingConfig CONFIG = TrainingConfig.defaults()
            .withEpochs(300)
            .withBatchSize(32)
            .withLearningRate(0.01)
            .withSeed(5);

    /** Learns y = sin(2 a) + b from 200 points. */
    private static final class Task implements TrainingTask {
        private final Mlp model;
        private final Tensor x = Tensor.of(new Seed(1).uniform(2 * SAMPLES, 1), SAMPLES, 2);
        private final Tensor y;
        private final List<Double> scores;

        Task(Mlp model, Double... scores) {
            this.model = model;
            this.scores = new ArrayList<>(List.of(scores));
            float[] values = new float[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                values[i] = (float) Math.sin(2 * x.get(i, 0)) + x.get(i, 1);
            }
            y = Tensor.of(values, SAMPLES, 1);
        }

        @Override
        public int samples() {
            return SAMPLES;
        }

        @Override
        public Tensor loss(int[] batch) {
            return model.forward(x.gather(batch)).sub(y.gather(batch)).square().mean();
        }

        @Override
        public double validate() {
            return scores.isEmpty() ? model.forward(x).sub(y).abs().mean().item() : scores.remove(0);
        }
    }

    private static Mlp model(long seed) {
        return new Mlp(2, 32, 1, new Seed(seed));
    }

    @Test
    void learnsAFunction() {
        Mlp model = model(1);
        List<TrainingEvent> events = new ArrayList<>();
        TrainingResult result = Trainer.run(model, new Task(model), CONFIG, events::add);
        assertTrue(result.bestValidation() < 0.1, () -> "validation " + result.bestValidation());
        assertEquals(300, result.epochs().size());
        assertEquals(300 * (200 / 32 + 1), events.size());
        assertEquals(result.bestValidation(), new Task(model).validate(), 1e-6, "the best weights are restored");
    }

    @Test
    void givesTheSameBitsForASeedAndOthersForAnother() {
        float[][] weights = new float[3][];
        long[] seeds = {1, 1, 2};
        for (int i = 0; i < 3; i++) {
            Mlp model = model(seeds[i]);
            Trainer.run(model, new Task(model), CONFIG.withEpochs(3).withSeed(seeds[i]), event -> {});
            weights[i] = model.state().get("hidden.weight");
        }
        assertArrayEquals(weights[0], weights[1]);
        assertFalse(Arrays.equals(weights[0], weights[2]));
    }

    /** Learns a value a sample, where it is not missing, whole batches or parts of them at a time. */
    private record Masked(Mlp model, int samplesTogether) implements TrainingTask {
        private static final float[] OBSERVED = new Seed(3).uniform(SAMPLES, 1);

        @Override
        public int samples() {
            return SAMPLES;
        }

        @Override
        public double weight(int[] part) {
            return Arrays.stream(part).filter(i -> OBSERVED[i] > 0).count();
        }

        @Override
        public Tensor loss(int[] batch) {
            float[] mask = new float[batch.length];
            float[] x = new float[2 * batch.length];
            for (int i = 0; i < batch.length; i++) {
                mask[i] = OBSERVED[batch[i]] > 0 ? 1 : 0;
                x[2 * i] = batch[i] / (float) SAMPLES;
                x[2 * i + 1] = 1;
            }
            Tensor forecast = model.forward(Tensor.of(x, batch.length, 2));
            Tensor target = Tensor.full(0.5f, batch.length, 1);
            return Losses.meanAbsoluteError(forecast, target, Tensor.of(mask, batch.length, 1));
        }

        @Override
        public double validate() {
            return 1;
        }
    }

    @Test
    void takesTheSameStepWithABatchInParts() {
        List<float[]> weights = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int together : new int[] {Integer.MAX_VALUE, 5}) {
            Mlp model = model(1);
            TrainingResult result = Trainer.run(model, new Masked(model, together), CONFIG.withEpochs(1), event -> {});
            weights.add(model.state().get("hidden.weight"));
            losses.add(result.epochs().get(0).trainLoss());
        }
        assertArrayEquals(weights.get(0), weights.get(1), 1e-4f);
        assertEquals(losses.get(0), losses.get(1), 1e-5);
    }

    @Test
    void stopsWhenNothingImprovesAndKeepsTheBest() {
        Mlp model = model(1);
        Task task = new Task(model, 3.0, 2.0, 2.5, 2.0, 2.1, 0.1);
        TrainingResult result = Trainer.run(model, task, CONFIG.withPatience(3), event -> {});
        assertEquals(5, result.epochs().size());
        assertEquals(2, result.bestEpoch());
        assertEquals(2.0, result.bestValidation());
    }

    @Test
    void saysWhenTheLossIsNoNumber() {
        Mlp model = model(1);
        TrainingTask broken = new TrainingTask() {
            @Override
            public int samples() {
                return 4;
            }

            @Override
            public Tensor loss(int[] batch) {
                return model.forward(Tensor.full(Float.NaN, 1, 2)).sum();
            }

            @Override
            public double validate() {
                return 0;
            }
        };
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> Trainer.run(model, broken, CONFIG, event -> {}));
        assertTrue(error.getMessage().contains("NaN in epoch 1"), error.getMessage());
    }

    @Test
    void lowersTheRateAfterMilestones() {
        TrainingConfig config = TrainingConfig.defaults().withEpochs(100).withMilestones(List.of(50, 75), 0.5);
        assertEquals(0.003, config.learningRateAt(50));
        assertEquals(0.0015, config.learningRateAt(51));
        assertEquals(0.00075, config.learningRateAt(76));
    }

    @Test
    void refusesSettings() {
        TrainingConfig config = TrainingConfig.defaults();
        assertThrows(InvalidInputException.class, () -> config.withEpochs(0));
        assertThrows(InvalidInputException.class, () -> config.withBatchSize(0));
        assertThrows(InvalidInputException.class, () -> config.withLearningRate(-1));
        assertThrows(InvalidInputException.class, () -> config.withClipNorm(0));
        assertThrows(InvalidInputException.class, () -> config.withPatience(-1));
        assertThrows(InvalidInputException.class, () -> config.withMilestones(List.of(5, 5), 0.5));
        assertThrows(InvalidInputException.class, () -> config.withMilestones(List.of(5), 2));
    }
}
