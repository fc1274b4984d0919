package io.github.sibyl4j.graph.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sibyl4j.tensor.InvalidInputException;
import org.junit.jupiter.api.Test;

class LinkSplitTest {
    private static final NodePairs NONE = new NodePairs(new int[0], new int[0]);

    private static NodePairs pair(int u, int v) {
        return new NodePairs(new int[] {u}, new int[] {v});
    }

    @Test
    void messagesPassAlongNoLinkThatIsAskedAbout() {
        LinkSplit split = new LinkSplit(5, pair(0, 1), pair(0, 4), pair(1, 2), pair(1, 4), pair(2, 3), pair(2, 4));
        assertArrayEquals(new int[] {1, 1, 0, 0, 0}, split.trainGraph().inDegrees());
        assertArrayEquals(new int[] {1, 2, 1, 0, 0}, split.testGraph().inDegrees());
        assertEquals(split.testGraph().edgeCount(), 4);
    }

    @Test
    void refusesWhatCannotBeLearnedOrJudged() {
        assertThrows(InvalidInputException.class, () -> new LinkSplit(0, NONE, NONE, NONE, NONE, NONE, NONE));
        assertThrows(InvalidInputException.class, () -> new LinkSplit(3, pair(0, 1), NONE, NONE, NONE, NONE, NONE));
        assertThrows(
                InvalidInputException.class,
                () -> new LinkSplit(3, pair(0, 1), pair(0, 2), NONE, NONE, pair(1, 2), NONE));
        assertThrows(
                InvalidInputException.class, () -> new LinkSplit(3, pair(0, 3), pair(0, 2), NONE, NONE, NONE, NONE));
        assertThrows(InvalidInputException.class, () -> new NodePairs(new int[1], new int[2]));
        assertThrows(InvalidInputException.class, () -> pair(-1, 2));
    }
}
