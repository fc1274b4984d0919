package io.github.sibyl4j.graph.jgrapht;

import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.graph.embedding.Walks;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jgrapht.Graph;
import org.jgrapht.traverse.RandomWalkVertexIterator;

/** Walks by JGraphT's {@link RandomWalkVertexIterator}, on which every step depends on the last node alone. */
final class JGraphTWalks<V, E> implements Walks {
    private final Graph<V, E> graph;
    private final IndexedGraph<V> indexed;
    private final Map<V, Integer> node = new HashMap<>();

    JGraphTWalks(Graph<V, E> graph) {
        this.graph = graph;
        indexed = JGraphT.toTensor(graph);
        for (V vertex : indexed.vertices()) {
            node.put(vertex, node.size());
        }
    }

    @Override
    public int nodes() {
        return node.size();
    }

    @Override
    public int[] isolatedNodes() {
        return indexed.tensor().isolatedNodes();
    }

    @Override
    public int[] from(int start, int length, SplittableRandom random) {
        int[] walk = new int[length];
        int count = 0;
        var steps = new RandomWalkVertexIterator<>(
                graph,
                indexed.vertices().get(start),
                length - 1L,
                graph.getType().isWeighted(),
                new Random(random.nextLong()));
        while (count < length && steps.hasNext()) {
            walk[count++] = node.get(steps.next());
        }
        return Arrays.copyOf(walk, count);
    }
}
