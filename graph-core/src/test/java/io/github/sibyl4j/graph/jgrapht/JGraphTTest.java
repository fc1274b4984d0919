package io.github.sibyl4j.graph.jgrapht;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.List;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.jgrapht.graph.WeightedPseudograph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JGraphTTest {

    @Test
    void turnsAnUndirectedEdgeIntoBothDirections() {
        Graph<String, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        List.of("a", "b", "alone").forEach(graph::addVertex);
        graph.setEdgeWeight(graph.addEdge("a", "b"), 0.5);
        IndexedGraph<String> tensor = JGraphT.toTensor(graph);
        assertEquals(2, tensor.tensor().edgeCount());
        double[][] dense = RandomGraphs.dense(tensor.tensor(), Normalization.NONE);
        assertEquals(0.5, dense[tensor.indexOf("a")][tensor.indexOf("b")]);
        assertEquals(0.5, dense[tensor.indexOf("b")][tensor.indexOf("a")]);
        assertArrayEquals(new int[] {tensor.indexOf("alone")}, tensor.tensor().isolatedNodes());
    }

    @Test
    void keepsParallelEdgesAndLoops() {
        Graph<Integer, DefaultWeightedEdge> graph = new WeightedPseudograph<>(DefaultWeightedEdge.class);
        graph.addVertex(7);
        graph.addVertex(8);
        graph.setEdgeWeight(graph.addEdge(7, 8), 2);
        graph.setEdgeWeight(graph.addEdge(7, 8), 3);
        graph.setEdgeWeight(graph.addEdge(7, 7), 4);
        GraphTensor tensor = JGraphT.toTensor(graph).tensor();
        assertEquals(5, tensor.edgeCount());
        double[][] dense = RandomGraphs.dense(tensor, Normalization.NONE);
        assertEquals(5, dense[1][0]);
        assertEquals(4, dense[0][0]);
    }

    @Test
    void weighsEdgesOfUnweightedGraphsAsOne() {
        Graph<String, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        graph.addVertex("a");
        graph.addVertex("b");
        graph.addEdge("a", "b");
        GraphTensor tensor = JGraphT.toTensor(graph).tensor();
        assertEquals(1, tensor.edgeCount());
        assertEquals(0, tensor.source(0));
        assertEquals(1, tensor.weight(0));
        assertTrue(!tensor.isWeighted());
    }

    @Test
    void findsTheNodeOfAVertex() {
        GraphTensor pair = GraphTensor.of(2, new int[] {0}, new int[] {1});
        IndexedGraph<String> indexed = new IndexedGraph<>(pair, List.of("a", "b"));
        assertEquals(1, indexed.indexOf("b"));
        assertMessage("the graph has no vertex c", () -> indexed.indexOf("c"));
        assertMessage("the graph has no vertex null", () -> indexed.indexOf(null));
        assertMessage("the vertex a occurs twice", () -> new IndexedGraph<>(pair, List.of("a", "a")));
        assertMessage("needs as many vertices, found 1", () -> new IndexedGraph<>(pair, List.of("a")));
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void acceptsAnEmptyGraph() {
        assertEquals(
                0,
                JGraphT.toTensor(new DefaultDirectedGraph<>(DefaultEdge.class))
                        .tensor()
                        .nodeCount());
    }

    @Test
    void namesTheEdgeWithoutAUsableWeight() {
        Graph<String, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        graph.addVertex("a");
        graph.addVertex("b");
        graph.setEdgeWeight(graph.addEdge("a", "b"), Double.NaN);
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> JGraphT.toTensor(graph));
        assertTrue(error.getMessage().contains("from a to b"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void comesBackAsItWent(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        List<String> names =
                IntStream.range(0, graph.nodeCount()).mapToObj(i -> "n" + i).toList();
        IndexedGraph<String> back = JGraphT.toTensor(JGraphT.toGraph(new IndexedGraph<>(graph, names)));
        assertEquals(names, back.vertices());
        assertArrayEquals(
                RandomGraphs.dense(graph, Normalization.NONE), RandomGraphs.dense(back.tensor(), Normalization.NONE));
    }
}
