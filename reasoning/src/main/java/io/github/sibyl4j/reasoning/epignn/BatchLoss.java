package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Tensor;

/** How the loss of a batch is computed. */
interface BatchLoss {

    /**
     * The mean loss, whose gradients reach all that the network learns.
     *
     * @param batch numbers of problems
     * @param negatives wrong relations for each of the batch
     */
    Tensor mean(EpiGnnNetwork network, Problems problems, int[] batch, int[][] negatives);
}
