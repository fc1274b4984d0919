package io.github.sibyl4j.graph.jgrapht;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.graph.embedding.Walks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedPseudograph;

/** The bridge to JGraphT, both ways. */
public final class JGraphT {
    private JGraphT() {}

    /**
     * The nodes in the order of {@code vertexSet()} and the edges in the order of {@code edgeSet()}. A directed edge is one
     * edge. An undirected edge becomes two, one each way, and an undirected self-loop one. Parallel edges and vertices
     * without edges are kept; a graph without vertices gives an empty one. Edges of an unweighted graph weigh 1.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if an edge's weight is not finite
     */
    public static <V, E> IndexedGraph<V> toTensor(Graph<V, E> graph) {
        List<V> vertices = new ArrayList<>(graph.vertexSet());
        Map<V, Integer> index = new HashMap<>();
        for (V vertex : vertices) {
            index.put(vertex, index.size());
        }
        boolean both = !graph.getType().isDirected();
        boolean weighted = graph.getType().isWeighted();
        List<int[]> ends = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        for (E edge : graph.edgeSet()) {
            V from = graph.getEdgeSource(edge);
            V to = graph.getEdgeTarget(edge);
            double weight = weighted ? graph.getEdgeWeight(edge) : 1;
            require(
                    Double.isFinite(weight),
                    "the edge from %s to %s has the weight %s, expected a finite number: set it with setEdgeWeight",
                    from,
                    to,
                    weight);
            ends.add(new int[] {index.get(from), index.get(to)});
            weights.add((float) weight);
            if (both && !from.equals(to)) {
                ends.add(new int[] {index.get(to), index.get(from)});
                weights.add((float) weight);
            }
        }
        float[] values = new float[weights.size()];
        for (int e = 0; e < values.length; e++) {
            values[e] = weights.get(e);
        }
        int[] source = ends.stream().mapToInt(end -> end[0]).toArray();
        int[] target = ends.stream().mapToInt(end -> end[1]).toArray();
        return new IndexedGraph<>(GraphTensor.of(vertices.size(), source, target, weighted ? values : null), vertices);
    }

    /** A directed weighted graph with the same vertices and edges, self-loops and parallel edges included. */
    public static <V> Graph<V, DefaultWeightedEdge> toGraph(IndexedGraph<V> graph) {
        Graph<V, DefaultWeightedEdge> result = new DirectedWeightedPseudograph<>(DefaultWeightedEdge.class);
        graph.vertices().forEach(result::addVertex);
        GraphTensor tensor = graph.tensor();
        for (int e = 0; e < tensor.edgeCount(); e++) {
            DefaultWeightedEdge edge = result.addEdge(
                    graph.vertices().get(tensor.source(e)), graph.vertices().get(tensor.target(e)));
            result.setEdgeWeight(edge, tensor.weight(e));
        }
        return result;
    }

    /**
     * Walks by JGraphT's own {@code RandomWalkVertexIterator} on a graph that must not change meanwhile: every step goes along
     * one of the edges from the last vertex, by their weights if the graph is weighted. Node {@code i} is the vertex that
     * {@link #toTensor} makes node {@code i}.
     */
    public static <V, E> Walks walks(Graph<V, E> graph) {
        return new JGraphTWalks<>(graph);
    }
}
