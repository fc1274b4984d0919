package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** A graph whose nodes have features and, where it is known, a class. Immutable. */
public final class LabelledGraph {
    /** The label of a node whose class is not known. */
    public static final int UNKNOWN = -1;

    private final GraphTensor graph;
    private final NodeFeatures features;
    private final int[] labels;
    private final int classes;

    /**
     * A graph with the classes {@code 0 .. classes - 1}.
     *
     * @param labels the class of every node, or {@link #UNKNOWN}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph is empty, numbers of nodes differ, there is only
     *     one class, or a label is out of range
     */
    public LabelledGraph(GraphTensor graph, NodeFeatures features, int[] labels, int classes) {
        require(graph.nodeCount() > 0, "the graph has no nodes: there is nothing to classify");
        require(
                features.nodes() == graph.nodeCount() && labels.length == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features and labels, found %d and %d",
                graph.nodeCount(),
                features.nodes(),
                labels.length);
        require(classes >= 2, "classification needs at least two classes, found %d", classes);
        for (int node = 0; node < labels.length; node++) {
            require(
                    labels[node] >= UNKNOWN && labels[node] < classes,
                    "node %d has the label %d, expected 0 to %d, or %d where the class is not known",
                    node,
                    labels[node],
                    classes - 1,
                    UNKNOWN);
        }
        this.graph = graph;
        this.features = features;
        this.labels = labels.clone();
        this.classes = classes;
    }

    /**
     * A graph from JGraphT with functions for its vertices' features and classes.
     *
     * @param label the class of a vertex, or {@link #UNKNOWN}
     * @throws io.github.sibyl4j.tensor.InvalidInputException as the constructor does
     */
    public static <V> LabelledGraph of(
            IndexedGraph<V> graph, Function<? super V, float[]> features, ToIntFunction<? super V> label, int classes) {
        return of(graph, NodeFeatures.of(graph, features), label, classes);
    }

    /**
     * The same with features that are there already, such as sparse ones ({@link NodeFeatures#ofSparse}).
     *
     * @param label the class of a vertex, or {@link #UNKNOWN}
     * @throws io.github.sibyl4j.tensor.InvalidInputException as the constructor does
     */
    public static <V> LabelledGraph of(
            IndexedGraph<V> graph, NodeFeatures features, ToIntFunction<? super V> label, int classes) {
        int[] labels = graph.vertices().stream().mapToInt(label).toArray();
        return new LabelledGraph(graph.tensor(), features, labels, classes);
    }

    public GraphTensor graph() {
        return graph;
    }

    public NodeFeatures features() {
        return features;
    }

    public int classes() {
        return classes;
    }

    public int nodes() {
        return labels.length;
    }

    /** The class of a node, or {@link #UNKNOWN}. */
    public int label(int node) {
        // Loops over all nodes pass here: no arguments are boxed for nothing.
        if (node < 0 || node >= labels.length) {
            throw new InvalidInputException(
                    "node " + node + " does not exist: the nodes are 0 to " + (labels.length - 1));
        }
        return labels[node];
    }

    /** The classes of all nodes, {@link #UNKNOWN} among them. */
    public int[] labels() {
        return labels.clone();
    }

    /** The nodes whose class is known. */
    public int[] labelledNodes() {
        return IntStream.range(0, labels.length)
                .filter(node -> labels[node] != UNKNOWN)
                .toArray();
    }

    /** The same graph with other features. */
    public LabelledGraph with(NodeFeatures other) {
        return new LabelledGraph(graph, other, labels, classes);
    }

    /**
     * The nodes at these positions, renumbered in this order, with the edges between them.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a node does not exist or occurs twice, or there is none
     */
    public LabelledGraph subgraph(int[] nodes) {
        GraphTensor part = graph.subgraph(nodes);
        int[] own = IntStream.of(nodes).map(node -> labels[node]).toArray();
        return new LabelledGraph(part, features.subset(nodes).kept(), own, classes);
    }

    /** Adds graph, features and labels to a checksum of data. */
    public void addTo(Sha256 hash) {
        graph.addTo(hash);
        features.addTo(hash);
        hash.add(labels).add(classes);
    }

    @Override
    public String toString() {
        return "LabelledGraph[" + nodes() + " nodes, " + graph.edgeCount() + " edges, " + features.width()
                + " features, " + classes + " classes]";
    }
}
