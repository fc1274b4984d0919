package io.github.sibyl4j.reasoning.jgrapht;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jgrapht.Graph;

/** Facts from a graph of JGraphT whose edges carry a label. */
public final class LabelledGraphs {
    private LabelledGraphs() {}

    /**
     * The facts of a directed graph over the labels that occur, in alphabetical order. Entities are in the order of
     * {@code vertexSet()}, facts in that of {@code edgeSet()}; parallel edges and self-loops are kept.
     *
     * @param label what an edge says
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph is undirected or empty, or an edge has no label
     */
    public static <V, E> NamedGraph<V> facts(Graph<V, E> graph, Function<E, String> label) {
        List<String> labels = labels(graph, label);
        require(!labels.isEmpty(), "the graph has no edges, so it says nothing");
        return facts(graph, labels, RelationVocabulary.sorted(labels));
    }

    /**
     * The facts over known relations, those of a reasoner.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #facts(Graph, Function)}, and if a label is unknown
     */
    public static <V, E> NamedGraph<V> facts(
            Graph<V, E> graph, Function<E, String> label, RelationVocabulary relations) {
        return facts(graph, labels(graph, label), relations);
    }

    private static <V, E> List<String> labels(Graph<V, E> graph, Function<E, String> label) {
        require(
                graph.getType().isDirected(),
                "the graph is undirected, but a relation holds in a direction: add each edge both ways to a directed graph,"
                        + " with the label that holds that way");
        List<String> labels = new ArrayList<>();
        for (E edge : graph.edgeSet()) {
            String text = label.apply(edge);
            require(
                    text != null && !text.isBlank(),
                    "the edge from %s to %s has no label, expected the name of a relation",
                    graph.getEdgeSource(edge),
                    graph.getEdgeTarget(edge));
            labels.add(text);
        }
        return labels;
    }

    private static <V, E> NamedGraph<V> facts(Graph<V, E> graph, List<String> labels, RelationVocabulary relations) {
        List<V> entities = new ArrayList<>(graph.vertexSet());
        Map<V, Integer> index = new HashMap<>();
        for (V entity : entities) {
            index.put(entity, index.size());
        }
        int[] heads = graph.edgeSet().stream()
                .mapToInt(edge -> index.get(graph.getEdgeSource(edge)))
                .toArray();
        int[] tails = graph.edgeSet().stream()
                .mapToInt(edge -> index.get(graph.getEdgeTarget(edge)))
                .toArray();
        int[] relation = labels.stream().mapToInt(relations::index).toArray();
        return new NamedGraph<>(RelationalGraph.of(entities.size(), heads, tails, relation), relations, entities);
    }
}
