package io.github.sibyl4j.graph;

import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A further node of every graph, its last, that hears all its nodes and that all hear (Gilmer et al., ICML 2017), as PyTorch
 * Geometric's VirtualNode adds it: edges to it come behind the graph's own, edges from it last. They weigh 1; where edges have
 * types, they have two new ones.
 */
public final class VirtualNodes {
    private VirtualNodes() {}

    public static GraphTensor addTo(GraphTensor graph) {
        int n = graph.nodeCount();
        int own = graph.edgeCount();
        int edges = own + 2 * n;
        int[] source = new int[edges];
        int[] target = new int[edges];
        int[] types = new int[edges];
        float[] weights = new float[edges];
        Arrays.fill(weights, 1);
        int relations = graph.relationCount();
        for (int e = 0; e < own; e++) {
            source[e] = graph.source(e);
            target[e] = graph.target(e);
            weights[e] = graph.weight(e);
            types[e] = relations == 0 ? 0 : graph.edgeType(e);
        }
        for (int node = 0; node < n; node++) {
            int to = own + node;
            int from = own + n + node;
            source[to] = node;
            target[to] = n;
            types[to] = relations;
            source[from] = n;
            target[from] = node;
            types[from] = relations + 1;
        }
        GraphTensor all = GraphTensor.of(n + 1, source, target, graph.isWeighted() ? weights : null);
        return relations == 0 ? all : all.withEdgeTypes(types, relations + 2);
    }

    public static GraphBatch addTo(GraphBatch batch) {
        return GraphBatch.of(IntStream.range(0, batch.size())
                .mapToObj(g -> addTo(batch.graph(g)))
                .toList());
    }

    /**
     * Features with a row of zeros for every virtual node.
     *
     * @param x {@code [node, ...]} of the graphs without virtual nodes
     * @param batch these graphs
     */
    public static Tensor addTo(Tensor x, GraphBatch batch) {
        int[] one = x.shape();
        one[0] = 1;
        int zeros = batch.nodeCount();
        int[] rows = new int[zeros + batch.size()];
        for (int g = 0; g < batch.size(); g++) {
            for (int node = batch.firstNode(g); node < batch.firstNode(g + 1); node++) {
                rows[node + g] = node;
            }
            rows[batch.firstNode(g + 1) + g] = zeros;
        }
        return Tensor.concat(0, x, Tensor.zeros(one)).gather(rows);
    }

    /**
     * Features without the rows of virtual nodes.
     *
     * @param x {@code [node, ...]} of the graphs with virtual nodes
     * @param batch the graphs without them
     */
    public static Tensor removeFrom(Tensor x, GraphBatch batch) {
        int[] rows = new int[batch.nodeCount()];
        for (int g = 0; g < batch.size(); g++) {
            for (int node = batch.firstNode(g); node < batch.firstNode(g + 1); node++) {
                rows[node] = node + g;
            }
        }
        return x.gather(rows);
    }
}
