package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Graphs and features as tasks see them: with parts left out, replaced or exchanged. Sparse features stay sparse. */
final class Views {
    private Views() {}

    static ImplicitFeatures whole(NodeFeatures x) {
        return x.isSparse() ? ImplicitFeatures.of(x.sparse()) : ImplicitFeatures.of(x.toTensor());
    }

    /** The output of an encoder on a view without a share of the edges and of the columns. */
    static Tensor encoded(StackedEncoder encoder, StepGraph step, double edges, double columns, Seed seed) {
        return encoder.forwardTraining(
                withoutColumns(step.features(), columns, seed.split("features")),
                thinned(step.graph(), edges, seed.split("edges")));
    }

    /** Each edge stays with probability {@code 1 - rate}. */
    static GraphTensor thinned(GraphTensor graph, double rate, Seed seed) {
        boolean[] stays = stays(graph.edgeCount(), rate, seed);
        int[] kept = IntStream.range(0, stays.length).filter(e -> stays[e]).toArray();
        float[] weights = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            weights[i] = graph.weight(kept[i]);
        }
        return GraphTensor.of(
                graph.nodeCount(),
                IntStream.of(kept).map(graph::source).toArray(),
                IntStream.of(kept).map(graph::target).toArray(),
                graph.isWeighted() ? weights : null);
    }

    private static boolean[] stays(int count, double rate, Seed seed) {
        float[] drawn = seed.uniform(count, 0.5);
        boolean[] stays = new boolean[count];
        for (int i = 0; i < count; i++) {
            stays[i] = drawn[i] + 0.5 >= rate;
        }
        return stays;
    }

    /** Each column is set to zero with probability {@code rate}, for all nodes. */
    static ImplicitFeatures withoutColumns(NodeFeatures x, double rate, Seed seed) {
        boolean[] stays = stays(x.width(), rate, seed);
        if (x.isSparse()) {
            return ImplicitFeatures.of(picked(x.sparse(), x.nodes(), row -> row, stays, null));
        }
        float[] kept = new float[stays.length];
        for (int j = 0; j < kept.length; j++) {
            kept[j] = stays[j] ? 1 : 0;
        }
        return ImplicitFeatures.of(x.toTensor().mul(Tensor.of(kept, 1, kept.length)));
    }

    /** Each number is dropped with probability {@code rate}, the others grow by as much. */
    static ImplicitFeatures dropout(NodeFeatures x, double rate, Seed seed) {
        return whole(x.dropout(rate, seed));
    }

    /** Every node has the features of a random one, all of them once. */
    static ImplicitFeatures shuffled(NodeFeatures x, Seed seed) {
        return whole(rows(x, seed.permutation(x.nodes())));
    }

    /** The features of some nodes, in this order. */
    static NodeFeatures rows(NodeFeatures x, int[] nodes) {
        return x.isSparse()
                ? NodeFeatures.of(picked(x.sparse(), nodes.length, row -> nodes[row], null, null))
                : NodeFeatures.of(x.toTensor().gather(nodes));
    }

    /**
     * The same row for some nodes, in the place of their own.
     *
     * @param token {@code [1, feature]}
     */
    static ImplicitFeatures masked(NodeFeatures x, int[] nodes, Tensor token) {
        Tensor flags = flags(nodes, x.nodes());
        if (!x.isSparse()) {
            return ImplicitFeatures.of(x.toTensor().mul(flags.mul(-1).add(1))).plus(flags, token);
        }
        boolean[] stays = new boolean[x.nodes()];
        Arrays.fill(stays, true);
        for (int node : nodes) {
            stays[node] = false;
        }
        return ImplicitFeatures.of(picked(x.sparse(), x.nodes(), row -> row, null, stays))
                .plus(flags, token);
    }

    /** A column {@code [node, 1]} of 1 for these nodes and 0 for others. */
    static Tensor flags(int[] nodes, int count) {
        float[] flags = new float[count];
        for (int node : nodes) {
            flags[node] = 1;
        }
        return Tensor.of(flags, count, 1);
    }

    /**
     * @param rowOf the row of {@code x} that becomes each of the {@code rows}
     * @param columns the columns that stay; null for all
     * @param full the rows that stay; null for all
     */
    private static SparseMatrix picked(
            SparseMatrix x, int rows, IntUnaryOperator rowOf, boolean[] columns, boolean[] full) {
        int[] row = new int[x.nonZeros()];
        int[] column = new int[row.length];
        float[] values = new float[row.length];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            if (full != null && !full[i]) {
                continue;
            }
            int from = rowOf.applyAsInt(i);
            for (int e = x.rowPointer(from); e < x.rowPointer(from + 1); e++) {
                if (columns == null || columns[x.columnIndex(e)]) {
                    row[count] = i;
                    column[count] = x.columnIndex(e);
                    values[count++] = x.value(e);
                }
            }
        }
        return SparseMatrix.fromCoordinates(
                rows,
                x.columns(),
                Arrays.copyOf(row, count),
                Arrays.copyOf(column, count),
                Arrays.copyOf(values, count));
    }
}
