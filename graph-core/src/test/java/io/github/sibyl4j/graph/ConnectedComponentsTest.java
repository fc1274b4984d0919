package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sibyl4j.graph.jgrapht.JGraphT;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectedComponentsTest {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static Set<Set<Integer>> sets(ConnectedComponents components, int nodes) {
        List<Set<Integer>> sets = IntStream.range(0, components.count())
                .mapToObj(c -> (Set<Integer>) new HashSet<Integer>())
                .toList();
        for (int node = 0; node < nodes; node++) {
            sets.get(components.componentOf(node)).add(node);
        }
        for (int c = 0; c < sets.size(); c++) {
            assertEquals(sets.get(c).size(), components.size(c));
        }
        return new HashSet<>(sets);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areThoseOfJGraphT(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        int n = graph.nodeCount();
        List<Integer> names = IntStream.range(0, n).boxed().toList();
        Graph<Integer, DefaultWeightedEdge> jgrapht = JGraphT.toGraph(new IndexedGraph<>(graph, names));
        assertEquals(
                new HashSet<>(new ConnectivityInspector<>(jgrapht).connectedSets()),
                sets(ConnectedComponents.weak(graph), n));
        assertEquals(
                new HashSet<>(new KosarajuStrongConnectivityInspector<>(jgrapht).stronglyConnectedSets()),
                sets(ConnectedComponents.strong(graph), n));
    }

    @Test
    void keepsTheLargest() {
        // 0 - 5, 1 -> 2 -> 3 -> 1, 4 alone.
        GraphTensor graph = GraphTensor.of(6, new int[] {0, 1, 2, 3}, new int[] {5, 2, 3, 1});
        ConnectedComponents weak = ConnectedComponents.weak(graph);
        assertEquals(3, weak.count());
        assertArrayEquals(new int[] {1, 2, 3}, weak.largest(1));
        assertArrayEquals(new int[] {0, 1, 2, 3, 5}, weak.largest(2));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, weak.largest(9));
        assertEquals(3, graph.subgraph(weak.largest(1)).edgeCount());
        ConnectedComponents strong = ConnectedComponents.strong(graph);
        assertEquals(4, strong.count());
        assertArrayEquals(new int[] {1, 2, 3}, strong.largest(1));
        // Of equal ones the one with the lowest node.
        assertArrayEquals(new int[] {0, 1, 2, 3}, strong.largest(2));
    }

    @Test
    void aLongPathDoesNotOverflowTheStack() {
        int n = 300_000;
        GraphTensor path = GraphTensor.of(
                n, IntStream.range(0, n - 1).toArray(), IntStream.range(1, n).toArray());
        assertEquals(n, ConnectedComponents.strong(path).count());
        assertEquals(1, ConnectedComponents.weak(path).count());
    }

    @Test
    void anEmptyGraphHasNone() {
        GraphTensor empty = GraphTensor.of(0, new int[0], new int[0]);
        assertEquals(0, ConnectedComponents.weak(empty).count());
        assertEquals(0, ConnectedComponents.strong(empty).largest(1).length);
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> ConnectedComponents.weak(empty).largest(0))
                .getMessage();
        assertEquals("the number of components to keep must be at least 1, found 0", message);
    }
}
