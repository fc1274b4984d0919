package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HeteroGraphTest {
    private static final EdgeType WRITES = new EdgeType("author", "writes", "paper");
    private static final EdgeType CITES = new EdgeType("paper", "cites", "paper");

    private static HeteroGraph.Builder nodes() {
        return HeteroGraph.builder().nodes("paper", 3).nodes("author", 2);
    }

    @Test
    void keepsNodesAndEdgesByType() {
        HeteroGraph graph = nodes().edges(CITES, new int[] {0}, new int[] {2})
                .edges(WRITES, new int[] {1, 1}, new int[] {0, 2}, new float[] {2, 3})
                .build();
        assertEquals(List.of("paper", "author"), List.copyOf(graph.nodeTypes()));
        assertEquals(List.of(CITES, WRITES), List.copyOf(graph.edgeTypes()));
        assertEquals(2, graph.nodeCount("author"));
        assertEquals(2, graph.edges(WRITES).sourceCount());
        assertEquals(3, graph.edges(WRITES).targetCount());
        assertEquals(3, graph.edges(WRITES).weight(1));
    }

    @Test
    void saysWhatIsMissing() {
        HeteroGraph graph = nodes().build();
        assertMessage("no nodes of the type journal, it has [paper, author]", () -> graph.nodeCount("journal"));
        assertMessage("no edges of the type (author, writes, paper)", () -> graph.edges(WRITES));
        assertMessage(
                "give nodes(\"author\", count) first",
                () -> HeteroGraph.builder().nodes("paper", 3).edges(WRITES, new int[0], new int[0]));
        assertMessage("paper was given twice", () -> nodes().nodes("paper", 1));
        assertMessage(
                "given twice",
                () -> nodes().edges(CITES, new int[0], new int[0]).edges(CITES, new int[0], new int[0]));
        assertMessage("source 2 to target 0", () -> nodes().edges(WRITES, new int[] {2}, new int[] {0}));
        assertMessage("must not be negative", () -> HeteroGraph.builder().nodes("paper", -1));
    }

    private static void assertMessage(String part, Executable action) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
