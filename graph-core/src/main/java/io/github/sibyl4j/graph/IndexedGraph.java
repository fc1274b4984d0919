package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph together with what its nodes stand for: node {@code i} is {@code vertices.get(i)}.
 *
 * @param vertices distinct, one for each node
 */
public record IndexedGraph<V>(GraphTensor tensor, List<V> vertices) {

    public IndexedGraph {
        vertices = List.copyOf(vertices);
        require(
                vertices.size() == tensor.nodeCount(),
                "a graph of %d nodes needs as many vertices, found %d",
                tensor.nodeCount(),
                vertices.size());
        Map<V, Integer> seen = new HashMap<>();
        for (V vertex : vertices) {
            require(seen.put(vertex, 0) == null, "the vertex %s occurs twice", vertex);
        }
    }

    /**
     * The node of a vertex.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no such vertex
     */
    public int indexOf(V vertex) {
        int index = vertices.indexOf(vertex);
        require(index >= 0, "the graph has no vertex %s", vertex);
        return index;
    }
}
