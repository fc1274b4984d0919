package io.github.sibyl4j.graph.classify;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/** How probable each class is for every one of several graphs. Immutable. */
public final class GraphProbabilities {
    private final float[] values;
    private final int classes;

    /** @param values {@code [graph, class]} in row order */
    GraphProbabilities(float[] values, int classes) {
        this.values = values;
        this.classes = classes;
    }

    public int graphs() {
        return values.length / classes;
    }

    public int classes() {
        return classes;
    }

    /** The probabilities of all classes for a graph; they sum to 1. */
    public float[] of(int graph) {
        require(graph >= 0 && graph < graphs(), "graph must be from 0 to %d, found %d", graphs() - 1, graph);
        return Arrays.copyOfRange(values, graph * classes, (graph + 1) * classes);
    }

    /** The most probable class of a graph; the first of several. */
    public int predicted(int graph) {
        float[] row = of(graph);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }

    /**
     * The share of graphs whose most probable class is this.
     *
     * @param labels the class of every graph
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no graphs or not as many labels, or one is no class
     */
    public double accuracy(int... labels) {
        require(labels.length > 0, "there are no graphs to judge by");
        require(labels.length == graphs(), "%d graphs need as many labels, found %d", graphs(), labels.length);
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            require(
                    labels[i] != GraphSample.UNKNOWN,
                    "graph %d has no label to judge by: leave out graphs whose class is not known",
                    i);
            require(
                    labels[i] >= 0 && labels[i] < classes,
                    "graph %d has the label %d, expected 0 to %d",
                    i,
                    labels[i],
                    classes - 1);
            right += predicted(i) == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }
}
