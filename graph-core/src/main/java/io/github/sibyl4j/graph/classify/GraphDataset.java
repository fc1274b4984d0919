package io.github.sibyl4j.graph.classify;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.io.Sha256;
import java.util.Arrays;
import java.util.List;

/** Graphs of the classes {@code 0 .. classes - 1}, all with features of one width. Immutable. */
public final class GraphDataset {
    private final List<GraphSample> samples;
    private final int classes;

    /**
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is only one class, widths differ, or a label is missing or
     *     out of range
     */
    public GraphDataset(List<GraphSample> samples, int classes) {
        require(classes >= 2, "classification needs at least two classes, found %d", classes);
        for (int i = 0; i < samples.size(); i++) {
            GraphSample sample = samples.get(i);
            int width = samples.get(0).features().width();
            require(
                    sample.features().width() == width,
                    "every graph needs as many features a node as graph 0, which has %d; graph %d has %d",
                    width,
                    i,
                    sample.features().width());
            require(
                    sample.label() >= 0 && sample.label() < classes,
                    "graph %d has the label %d, expected 0 to %d: leave out graphs whose class is not known",
                    i,
                    sample.label(),
                    classes - 1);
        }
        this.samples = List.copyOf(samples);
        this.classes = classes;
    }

    public List<GraphSample> samples() {
        return samples;
    }

    public int size() {
        return samples.size();
    }

    public int classes() {
        return classes;
    }

    private void requireGraph(int index) {
        require(
                index >= 0 && index < samples.size(),
                "graph %d does not exist: the data set has %d graphs, numbered from 0 on",
                index,
                samples.size());
    }

    public int label(int index) {
        requireGraph(index);
        return samples.get(index).label();
    }

    /** The class of every graph. */
    public int[] labels() {
        return samples.stream().mapToInt(GraphSample::label).toArray();
    }

    /** Features a node; 0 where there are no graphs. */
    public int features() {
        return samples.isEmpty() ? 0 : samples.get(0).features().width();
    }

    /**
     * The graphs at these places, in this order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such graph
     */
    public GraphDataset pick(int... indices) {
        for (int index : indices) {
            requireGraph(index);
        }
        return new GraphDataset(Arrays.stream(indices).mapToObj(samples::get).toList(), classes);
    }

    /** Adds all graphs, features and labels to a checksum of data. */
    public void addTo(Sha256 hash) {
        hash.add(size(), classes);
        for (GraphSample sample : samples) {
            sample.graph().addTo(hash);
            sample.features().addTo(hash);
            hash.add(sample.label());
        }
    }

    @Override
    public String toString() {
        return "GraphDataset[" + size() + " graphs, " + features() + " features, " + classes + " classes]";
    }
}
