package io.github.sibyl4j.graph.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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

    private static void refuses(String part, Executable action) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static LinkSplit split(int nodes, NodePairs train, NodePairs others, NodePairs test, NodePairs rest) {
        return new LinkSplit(nodes, train, others, NONE, NONE, test, rest);
    }

    @Test
    void refusesWhatCannotBeLearnedOrJudged() {
        refuses("no nodes", () -> split(0, NONE, NONE, NONE, NONE));
        refuses("found 1 and 0", () -> split(3, pair(0, 1), NONE, NONE, NONE));
        refuses("1 and 0 for test", () -> split(3, pair(0, 1), pair(0, 2), pair(1, 2), NONE));
        refuses("the nodes are 0 to 2", () -> split(3, pair(0, 3), pair(0, 2), NONE, NONE));
        refuses("the nodes are 0 to 2", () -> split(3, pair(0, 1), pair(0, 2), pair(1, 2), pair(3, 0)));
        refuses("found 1 and 2", () -> new NodePairs(new int[1], new int[2]));
        refuses("pair 0 is (-1, 2)", () -> pair(-1, 2));
        refuses("pair 5 does not exist: there are 1 pairs", () -> pair(0, 1).first(5));
        refuses("pair -1 does not exist", () -> pair(0, 1).second(-1));
    }

    @Test
    void refusesPairsThatAreLinksAsNegatives() {
        refuses(
                "the pair (1, 0) is among those of train that are no links, but it is a link of train",
                () -> split(3, pair(0, 1), pair(1, 0), NONE, NONE));
        refuses(
                "among those of train that are no links, but it is a link of test",
                () -> split(4, pair(0, 1), pair(2, 1), pair(1, 2), pair(0, 3)));
        refuses(
                "among those of validation that are no links, but it is a link of train",
                () -> new LinkSplit(4, pair(0, 1), pair(0, 2), pair(1, 3), pair(0, 1), NONE, NONE));
        refuses(
                "among those of test that are no links, but it is a link of validation",
                () -> new LinkSplit(4, pair(0, 1), pair(0, 2), pair(1, 3), pair(0, 3), pair(2, 3), pair(3, 1)));
    }

    @Test
    void refusesNodesWithThemselvesAsNegativesUnlessLinksMayBeLoops() {
        refuses(
                "the pair (2, 2) of train joins a node with itself",
                () -> split(3, pair(0, 1), pair(2, 2), NONE, NONE));
        assertEquals(3, split(3, pair(1, 1), pair(2, 2), NONE, NONE).nodes());
    }

    @Test
    void refusesALinkThatIsAskedAboutAndPassedAlong() {
        refuses(
                "the link between 1 and 0 is in train and in test",
                () -> split(3, pair(0, 1), pair(0, 2), pair(1, 0), pair(2, 0)));
        refuses(
                "is in train and in validation",
                () -> new LinkSplit(3, pair(0, 1), pair(0, 2), pair(0, 1), pair(2, 0), NONE, NONE));
        refuses(
                "is in validation and in test",
                () -> new LinkSplit(3, pair(0, 1), pair(0, 2), pair(1, 2), pair(2, 0), pair(2, 1), pair(2, 0)));
    }
}
