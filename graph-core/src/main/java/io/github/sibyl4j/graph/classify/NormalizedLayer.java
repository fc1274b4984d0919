package io.github.sibyl4j.graph.classify;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.graph.nn.GinConv;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.BatchNorm;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.function.UnaryOperator;

/** Message passing, batch normalisation and a ReLU: {@code [node, in]} to {@code [node, out]}. */
abstract class NormalizedLayer extends Module {
    private final BatchNorm norm;

    private NormalizedLayer(int out) {
        norm = part("norm", new BatchNorm(out));
    }

    static NormalizedLayer of(Backbone backbone, int in, int out, Seed seed) {
        return backbone == Backbone.GIN ? new Gin(in, out, seed) : new Gcn(in, out, seed);
    }

    abstract Tensor pass(Tensor x, GraphTensor graph, boolean training);

    final Tensor forward(Tensor x, GraphTensor graph, boolean training) {
        return normalized(norm, pass(x, graph, training), training);
    }

    private static Tensor normalized(BatchNorm norm, Tensor x, boolean training) {
        return (training ? norm.forwardTraining(x) : norm.forward(x)).relu();
    }

    private static final class Gcn extends NormalizedLayer {
        private final GcnConv conv;

        Gcn(int in, int out, Seed seed) {
            super(out);
            conv = part("conv", new GcnConv(in, out, seed));
        }

        @Override
        Tensor pass(Tensor x, GraphTensor graph, boolean training) {
            return conv.forward(x, graph);
        }
    }

    private static final class Gin extends NormalizedLayer {
        private final GinConv sums;
        private final Perceptron perceptron;

        Gin(int in, int out, Seed seed) {
            super(out);
            perceptron = new Perceptron(in, out, seed);
            // The perceptron is applied outside, where it is known whether this is training.
            sums = part("conv", new GinConv(perceptron, UnaryOperator.identity()));
        }

        @Override
        Tensor pass(Tensor x, GraphTensor graph, boolean training) {
            return perceptron.forward(sums.forward(x, graph), training);
        }
    }

    private static final class Perceptron extends Module {
        private final Linear hidden;
        private final BatchNorm norm;
        private final Linear readout;

        Perceptron(int in, int out, Seed seed) {
            hidden = part("hidden", new Linear(in, out, seed.split("hidden")));
            norm = part("norm", new BatchNorm(out));
            readout = part("readout", new Linear(out, out, seed.split("readout")));
        }

        Tensor forward(Tensor x, boolean training) {
            return readout.forward(normalized(norm, hidden.forward(x), training));
        }
    }
}
