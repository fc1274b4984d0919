package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/** Checks of what a layer is given, with messages that say how to mend it. */
final class Inputs {
    private Inputs() {}

    private static String name(Object layer) {
        return (layer instanceof Class<?> type ? type : layer.getClass()).getSimpleName();
    }

    /** {@code [..., node, width]}. */
    static void nodeFeatures(Object layer, String argument, Tensor x, int nodes, int width) {
        require(
                x.rank() >= 2 && x.size(-2) == nodes && x.size(-1) == width,
                "%s",
                misfit(layer, argument, "..., ", x, nodes, width));
    }

    /** {@code [node, width]}. */
    static void nodeRows(Object layer, String argument, Tensor x, int nodes, int width) {
        require(
                x.rank() == 2 && x.size(0) == nodes && x.size(1) == width,
                "%s",
                misfit(layer, argument, "", x, nodes, width));
    }

    /** Sources of messages: rows of any number of samples where they are only added up. */
    static void messages(Object layer, Aggregation aggregation, Tensor source, int nodes, int width) {
        if (aggregation == Aggregation.MAX) {
            nodeRows(layer, "source", source, nodes, width);
        } else {
            nodeFeatures(layer, "source", source, nodes, width);
        }
    }

    static void implicitFeatures(Object layer, ImplicitFeatures x, int nodes, int width) {
        require(
                x.nodes() == nodes && x.width() == width,
                "%s takes features [%d, %d], a row for every node of the graph and the width that the layer was built"
                        + " for, found %s: pass the features of this graph's nodes, or build the layer for their width",
                name(layer),
                nodes,
                width,
                x);
    }

    /** Sparse features with all their zeros, for layers that cannot do without. */
    static Tensor written(SparseMatrix x) {
        float[] all = new float[Math.multiplyExact(x.rows(), x.columns())];
        for (int i = 0; i < x.rows(); i++) {
            for (int e = x.rowPointer(i); e < x.rowPointer(i + 1); e++) {
                all[i * x.columns() + x.columnIndex(e)] += x.value(e);
            }
        }
        return Tensor.of(all, x.rows(), x.columns());
    }

    private static String misfit(Object layer, String argument, String batch, Tensor x, int nodes, int width) {
        return name(layer) + " takes " + argument + " of the shape [" + batch + nodes + ", "
                + width
                + "], a row for every node of the graph and the width that the layer was built for, found "
                + Arrays.toString(x.shape()) + ": pass the features of this graph's nodes, or build the layer for their"
                + " width";
    }

    /** {@code [edge, width]}; a width of 0 is that of a layer without edge features. */
    static void edgeFeatures(Object layer, Tensor features, int edges, int width) {
        String name = name(layer);
        require(
                features != null,
                "%s was built for edge features of the width %d and got none: pass edgeFeatures [%d, %d], or build it with"
                        + " edgeDim = 0",
                name,
                width,
                edges,
                width);
        require(
                width > 0,
                "%s got edge features %s, but was built without: build it with edgeDim = %d",
                name,
                Arrays.toString(features.shape()),
                features.rank() == 2 ? features.size(1) : 1);
        require(
                features.rank() == 2 && features.size(0) == edges && features.size(1) == width,
                "%s takes edgeFeatures of the shape [%d, %d], a row for every edge in the order in which the edges were"
                        + " given and edgeDim columns, found %s: pass one row an edge, or build the layer with another"
                        + " edgeDim",
                name,
                edges,
                width,
                Arrays.toString(features.shape()));
    }

    static int positive(Object layer, String argument, int value) {
        require(value >= 1, "%s needs %s of at least 1, found %d", name(layer), argument, value);
        return value;
    }

    /** The widths that a layer is built for. */
    static void widths(Object layer, int in, int out) {
        positive(layer, "in", in);
        positive(layer, "out", out);
    }

    /** The input widths of a layer with sources and targets; one for both is called {@code in} as in its constructors. */
    static void inputWidths(Object layer, int sourceIn, int targetIn) {
        positive(layer, sourceIn == targetIn ? "in" : "sourceIn", sourceIn);
        positive(layer, sourceIn == targetIn ? "in" : "targetIn", targetIn);
    }

    static <T> T given(Object layer, String argument, T value) {
        require(value != null, "%s needs %s, found null: pass it", name(layer), argument);
        return value;
    }
}
