package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.CustomOp;
import io.github.sibyl4j.tensor.Tensor;

/**
 * The loss of a batch and its gradients in one go. A batch is worked off in blocks whose number depends on nothing but its length,
 * and the gradients of the blocks are added in order. For one thread at a time, since memory is used again in the next step.
 */
final class StepLoss {
    static final int BLOCKS = 8;

    private final Sizes sizes;
    private final TableGradients[] gradients = new TableGradients[BLOCKS];

    /** What is done with one block of a batch. */
    interface Block {
        /**
         * The sum of the losses of the items {@code from} to {@code end - 1}.
         *
         * @param block no two at the same time have the same number
         * @param gradients takes their gradients, each divided by the length of the batch
         */
        double loss(int block, int from, int end, StepTables tables, TableGradients gradients);
    }

    StepLoss(Sizes sizes) {
        this.sizes = sizes;
        for (int block = 0; block < BLOCKS; block++) {
            gradients[block] = new TableGradients(sizes);
        }
    }

    /** The mean over a batch, whose gradients reach all that the network learns. */
    Tensor mean(EpiGnnNetwork network, int length, Block work) {
        Tensor vectors = network.relationVectors();
        Tensor composition = network.compositionTensor();
        StepTables tables = new StepTables(sizes, vectors.toArray(), composition.toArray(), true);
        int together = (length + BLOCKS - 1) / BLOCKS;
        int blocks = (length + together - 1) / together;
        double[] losses = new double[blocks];
        Backends.current().run(blocks, block -> {
            gradients[block].clear();
            int end = Math.min(length, (block + 1) * together);
            losses[block] = work.loss(block, block * together, end, tables, gradients[block]);
        });
        double sum = losses[0];
        for (int block = 1; block < blocks; block++) {
            sum += losses[block];
            gradients[0].add(gradients[block]);
        }
        float[][] all = tables.gradients(gradients[0]);
        return CustomOp.of(
                new float[] {(float) (sum / length)},
                new int[] {},
                g -> new float[][] {scaled(all[0], g[0]), scaled(all[1], g[0])},
                vectors,
                composition);
    }

    static float[] scaled(float[] values, float factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = values[i] * factor;
        }
        return scaled;
    }
}
