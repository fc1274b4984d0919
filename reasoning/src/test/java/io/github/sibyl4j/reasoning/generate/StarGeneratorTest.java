package io.github.sibyl4j.reasoning.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.reasoning.calculus.SymbolicReasoner;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StarGeneratorTest {
    private static final StarSettings SMALL = new StarSettings(50_000, 800);
    private static final Calculus POINTS = Calculus.of(
            "points",
            List.of("<", "=", ">"),
            "=",
            Map.of("<", ">", "=", "=", ">", "<"),
            Map.of(
                    "<", Map.of("<", List.of("<"), "=", List.of("<"), ">", List.of("<", "=", ">")),
                    "=", Map.of("<", List.of("<"), "=", List.of("="), ">", List.of(">")),
                    ">", Map.of("<", List.of("<", "=", ">"), "=", List.of(">"), ">", List.of(">"))));

    @Test
    void everyProblemHasItsTargetAsTheOneConsequence() {
        for (Calculus calculus : List.of(Calculus.rcc8(), Calculus.interval(), POINTS)) {
            StarGenerator generator = new StarGenerator(calculus, SMALL, new Seed(1));
            for (int k : new int[] {2, 4, 5, 8}) {
                for (int b : new int[] {1, 3}) {
                    RelationalDataset dataset = generator.generate(k, b, 5);
                    assertEquals(5 * calculus.size(), dataset.size());
                    assertTrue(DatasetStatistics.of(dataset).balanced());
                    assertEquals(1.0, new SymbolicReasoner(calculus, dataset.relations()).accuracy(dataset));
                    dataset.instances().forEach(i -> assertTrue(pathsAreLong(i.graph(), k, b)));
                }
            }
        }
    }

    /** Every path from 0 to the last node has {@code k} edges, and {@code b} edges or more leave 0. */
    private static boolean pathsAreLong(RelationalGraph graph, int k, int b) {
        int[] depth = new int[graph.entities()];
        Arrays.fill(depth, -1);
        depth[0] = 0;
        boolean equal = true;
        int leaving = 0;
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int e = 0; e < graph.edges(); e++) {
                int next = depth[graph.head(e)] + 1;
                if (depth[graph.head(e)] >= 0 && depth[graph.tail(e)] < 0) {
                    depth[graph.tail(e)] = next;
                    changed = true;
                }
            }
        }
        int last = graph.entities() - 1;
        for (int e = 0; e < graph.edges(); e++) {
            leaving += graph.head(e) == 0 ? 1 : 0;
            // Branches of one edge have one length, so the depth of a node is the same on all ways to it.
            equal &= depth[graph.tail(e)] == depth[graph.head(e)] + 1;
        }
        return equal && depth[last] == k && leaving >= b;
    }

    @Test
    void aSeedMakesOneDataSet() {
        RelationalDataset first = new StarGenerator(Calculus.rcc8(), SMALL, new Seed(3)).generate(6, 2, 4);
        StarGenerator again = new StarGenerator(Calculus.rcc8(), SMALL, new Seed(3));
        RelationalDataset longer = again.generate(6, 2, 8);
        assertEquals(first, again.generate(6, 2, 4));
        assertEquals(first.instances().subList(4, 8), longer.instances().subList(8, 12));
        assertNotEquals(first, new StarGenerator(Calculus.rcc8(), SMALL, new Seed(4)).generate(6, 2, 4));
        assertEquals(RelationVocabulary.of(Calculus.rcc8().relations()), first.relations());
    }

    /**
     * Figures of the published RCC-8 files: 27, 93 and 6,327 distinct graphs of 6,400 for k = 2, 3 and 9 and one path, EQ on 44.1 % of
     * the edges for k = 2, on average 10.9 [8-14] nodes and 13.6 [8-21] edges for k = 5, 29.1 and 38.3 for k = 7 and two
     * paths.
     */
    @Test
    void matchesThePublishedFiles() {
        StarGenerator generator = new StarGenerator(Calculus.rcc8(), StarSettings.published(), new Seed(5));
        DatasetStatistics two = DatasetStatistics.of(generator.generate(2, 1, 800));
        assertEquals(27, two.distinct());
        assertEquals(0.441, two.edgeShares().get("EQ"), 0.01);
        assertEquals(93, DatasetStatistics.of(generator.generate(3, 1, 800)).distinct());
        DatasetStatistics five = DatasetStatistics.of(generator.generate(5, 1, 800));
        assertEquals(10.9, five.entities().mean(), 0.06);
        assertEquals(13.6, five.edges().mean(), 0.15);
        assertEquals(
                List.of(8, 14, 8, 21),
                List.of(
                        five.entities().least(),
                        five.entities().most(),
                        five.edges().least(),
                        five.edges().most()));
        assertEquals(6327, DatasetStatistics.of(generator.generate(9, 1, 800)).distinct(), 30);
        DatasetStatistics seven = DatasetStatistics.of(generator.generate(7, 2, 200));
        assertEquals(29.1, seven.entities().mean(), 0.3);
        assertEquals(38.3, seven.edges().mean(), 0.5);
        assertEquals(0, two.entities().standardErrorsFrom(two.entities()));
        assertTrue(Math.abs(two.entities().standardErrorsFrom(five.entities())) > 100);
    }

    @Test
    void refusesWhatItCannotMake() {
        StarGenerator generator = new StarGenerator(Calculus.rcc8(), SMALL, new Seed(1));
        assertThrows(InvalidInputException.class, () -> generator.generate(1, 1, 1));
        assertThrows(InvalidInputException.class, () -> generator.generate(2, 0, 1));
        assertThrows(InvalidInputException.class, () -> generator.generate(2, 1, 0));
        assertThrows(InvalidInputException.class, () -> new StarSettings(0, 1));
        assertThrows(InvalidInputException.class, () -> new StarSettings(1, 0));
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> new StarGenerator(Calculus.interval(), new StarSettings(10, 5), new Seed(1)))
                .getMessage();
        assertTrue(message.contains("raise the pool size"), message);
    }
}
