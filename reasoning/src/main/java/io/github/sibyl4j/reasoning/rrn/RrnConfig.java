package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/**
 * The sizes of a recurrent relational network.
 *
 * @param categories the number of values of each categorical column of a node; each column has an embedding
 * @param embedding the width of the embeddings
 * @param features the number of numerical features of a node
 * @param edgeFeatures the number of features of an edge
 * @param hidden the width of node states, messages and all hidden layers
 * @param layers hidden ReLU layers of the node encoder, the message and the node function; a linear layer follows
 * @param recurrent whether an LSTM cell updates the node states; otherwise the node function's value is the new state
 * @param rounds of messages in training, and elsewhere where nothing else is asked for
 * @param outputLayers hidden ReLU layers before the last linear one
 * @param dropout what share of the values that the last linear layer sees is dropped in training
 * @param classes that an answer is one of
 * @param text how sentences and questions are read; null where there are none
 */
public record RrnConfig(
        List<Integer> categories,
        int embedding,
        int features,
        int edgeFeatures,
        int hidden,
        int layers,
        boolean recurrent,
        int rounds,
        Output output,
        int outputLayers,
        double dropout,
        int classes,
        RrnText text) {

    public RrnConfig {
        require(categories != null, "categories are missing: give an empty list for none");
        categories = List.copyOf(categories);
        require(
                categories.stream().allMatch(values -> values >= 1),
                "a categorical column must have at least 1 value, found %s",
                categories);
        require(embedding >= 1, "embedding must be at least 1, found %d", embedding);
        require(features >= 0, "features must not be negative, found %d", features);
        require(
                !categories.isEmpty() || features > 0 || text != null,
                "nothing is known of a node: name categories, the number of features, or text");
        require(edgeFeatures >= 0, "edgeFeatures must not be negative, found %d", edgeFeatures);
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(layers >= 1, "layers must be at least 1, found %d", layers);
        require(rounds >= 1, "rounds must be at least 1, found %d", rounds);
        require(output != null, "output must be NODE or GRAPH, found null");
        require(outputLayers >= 0, "outputLayers must not be negative, found %d", outputLayers);
        require(dropout >= 0 && dropout < 1, "dropout must lie in [0, 1), found %s", dropout);
        require(classes >= 2, "classes must be at least 2, found %d", classes);
    }

    RrnConfig withRounds(int value) {
        return new RrnConfig(
                categories,
                embedding,
                features,
                edgeFeatures,
                hidden,
                layers,
                recurrent,
                value,
                output,
                outputLayers,
                dropout,
                classes,
                text);
    }

    /** How many values the node encoder sees. */
    int inputs() {
        return categories.size() * embedding + features + (text == null ? 0 : 2 * text.code());
    }

    /** How many values a message sees beside the two states. */
    int edgeInputs() {
        return edgeFeatures + (text == null ? 0 : text.code());
    }
}
