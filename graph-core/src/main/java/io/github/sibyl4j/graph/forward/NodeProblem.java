package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What a method is given to classify nodes. */
final class NodeProblem {
    final LabelledGraph data;
    final NodeSplit split;
    final Backbone backbone;
    final ForwardConfig config;
    final Seed seed;
    final Consumer<LayerProgress> listener;
    final int[] train;
    final int[] validation;

    NodeProblem(
            LabelledGraph data,
            NodeSplit split,
            Backbone backbone,
            ForwardConfig config,
            Seed seed,
            Consumer<LayerProgress> listener) {
        this.data = data;
        this.split = split;
        this.backbone = backbone;
        this.config = config;
        this.seed = seed;
        this.listener = listener;
        train = split.train();
        validation = split.validation();
    }

    int nodes() {
        return data.nodes();
    }

    int classes() {
        return data.classes();
    }

    /** Layers of the hidden width, the first for the given width. */
    List<LocalLayer> layers(int in) {
        return backbone.layers(in, config, seed.split("layers"));
    }

    /** 1 for the nodes that count, among {@code rows} of which the others do not. */
    static float[] mask(int[] nodes, int rows) {
        float[] mask = new float[rows];
        for (int node : nodes) {
            mask[node] = 1;
        }
        return mask;
    }

    /** The classes of all nodes in a row for each, with class 0 where none is known or there is no such node. */
    int[] targets(int rows) {
        int[] targets = Arrays.copyOf(data.labels(), rows);
        for (int i = 0; i < rows; i++) {
            targets[i] = Math.max(0, targets[i]);
        }
        return targets;
    }

    /** The part of some nodes whose class has the highest score. */
    double accuracy(float[] scores, int[] nodes) {
        int right = 0;
        for (int node : nodes) {
            right += best(scores, node, classes()) == data.label(node) ? 1 : 0;
        }
        return nodes.length == 0 ? Double.NaN : (double) right / nodes.length;
    }

    /** The first class with the highest score of a node. */
    static int best(float[] scores, int node, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (scores[node * classes + c] > scores[node * classes + best]) {
                best = c;
            }
        }
        return best;
    }
}
