package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph together with what its nodes stand for: node {@code i} is {@code vertices().get(i)}. Immutable. */
public final class IndexedGraph<V> {
    private final GraphTensor tensor;
    private final List<V> vertices;
    private final Map<V, Integer> index = new HashMap<>();

    /**
     * @param vertices distinct, one for each node
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are more or fewer, or one occurs twice
     */
    public IndexedGraph(GraphTensor tensor, List<V> vertices) {
        this.tensor = tensor;
        this.vertices = List.copyOf(vertices);
        require(
                vertices.size() == tensor.nodeCount(),
                "a graph of %d nodes needs as many vertices, found %d",
                tensor.nodeCount(),
                vertices.size());
        for (V vertex : this.vertices) {
            require(index.put(vertex, index.size()) == null, "the vertex %s occurs twice", vertex);
        }
    }

    public GraphTensor tensor() {
        return tensor;
    }

    /** What the nodes stand for, in the order of their numbers. */
    public List<V> vertices() {
        return vertices;
    }

    /**
     * The node of a vertex.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no such vertex
     */
    public int indexOf(V vertex) {
        Integer node = index.get(vertex);
        require(node != null, "the graph has no vertex %s", vertex);
        return node;
    }

    @Override
    public String toString() {
        return "IndexedGraph[" + tensor + "]";
    }
}
