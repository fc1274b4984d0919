package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.EpochSelection;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalEstimator;
import java.util.function.Consumer;

/**
 * EpiGNN (Khalid and Schockaert, "Systematic Relational Reasoning With Epistemic Graph Neural Networks", ICLR 2025), after the
 * released code where it differs from the paper. The state of an entity says which primitive relations may hold from the query's
 * head to it (and, backward, from it to the tail); an edge composes it with the edge's relation, and what several edges say is
 * intersected:
 *
 * <pre>
 * phi(x, y)[p] = sum over i, j of x[i] A[p][i][j] y[j]
 * state(v)     = normalize(pool over edges u -r-> v of phi(state(u), r))        for L rounds
 * output       = normalize(pool over e on a shortest path of phi(forward(e), backward(e)))
 * score(r)     = - sum over facets of CE(r, output)
 * </pre>
 *
 * <p>States, relation vectors and the columns of {@code A} are probability vectors, one per facet; coordinate 0 is identity. R n +
 * m d (d-1)^2 numbers are learned. Estimators are immutable.
 *
 * <pre>{@code
 * EpiGnnReasoner reasoner = EpiGnn.builder().rounds(10).build().fit(data, ReasonerTraining.defaults());
 * reasoner.predict(graph, head, tail).name();
 * }</pre>
 */
public final class EpiGnn implements RelationalEstimator<EpiGnnReasoner> {
    private final EpiGnnConfig config;

    private EpiGnn(EpiGnnConfig config) {
        this.config = config;
    }

    /** A builder whose defaults are the published configuration for CLUTRR, trained with the margin loss. */
    public static Builder builder() {
        return new Builder();
    }

    public EpiGnnConfig config() {
        return config;
    }

    @Override
    public EpiGnnReasoner fit(
            RelationalDataset train,
            RelationalDataset validation,
            ReasonerTraining training,
            Consumer<ReasonerTraining.Epoch> listener) {
        EpochSelection.requireComparable(train, validation);
        return new EpiGnnTraining(config, training, train, validation).run(listener);
    }

    /** Collects options; {@link #build} checks them. */
    public static final class Builder {
        private int size = 64;
        private int facets = 8;
        private int rounds = 9;
        private Pooling pooling = Pooling.PRODUCT;
        private Reading reading = Reading.BOTH;
        private Parametrisation parametrisation = Parametrisation.RIGHT_ARGUMENT;
        private EpiGnnConfig.Loss loss = EpiGnnConfig.Loss.MARGIN;
        private double margin = 1;
        private int negatives = 1;
        private boolean bilinear = true;

        private Builder() {}

        /** n, the coordinates of a relation vector, all facets together (default 64). */
        public Builder size(int value) {
            size = value;
            return this;
        }

        /** m, the independent copies of the reasoner; it divides the size (default 8). */
        public Builder facets(int value) {
            facets = value;
            return this;
        }

        /** L; at least the longest path of a query that is to be answered (default 9). */
        public Builder rounds(int value) {
            rounds = value;
            return this;
        }

        public Builder pooling(Pooling value) {
            pooling = value;
            return this;
        }

        public Builder reading(Reading value) {
            reading = value;
            return this;
        }

        public Builder parametrisation(Parametrisation value) {
            parametrisation = value;
            return this;
        }

        /** The margin loss with its margin and its number of wrong relations a problem (default: 1 and 1). */
        public Builder marginLoss(double value, int wrong) {
            loss = EpiGnnConfig.Loss.MARGIN;
            margin = value;
            negatives = wrong;
            return this;
        }

        /** Softmax cross-entropy on log-cosines, as the released configuration for CLUTRR has it. */
        public Builder logCosineLoss() {
            loss = EpiGnnConfig.Loss.LOG_COSINE;
            return this;
        }

        /** Whether messages compose bilinearly (default); otherwise they multiply, which knows no order. */
        public Builder bilinear(boolean value) {
            bilinear = value;
            return this;
        }

        /** @throws io.github.sibyl4j.tensor.InvalidInputException if an option is out of its range */
        public EpiGnn build() {
            return new EpiGnn(new EpiGnnConfig(
                    size, facets, rounds, pooling, reading, parametrisation, loss, margin, negatives, bilinear));
        }
    }
}
