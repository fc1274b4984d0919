package io.github.sibyl4j.reasoning.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FamilyGraphTest {
    private static final KinshipSettings SMALL = new KinshipSettings(3, 2);

    /** Two of eight plus a founding couple each marry: 2 + 2 * 2 + 4 people. */
    @Test
    void saysEverythingThatHoldsAndNothingAcrossFamilies() {
        NamedGraph<String> all = FamilyGraph.of("F", 3, SMALL, 1, new Seed(1));
        assertEquals(3 * 10, all.entities().size());
        RelationalGraph graph = all.graph();
        Map<Integer, Integer> children = new HashMap<>();
        for (int e = 0; e < graph.edges(); e++) {
            String head = all.entities().get(graph.head(e));
            String tail = all.entities().get(graph.tail(e));
            assertEquals(head.substring(0, head.indexOf('.')), tail.substring(0, tail.indexOf('.')));
            String relation = all.relations().name(graph.relation(e));
            if (relation.equals("son") || relation.equals("daughter")) {
                children.merge(graph.head(e), 1, Integer::sum);
            }
        }
        assertEquals(3 * 6, children.size());
        assertTrue(children.values().stream().allMatch(count -> count == 2), children::toString);
        int some = FamilyGraph.of("F", 3, SMALL, 0.5, new Seed(1)).graph().edges();
        assertTrue(some > 0.3 * graph.edges() && some < 0.7 * graph.edges(), some + " of " + graph.edges());
        assertEquals(all, FamilyGraph.of("F", 3, SMALL, 1, new Seed(1)));
    }

    @Test
    void refusesWhatLeavesNoFacts() {
        assertRefused("families must be at least 1, found 0", () -> FamilyGraph.of("F", 0, SMALL, 1, new Seed(1)));
        assertRefused("the share of facts must be more than 0", () -> FamilyGraph.of("F", 1, SMALL, 0, new Seed(1)));
        assertRefused("no fact is left", () -> FamilyGraph.of("F", 1, SMALL, 1e-9, new Seed(1)));
    }

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
