package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.FactSplit;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.tensor.Seed;
import java.util.function.Consumer;

/**
 * Inductive knowledge-graph completion with EpiGNN's forward model (Khalid and Schockaert, ICLR 2025): which entities complete
 * {@code (head, relation, ?)} or {@code (?, relation, tail)}, in graphs whose entities need not have been seen in training, but
 * whose relations have.
 *
 * <p>All tails are scored at once: messages from the head give every entity a state, and a relation's score is {@code - sum over
 * facets of CE(relation, state)}. Every relation has an inverse with a vector of its own; facts carry messages both ways, and a
 * query for a head is one for the tail of the inverse relation.
 *
 * <p>How such models were trained has not been published in detail, so this follows NBFNet (Zhu et al., NeurIPS 2021): the facts
 * of a batch and their inverses are taken out of the graph that carries messages; each fact is asked for its tail and for its
 * head; wrong answers are drawn uniformly among the entities that the training facts do not name as answers. The loss is
 * EpiGNN's margin loss, its mean over the wrong answers. The epoch with the highest filtered MRR on the validation facts is kept.
 * Estimators are immutable.
 *
 * <pre>{@code
 * CompletionModel model = KnowledgeGraphCompletion.builder().build().fit(facts, KnowledgeGraphCompletion.training());
 * model.rankTails(otherFacts, "Ann", "uncle").top(3);
 * }</pre>
 */
public final class KnowledgeGraphCompletion {
    private final EpiGnnConfig config;

    private KnowledgeGraphCompletion(EpiGnnConfig config) {
        this.config = config;
    }

    public static Builder builder() {
        return new Builder();
    }

    public EpiGnnConfig config() {
        return config;
    }

    /** 20 epochs of batches of 32, as NBFNet's, at EpiGNN's learning rate and weight decay, a tenth of the facts held back. */
    public static ReasonerTraining training() {
        return ReasonerTraining.defaults().withEpochs(20).withBatchSize(32).withValidationShare(0.1);
    }

    /** How an epoch, counted from 1, went; {@code trainLoss} is the mean over its batches. */
    public record Epoch(int number, double trainLoss, double validationMrr, double seconds) {}

    /** Trains on a part of the facts and chooses the epoch on the rest, {@link ReasonerTraining#validationShare}. */
    public <V> CompletionModel fit(NamedGraph<V> facts, ReasonerTraining training) {
        return fit(facts, training, epoch -> {});
    }

    /** @param listener is told of every epoch, on the calling thread */
    public <V> CompletionModel fit(NamedGraph<V> facts, ReasonerTraining training, Consumer<Epoch> listener) {
        requireFacts(facts);
        FactSplit<V> split =
                FactSplit.of(facts, training.validationShare(), new Seed(training.seed()).split("validation"));
        return fit(split.graph(), split.heldOut(), training, listener);
    }

    /**
     * Trains on facts and chooses the epoch on others about the same entities. A fact that is written twice is one. Equal seeds
     * give equal weights, for any number of threads.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no facts, those for validation are among those
     *     for training, or speak of other entities or relations, or the loss stops being a number
     */
    public <V> CompletionModel fit(
            NamedGraph<V> train, NamedGraph<V> validation, ReasonerTraining training, Consumer<Epoch> listener) {
        requireFacts(train);
        requireFacts(validation);
        require(
                train.relations().equals(validation.relations()),
                "training and validation facts must be over the same relations, found %s and %s: read the ones over the"
                        + " relations of the others",
                train.relations(),
                validation.relations());
        return new CompletionTraining<>(config, training, train.distinct(), validation.distinct()).run(listener);
    }

    static void requireFacts(NamedGraph<?> graph) {
        require(
                graph.graph().edges() > 0,
                "the graph of %d entities has no facts",
                graph.entities().size());
    }

    /** Collects options; {@link #build} checks them. */
    public static final class Builder {
        private int size = 64;
        private int facets = 8;
        private int rounds = 6;
        private Pooling pooling = Pooling.MIN;
        private double margin = 1;
        private int negatives = 32;

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

        /** L, how many facts an answer may follow from (default 6). */
        public Builder rounds(int value) {
            rounds = value;
            return this;
        }

        /**
         * How an entity intersects what its facts say (default: the minimum). A product of many probabilities tells nothing any more
         * where an entity has more than about twenty facts.
         */
        public Builder pooling(Pooling value) {
            pooling = value;
            return this;
        }

        /** How far a wrong answer is to lie behind the right one, in cross-entropy a facet (default 1). */
        public Builder margin(double value) {
            margin = value;
            return this;
        }

        /** Wrong answers a query (default 32). */
        public Builder negatives(int value) {
            negatives = value;
            return this;
        }

        /** @throws io.github.sibyl4j.tensor.InvalidInputException if an option is out of its range */
        public KnowledgeGraphCompletion build() {
            return new KnowledgeGraphCompletion(new EpiGnnConfig(
                    size,
                    facets,
                    rounds,
                    pooling,
                    Reading.FORWARD,
                    Parametrisation.RIGHT_ARGUMENT,
                    EpiGnnConfig.Loss.MARGIN,
                    margin,
                    negatives,
                    true));
        }
    }
}
