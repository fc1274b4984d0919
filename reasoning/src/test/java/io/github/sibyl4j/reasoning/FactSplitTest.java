package io.github.sibyl4j.reasoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.generate.FamilyGraph;
import io.github.sibyl4j.reasoning.generate.KinshipSettings;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactSplitTest {
    private final NamedGraph<String> families = FamilyGraph.of("F", 3, new KinshipSettings(3, 2), 0.4, new Seed(1));

    private static List<String> texts(NamedGraph<String> facts) {
        return IntStream.range(0, facts.graph().edges()).mapToObj(facts::fact).toList();
    }

    @Test
    void leavesEveryEntityAFact() {
        FactSplit<String> split = FactSplit.of(families, 0.3, new Seed(2));
        assertEquals(
                Math.round(0.3 * families.graph().edges()),
                split.heldOut().graph().edges());
        List<String> all = Stream.concat(texts(split.graph()).stream(), texts(split.heldOut()).stream())
                .sorted()
                .toList();
        assertEquals(texts(families).stream().sorted().toList(), all);
        RelationalGraph left = split.graph().graph();
        assertEquals(
                left.entities(),
                IntStream.range(0, left.edges())
                        .flatMap(e -> IntStream.of(left.head(e), left.tail(e)))
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new))
                        .size());
        assertEquals(split, FactSplit.of(families, 0.3, new Seed(2)));
        assertNotEquals(split, FactSplit.of(families, 0.3, new Seed(3)));
    }

    @Test
    void refusesToLeaveNothing() {
        NamedGraph<String> pair = new NamedGraph<>(
                RelationalGraph.of(2, new int[] {0, 0}, new int[] {1, 1}, new int[] {0, 0}),
                RelationVocabulary.of("r"),
                List.of("a", "b"));
        assertRefused("of 1 facts none can be held out", () -> FactSplit.of(pair, 0.5, new Seed(1)));
        assertRefused("the share to hold out must lie between 0 and 1", () -> FactSplit.of(pair, 1, new Seed(1)));
    }

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
