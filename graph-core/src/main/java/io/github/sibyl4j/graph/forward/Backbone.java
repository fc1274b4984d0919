package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.nn.GatConv;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.graph.nn.SageConv;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** The graph layers that the paper builds its networks from. */
public enum Backbone {
    GCN {
        @Override
        LocalLayer layer(int in, int out, Seed seed) {
            return LocalLayer.of(new GcnConv(in, out, seed));
        }
    },
    /** GraphSAGE with means. */
    SAGE {
        @Override
        LocalLayer layer(int in, int out, Seed seed) {
            return LocalLayer.of(new SageConv(in, out, seed));
        }
    },
    /** Attention with four heads. */
    GAT {
        @Override
        LocalLayer layer(int in, int out, Seed seed) {
            require(
                    out % HEADS == 0,
                    "the hidden width must be a multiple of the %d heads of GAT, found %d",
                    HEADS,
                    out);
            return LocalLayer.of(new GatConv(in, out / HEADS, HEADS, true, seed));
        }

        @Override
        LocalLayer last(int in, int out, Seed seed) {
            return LocalLayer.of(new GatConv(in, out, HEADS, false, seed));
        }
    };

    private static final int HEADS = 4;

    abstract LocalLayer layer(int in, int out, Seed seed);

    /** A layer of any width that ends a network. */
    LocalLayer last(int in, int out, Seed seed) {
        return layer(in, out, seed);
    }

    /** Layers of the hidden width, the first for the given width. */
    List<LocalLayer> layers(int in, ForwardConfig config, Seed seed) {
        List<LocalLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            layers.add(layer(i == 0 ? in : config.hidden(), config.hidden(), seed.split(i)));
        }
        return layers;
    }
}
