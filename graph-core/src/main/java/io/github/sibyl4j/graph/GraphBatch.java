package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several graphs as one without edges between them: nodes and edges stand one graph after the other, so that a layer handles
 * all graphs at once and features are those of the graphs one below the other. Immutable.
 */
public final class GraphBatch {
    private final List<GraphTensor> graphs;
    private final int[] firstNode;
    private final Lazy<GraphTensor> joined = new Lazy<>(this::join);
    private final Lazy<Segments> nodesByGraph = new Lazy<>(this::buildNodesByGraph);

    private GraphBatch(List<GraphTensor> graphs) {
        this.graphs = graphs;
        firstNode = new int[graphs.size() + 1];
        for (int g = 0; g < graphs.size(); g++) {
            firstNode[g + 1] = Math.addExact(firstNode[g], graphs.get(g).nodeCount());
        }
    }

    /**
     * @param graphs none or all of them with edge types; if some have edge weights, those of the others weigh 1
     * @throws io.github.sibyl4j.tensor.InvalidInputException if only some have edge types
     */
    public static GraphBatch of(List<GraphTensor> graphs) {
        long typed = graphs.stream().filter(graph -> graph.relationCount() > 0).count();
        require(
                typed == 0 || typed == graphs.size(),
                "%d of the %d graphs of a batch have edge types, expected all or none: add them by withEdgeTypes",
                typed,
                graphs.size());
        return new GraphBatch(List.copyOf(graphs));
    }

    /** @see #of(List) */
    public static GraphBatch of(GraphTensor... graphs) {
        return of(Arrays.asList(graphs));
    }

    /** The number of graphs. */
    public int size() {
        return graphs.size();
    }

    /** A graph as it was given. */
    public GraphTensor graph(int index) {
        require(
                index >= 0 && index < graphs.size(),
                "graph %d does not exist: the batch has %d graphs, numbered from 0 on",
                index,
                graphs.size());
        return graphs.get(index);
    }

    /** All graphs as one. */
    public GraphTensor joined() {
        return joined.get();
    }

    private GraphTensor join() {
        int edges = graphs.stream().mapToInt(GraphTensor::edgeCount).reduce(0, Math::addExact);
        int[] source = new int[edges];
        int[] target = new int[edges];
        int[] types = new int[edges];
        float[] weights = new float[edges];
        int relations = 0;
        boolean weighted = false;
        int at = 0;
        for (int g = 0; g < graphs.size(); g++) {
            GraphTensor graph = graphs.get(g);
            relations = Math.max(relations, graph.relationCount());
            weighted |= graph.isWeighted();
            for (int e = 0; e < graph.edgeCount(); e++, at++) {
                source[at] = firstNode[g] + graph.source(e);
                target[at] = firstNode[g] + graph.target(e);
                weights[at] = graph.weight(e);
                types[at] = graph.relationCount() == 0 ? 0 : graph.edgeType(e);
            }
        }
        GraphTensor all = GraphTensor.of(nodeCount(), source, target, weighted ? weights : null);
        return relations == 0 ? all : all.withEdgeTypes(types, relations);
    }

    /** The number of nodes of all graphs. */
    public int nodeCount() {
        return firstNode[graphs.size()];
    }

    /** Where the nodes of a graph begin; {@code firstNode(size())} is the number of nodes. */
    public int firstNode(int index) {
        return firstNode[index];
    }

    /** The graph of every node, for sums and other reductions over the nodes of each graph. */
    public Segments nodesByGraph() {
        return nodesByGraph.get();
    }

    private Segments buildNodesByGraph() {
        int[] graphOf = new int[nodeCount()];
        for (int g = 0; g < graphs.size(); g++) {
            Arrays.fill(graphOf, firstNode[g], firstNode[g + 1], g);
        }
        return Segments.of(graphOf, graphs.size());
    }

    /** Features of all nodes {@code [node, ...]} as those of each graph. */
    public List<Tensor> split(Tensor x) {
        requireNodes(x);
        List<Tensor> parts = new ArrayList<>();
        for (int g = 0; g < graphs.size(); g++) {
            parts.add(x.slice(0, firstNode[g], firstNode[g + 1]));
        }
        return parts;
    }

    private void requireNodes(Tensor x) {
        require(
                x.rank() >= 1 && x.size(0) == nodeCount(),
                "features of a batch must have the shape [%d, ...], a row for every node of its %d graphs one after the"
                        + " other, found %s",
                nodeCount(),
                graphs.size(),
                Arrays.toString(x.shape()));
    }

    /**
     * The same graphs with some of their nodes only, and the edges between those.
     *
     * @param nodes numbers in the batch; the nodes of a graph stand together, and graphs in their order
     */
    public GraphBatch subgraphs(int[] nodes) {
        List<GraphTensor> parts = new ArrayList<>();
        int from = 0;
        for (int g = 0; g < graphs.size(); g++) {
            int to = from;
            while (to < nodes.length && nodes[to] >= firstNode[g] && nodes[to] < firstNode[g + 1]) {
                to++;
            }
            int first = firstNode[g];
            int[] own = Arrays.stream(nodes, from, to).map(node -> node - first).toArray();
            parts.add(graphs.get(g).subgraph(own));
            from = to;
        }
        require(
                from == nodes.length,
                "the nodes of a batch must be picked graph by graph from 0 to %d, found %d at position %d",
                nodeCount() - 1,
                from < nodes.length ? nodes[from] : 0,
                from);
        return new GraphBatch(parts);
    }

    @Override
    public String toString() {
        return "GraphBatch[" + size() + " graphs, " + nodeCount() + " nodes]";
    }
}
