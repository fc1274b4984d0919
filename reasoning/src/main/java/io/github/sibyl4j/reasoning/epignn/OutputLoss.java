package io.github.sibyl4j.reasoning.epignn;

/** The loss of one problem's output against the relation vectors, both in the layout of {@link Lanes}. */
interface OutputLoss {

    /**
     * The loss; adds its gradients, times {@code share}.
     *
     * @param output a probability vector in every facet
     * @param relations the relation vectors
     * @param negatives relations that are wrong, as many as {@link #negatives}
     */
    double add(
            Sizes sizes,
            float[] output,
            float[] relations,
            int target,
            int[] negatives,
            float share,
            float[] outputGradient,
            float[] relationGradients);

    /** How many wrong relations it is to be given. */
    int negatives();
}
