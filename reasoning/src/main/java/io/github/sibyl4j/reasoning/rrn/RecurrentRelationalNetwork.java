package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The recurrent relational network (Palm, Paquet and Winther, "Recurrent Relational Networks", NeurIPS 2018): nodes of a graph
 * exchange learned messages for many rounds, and answer after each of them.
 *
 * <pre>
 * x_i = pre(input_i)                              h_i = x_i before the first round
 * m_j = sum over i of msg([h_i, h_j, e_ij])
 * h_j = LSTM(post([m_j, x_j]))                    state and cell start at zero
 * answer_j = out(h_j), or out(sum of h) for the whole graph
 * </pre>
 *
 * <p>The loss is the cross entropy averaged over rounds, which makes the rounds converge; only the last one answers, and there may
 * be more of them than in training. Estimators are immutable.
 *
 * <pre>{@code
 * RrnModel model = SudokuTask.network(2).hidden(32).rounds(8).build().fit(train, validation, RrnTraining.defaults());
 * new SudokuModel(model).solve(puzzle).solution();
 * }</pre>
 */
public final class RecurrentRelationalNetwork {
    private final RrnConfig config;

    private RecurrentRelationalNetwork(RrnConfig config) {
        this.config = config;
    }

    /** A builder with the sizes published for Sudoku; what is known of nodes and what is asked has to be named. */
    public static Builder builder() {
        return new Builder();
    }

    public RrnConfig config() {
        return config;
    }

    /** Trains on some problems and chooses the weights on others. Equal seeds give equal weights, for any number of threads. */
    public RrnModel fit(List<RrnProblem> train, List<RrnProblem> validation, RrnTraining training) {
        return fit(train, validation, training, progress -> true);
    }

    /**
     * Trains on a list, which is shuffled whenever it has been gone through, until a listener has seen enough.
     *
     * @param goOn is told of every validation, on the calling thread; training ends where it is false
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no problem, one does not fit the network or lacks
     *     answers, or the loss stops being a number
     */
    public RrnModel fit(
            List<RrnProblem> train, List<RrnProblem> validation, RrnTraining training, Predicate<RrnProgress> goOn) {
        RrnFitting.requireAnswered(config, train, "training");
        return fit(
                ProblemStream.shuffled(train, new Seed(training.seed()).split("shuffling")),
                validation,
                training,
                goOn);
    }

    /** Trains on problems that need not repeat themselves; otherwise as with a list. */
    public RrnModel fit(
            ProblemStream train, List<RrnProblem> validation, RrnTraining training, Predicate<RrnProgress> goOn) {
        return new RrnFitting(config, training, train, validation).run(goOn);
    }

    /**
     * Goes on from what a model has learned, on other problems or with another number of rounds; otherwise as without it. The
     * optimiser starts anew.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the model differs from this network in more than the rounds
     */
    public RrnModel fit(
            RrnModel start,
            ProblemStream train,
            List<RrnProblem> validation,
            RrnTraining training,
            Predicate<RrnProgress> goOn) {
        require(
                start.config().withRounds(config.rounds()).equals(config),
                "the model to start from may differ from the network in its rounds alone, found %s, expected %s",
                start.config(),
                config);
        return new RrnFitting(config, training, train, validation, start.weights()).run(goOn);
    }

    /** Collects options; {@link #build} checks them. */
    public static final class Builder {
        private List<Integer> categories = List.of();
        private int embedding = 16;
        private int features;
        private int edgeFeatures;
        private int hidden = 96;
        private int layers = 3;
        private boolean recurrent = true;
        private int rounds = 32;
        private Output output = Output.NODE;
        private int outputLayers;
        private double dropout;
        private int classes;
        private RrnText text;

        private Builder() {}

        /** The number of values of each categorical column of a node (default: no columns). */
        public Builder categories(int... values) {
            categories = Arrays.stream(values).boxed().toList();
            return this;
        }

        /** The width of a category's embedding (default 16). */
        public Builder embedding(int value) {
            embedding = value;
            return this;
        }

        /** The number of numerical features of a node (default 0). */
        public Builder features(int value) {
            features = value;
            return this;
        }

        /** The number of features of an edge (default 0). */
        public Builder edgeFeatures(int value) {
            edgeFeatures = value;
            return this;
        }

        /** The width of states, messages and hidden layers (default 96). */
        public Builder hidden(int value) {
            hidden = value;
            return this;
        }

        /** Hidden layers of the node encoder, the message and the node function (default 3). */
        public Builder layers(int value) {
            layers = value;
            return this;
        }

        /** Whether an LSTM updates the states (default), or the node function alone does. */
        public Builder recurrent(boolean value) {
            recurrent = value;
            return this;
        }

        /** Rounds of messages in training (default 32). */
        public Builder rounds(int value) {
            rounds = value;
            return this;
        }

        /** Whether every node is asked for a class (default), or the whole graph. */
        public Builder output(Output value) {
            output = value;
            return this;
        }

        /** Hidden layers of the output, whose last layer sees values of which some are dropped in training (default 0, 0). */
        public Builder outputLayers(int value, double dropped) {
            outputLayers = value;
            dropout = dropped;
            return this;
        }

        /** The number of classes of an answer. */
        public Builder classes(int value) {
            classes = value;
            return this;
        }

        /** How sentences and questions are read (default: there are none). */
        public Builder text(RrnText value) {
            text = value;
            return this;
        }

        /** @throws io.github.sibyl4j.tensor.InvalidInputException if an option is out of its range or has not been named */
        public RecurrentRelationalNetwork build() {
            return new RecurrentRelationalNetwork(new RrnConfig(
                    categories,
                    embedding,
                    features,
                    edgeFeatures,
                    hidden,
                    layers,
                    recurrent,
                    rounds,
                    output,
                    outputLayers,
                    dropout,
                    classes,
                    text));
        }
    }
}
