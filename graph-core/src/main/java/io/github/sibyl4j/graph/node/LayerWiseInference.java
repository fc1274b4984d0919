package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IncomingEdges;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Scores of all nodes from all their neighbours, layer by layer, batch by batch of nodes ({@code inference} in PyTorch
 * Geometric's examples): every layer's features are computed once, and what a batch needs beside them grows with its edges.
 */
final class LayerWiseInference {
    private LayerWiseInference() {}

    /**
     * {@code [node, class]}; the same numbers as the whole graph at once gives.
     *
     * @param batchSize nodes computed together; 0 for all, and of no account for a network that is no stack of layers
     */
    static Tensor logits(NodeNetwork network, NodeFeatures x, GraphTensor graph, int batchSize) {
        if (batchSize == 0 || !(network instanceof LayeredNetwork stack)) {
            return network.logits(x, graph);
        }
        Tensor h = null;
        for (int i = 0; i < stack.layers(); i++) {
            h = layer(stack, i, h, x, graph, batchSize);
        }
        return h;
    }

    /** @param h all nodes' features from the layer before, or null before the first, which reads {@code x} */
    private static Tensor layer(
            LayeredNetwork stack, int index, Tensor h, NodeFeatures x, GraphTensor graph, int batchSize) {
        Tensor all = null;
        for (int from = 0; from < graph.nodeCount(); from += Math.min(batchSize, graph.nodeCount() - from)) {
            int to = from + Math.min(batchSize, graph.nodeCount() - from);
            Scope scope = Scope.open();
            float[] rows;
            int width;
            try (scope) {
                Tensor y = h == null && x.isSparse()
                        ? ofSparse(stack, index, x, graph, from, to)
                        : ofDense(stack, index, h == null ? x.toTensor() : h, graph, from, to);
                require(
                        y.rank() == 2 && y.size(0) == to - from,
                        "layer %d of the network was to give %d nodes new features [node, feature], but gave %s: let it"
                                + " return a row for every target",
                        index,
                        to - from,
                        Arrays.toString(y.shape()));
                width = y.size(1);
                rows = y.toArray();
            }
            if (all == null) {
                all = Tensor.zeros(graph.nodeCount(), width);
            }
            all.buffer().write((long) from * width, rows, 0, rows.length);
        }
        return all;
    }

    private static Tensor ofDense(LayeredNetwork stack, int index, Tensor h, GraphTensor graph, int from, int to) {
        return stack.layer(index, h, h.slice(0, from, to), edges(graph.incoming(), from, to, null), null);
    }

    /** Only the rows that the batch hears are written out. */
    private static Tensor ofSparse(
            LayeredNetwork stack, int index, NodeFeatures x, GraphTensor graph, int from, int to) {
        IncomingEdges incoming = graph.incoming();
        int[] heard = new int[incoming.begin(to) - incoming.begin(from)];
        for (int place = incoming.begin(from); place < incoming.begin(to); place++) {
            heard[place - incoming.begin(from)] = incoming.source(place);
        }
        int[] sources = Arrays.stream(heard).sorted().distinct().toArray();
        int[] targets = new int[to - from];
        Arrays.setAll(targets, i -> from + i);
        return stack.layer(index, x.rows(sources), x.rows(targets), edges(incoming, from, to, sources), null);
    }

    /** @param sources the nodes that edges come from, in order, or null for all */
    private static BipartiteGraph edges(IncomingEdges incoming, int from, int to, int[] sources) {
        int first = incoming.begin(from);
        int[] source = new int[incoming.begin(to) - first];
        int[] target = new int[source.length];
        for (int node = from; node < to; node++) {
            for (int place = incoming.begin(node); place < incoming.end(node); place++) {
                int heard = incoming.source(place);
                source[place - first] = sources == null ? heard : Arrays.binarySearch(sources, heard);
                target[place - first] = node - from;
            }
        }
        int count = sources == null ? incoming.nodeCount() : sources.length;
        return BipartiteGraph.of(count, to - from, source, target);
    }
}
