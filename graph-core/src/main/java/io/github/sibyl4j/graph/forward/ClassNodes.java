package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;

/** One node a class, after all others, joined with nodes that are of the class or are taken to be. */
final class ClassNodes {
    private ClassNodes() {}

    /**
     * The graph with {@code classes} more nodes.
     *
     * @param members nodes to be joined with the virtual node of their class
     * @param classOf the class of every node of the graph
     */
    static GraphTensor join(GraphTensor graph, int[] members, int[] classOf, int classes, boolean bidirectional) {
        int edges = graph.edgeCount();
        int all = edges + members.length * (bidirectional ? 2 : 1);
        int[] source = new int[all];
        int[] target = new int[all];
        float[] weights = new float[all];
        for (int e = 0; e < edges; e++) {
            source[e] = graph.source(e);
            target[e] = graph.target(e);
            weights[e] = graph.weight(e);
        }
        int next = edges;
        for (int node : members) {
            int virtual = graph.nodeCount() + classOf[node];
            source[next] = node;
            target[next] = virtual;
            weights[next++] = 1;
            if (bidirectional) {
                source[next] = virtual;
                target[next] = node;
                weights[next++] = 1;
            }
        }
        return GraphTensor.of(graph.nodeCount() + classes, source, target, graph.isWeighted() ? weights : null);
    }

    /** @param virtual features of the virtual nodes, row by row */
    static NodeFeatures append(NodeFeatures features, float[] virtual) {
        int rows = virtual.length / features.width();
        if (!features.isSparse()) {
            return NodeFeatures.of(Tensor.concat(0, features.toTensor(), Tensor.of(virtual, rows, features.width())));
        }
        SparseMatrix sparse = features.sparse();
        SparseEntries entries = new SparseEntries(sparse.nonZeros() + virtual.length);
        for (int i = 0; i < sparse.rows(); i++) {
            entries.addRow(sparse, i);
        }
        for (int i = 0; i < virtual.length; i++) {
            entries.add(sparse.rows() + i / sparse.columns(), i % sparse.columns(), virtual[i]);
        }
        return NodeFeatures.of(entries.matrix(sparse.rows() + rows, sparse.columns()));
    }
}
