package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Scope;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Outputs of many problems at once, without gradients. */
final class Scores {
    private static final int TOGETHER = 64;

    private Scores() {}

    /**
     * The score of every relation for every problem, the higher the better: {@code -sum over facets of CE(r, o)}, or the
     * log-cosine logits for a model that was trained on them.
     */
    static float[][] of(EpiGnnConfig config, StepTables tables, Problems problems) {
        int count = problems.size();
        float[][] scores = new float[count][];
        Backends.current().run((count + TOGETHER - 1) / TOGETHER, block -> {
            InstancePass pass =
                    new InstancePass(tables.sizes, config.pooling(), config.reading(), config.constrained());
            int end = Math.min(count, (block + 1) * TOGETHER);
            for (int i = block * TOGETHER; i < end; i++) {
                pass.forward(tables, problems.plans()[i]);
                scores[i] = of(config, tables, pass.output);
            }
        });
        return scores;
    }

    /** The same with a network's present weights, whatever its messages. */
    static float[][] of(EpiGnnConfig config, EpiGnnNetwork network, Problems problems) {
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            StepTables tables = network.tables();
            return config.bilinear() ? of(config, tables, problems) : multiplicative(config, network, tables, problems);
        }
    }

    private static float[][] multiplicative(
            EpiGnnConfig config, EpiGnnNetwork network, StepTables tables, Problems problems) {
        MultiplicativePass pass = new MultiplicativePass(config);
        Sizes sizes = network.sizes();
        float[][] scores = new float[problems.size()][];
        for (int from = 0; from < scores.length; from += TOGETHER) {
            int[] batch = IntStream.range(from, Math.min(scores.length, from + TOGETHER))
                    .toArray();
            try (Scope scope = Scope.open()) {
                float[] outputs = sizes.toLanes(pass.outputs(network, network.relationVectors(), problems, batch)
                        .toArray());
                for (int i = 0; i < batch.length; i++) {
                    float[] output = Arrays.copyOfRange(outputs, i * sizes.all(), (i + 1) * sizes.all());
                    scores[from + i] = of(config, tables, output);
                }
            }
        }
        return scores;
    }

    static float[] of(EpiGnnConfig config, StepTables tables, float[] output) {
        float[] scores = new float[tables.sizes.relations()];
        if (config.loss() == EpiGnnConfig.Loss.LOG_COSINE) {
            double[] cosines = LogCosineLoss.cosines(tables.sizes, output, tables.relations);
            for (int r = 0; r < scores.length; r++) {
                scores[r] = (float) Math.log(cosines[r] + LogCosineLoss.EPSILON);
            }
            return scores;
        }
        float[] logs = new float[output.length];
        for (int q = 0; q < logs.length; q++) {
            logs[q] = (float) Math.log(output[q] + MarginLoss.EPSILON);
        }
        for (int r = 0; r < scores.length; r++) {
            double sum = 0;
            for (int q = 0; q < logs.length; q++) {
                sum += tables.relations[r * logs.length + q] * logs[q];
            }
            scores[r] = (float) sum;
        }
        return scores;
    }

    static int best(float[] scores) {
        int best = 0;
        for (int r = 1; r < scores.length; r++) {
            if (scores[r] > scores[best]) {
                best = r;
            }
        }
        return best;
    }
}
