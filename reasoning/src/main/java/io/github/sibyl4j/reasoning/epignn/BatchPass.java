package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.CustomOp;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The loss of a batch and its gradients in one go, problem by problem, each inside a cache. A batch is a disjoint union, so
 * problems are independent; they are worked off in blocks whose number depends on nothing but the batch, and the gradients of the
 * blocks are added in order. For one thread at a time, since memory is used again in the next step.
 */
final class BatchPass implements BatchLoss {
    private static final int BLOCKS = 8;

    private final Sizes sizes;
    private final OutputLoss loss;
    private final InstancePass[] passes = new InstancePass[BLOCKS];
    private final TableGradients[] gradients = new TableGradients[BLOCKS];

    BatchPass(EpiGnnConfig config, Sizes sizes) {
        this.sizes = sizes;
        this.loss = config.outputLoss();
        for (int block = 0; block < BLOCKS; block++) {
            passes[block] = new InstancePass(sizes, config.pooling(), config.reading(), config.constrained());
            gradients[block] = new TableGradients(sizes);
        }
    }

    @Override
    public Tensor mean(EpiGnnNetwork network, Problems problems, int[] batch, int[][] negatives) {
        Tensor vectors = network.relationVectors();
        Tensor composition = network.compositionTensor();
        StepTables tables = new StepTables(sizes, vectors.toArray(), composition.toArray(), true);
        int together = (batch.length + BLOCKS - 1) / BLOCKS;
        int blocks = (batch.length + together - 1) / together;
        double[] losses = new double[blocks];
        Backends.current().run(blocks, block -> {
            gradients[block].clear();
            int end = Math.min(batch.length, (block + 1) * together);
            for (int i = block * together; i < end; i++) {
                losses[block] += problem(
                        tables, passes[block], gradients[block], problems, batch[i], negatives[i], 1f / batch.length);
            }
        });
        double sum = losses[0];
        for (int block = 1; block < blocks; block++) {
            sum += losses[block];
            gradients[0].add(gradients[block]);
        }
        float[][] all = tables.gradients(gradients[0]);
        float mean = (float) (sum / batch.length);
        return CustomOp.of(
                new float[] {mean},
                new int[] {},
                g -> new float[][] {scaled(all[0], g[0]), scaled(all[1], g[0])},
                vectors,
                composition);
    }

    private double problem(
            StepTables tables,
            InstancePass pass,
            TableGradients sums,
            Problems problems,
            int number,
            int[] negatives,
            float share) {
        pass.forward(tables, problems.plans()[number]);
        Arrays.fill(pass.outputGradient, 0);
        double value = loss.add(
                sizes,
                pass.output,
                tables.relations,
                problems.targets()[number],
                negatives,
                share,
                pass.outputGradient,
                sums.relations);
        if (value != 0) {
            pass.backward(sums);
        }
        return value;
    }

    static float[] scaled(float[] values, float factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = values[i] * factor;
        }
        return scaled;
    }
}
