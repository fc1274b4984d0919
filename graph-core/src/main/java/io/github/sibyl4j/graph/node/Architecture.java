package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;

/** One of the published networks with its sizes, in the form that a saved model names it by. */
record Architecture(Layer layer, int hidden, int heads, int layers, double dropout) implements NodeNetwork.Factory {

    enum Layer {
        GCN,
        GAT,
        SAGE
    }

    Architecture {
        require(layer != null, "a network needs a kind of layer, found none");
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(layers >= 1, "a network needs at least one layer, found %d", layers);
        require(layer == Layer.SAGE || layers == 2, "a network of %s has 2 layers, found %d", layer, layers);
        require(heads >= 1, "heads must be at least 1, found %d", heads);
        require(dropout >= 0 && dropout < 1, "dropout must lie in [0, 1), found %s", dropout);
    }

    @Override
    public NodeNetwork create(int features, int classes, Seed seed) {
        require(
                features >= 1,
                "a network of %s learns from the nodes' features, found none (width 0): give every node some, such as a"
                        + " constant 1 or its degree",
                layer);
        return switch (layer) {
            case GCN -> new GcnNetwork(features, hidden, classes, dropout, seed);
            case GAT -> new GatNetwork(features, hidden, heads, classes, dropout, seed);
            case SAGE -> new SageNetwork(features, hidden, classes, layers, dropout, seed);
        };
    }

    /** How many values the network has at least. */
    double weights(int features, int classes) {
        return layers == 1 ? (double) features * classes : (double) hidden * heads * ((double) features + classes);
    }
}
