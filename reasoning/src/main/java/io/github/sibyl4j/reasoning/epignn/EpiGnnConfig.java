package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/**
 * What an EpiGNN is, apart from its weights.
 *
 * @param size n, the coordinates of a relation vector, all facets together
 * @param facets m, the independent copies of the reasoner; it divides {@code size}
 * @param rounds L, how far information travels
 * @param negatives wrong relations a problem, for the margin loss
 * @param bilinear false for the ablation whose messages multiply what one network makes of state and relation
 */
public record EpiGnnConfig(
        int size,
        int facets,
        int rounds,
        Pooling pooling,
        Reading reading,
        Parametrisation parametrisation,
        Loss loss,
        double margin,
        int negatives,
        boolean bilinear) {

    /** What is minimised. */
    public enum Loss {
        /** A hinge on cross-entropies, see {@link #margin}. */
        MARGIN,
        /** Softmax cross-entropy on the logarithm of cosines. */
        LOG_COSINE
    }

    public EpiGnnConfig {
        require(facets >= 1, "facets must be at least 1, found %d", facets);
        require(
                size >= 2 * facets && size % facets == 0,
                "size must be a multiple of facets, with two coordinates a facet at least, found size %d and %d facets",
                size,
                facets);
        require(rounds >= 1 && rounds <= 1000, "rounds must lie in 1 to 1000, found %d", rounds);
        require(pooling != null, "pooling must be one of %s, found null", List.of(Pooling.values()));
        require(reading != null, "reading must be one of %s, found null", List.of(Reading.values()));
        require(
                parametrisation != null,
                "parametrisation must be one of %s, found null",
                List.of(Parametrisation.values()));
        require(loss != null, "loss must be one of %s, found null", List.of(Loss.values()));
        // Its constructor checks both.
        new MarginLoss(margin, negatives);
    }

    /** d, the coordinates of a facet. */
    public int width() {
        return size / facets;
    }

    /** The same model, of which forward states after other rounds are read. */
    EpiGnnConfig forward(int otherRounds) {
        return new EpiGnnConfig(
                size,
                facets,
                otherRounds,
                pooling,
                Reading.FORWARD,
                parametrisation,
                loss,
                margin,
                negatives,
                bilinear);
    }

    OutputLoss outputLoss() {
        return loss == Loss.MARGIN ? new MarginLoss(margin, negatives) : new LogCosineLoss();
    }

    boolean constrained() {
        return parametrisation != Parametrisation.UNCONSTRAINED;
    }

    Sizes sizes(int relations) {
        return new Sizes(relations, facets, width());
    }
}
