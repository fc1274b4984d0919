package io.github.sibyl4j.reasoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelationalDatasetTest {
    private static final RelationVocabulary KIN = RelationVocabulary.of("son", "aunt");

    private static RelationalGraph chain(int... relations) {
        int[] from = IntStream.range(0, relations.length).toArray();
        int[] to = IntStream.rangeClosed(1, relations.length).toArray();
        return RelationalGraph.of(relations.length + 1, from, to, relations);
    }

    private static RelationalDataset chains(int count) {
        return new RelationalDataset(
                KIN,
                IntStream.range(0, count)
                        .mapToObj(i -> new RelationalInstance(chain(new int[i + 1]), 0, i + 1, 1))
                        .toList());
    }

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void splitsIntoDisjointPartsThatTheSeedFixes() {
        RelationalDataset all = chains(10);
        RelationalDataset.Split split = all.split(0.2, new Seed(3));
        assertEquals(8, split.train().size());
        assertEquals(2, split.validation().size());
        Set<RelationalInstance> together = new HashSet<>(split.train().instances());
        together.addAll(split.validation().instances());
        assertEquals(new HashSet<>(all.instances()), together);
        assertEquals(split, all.split(0.2, new Seed(3)));
        assertRefused("leaves one part empty", () -> chains(2).split(0.1, new Seed(3)));
        assertRefused("between 0 and 1, found 1.0", () -> all.split(1, new Seed(3)));
    }

    @Test
    void renumbersRelationsForAnotherVocabulary() {
        RelationalDataset data = new RelationalDataset(KIN, List.of(new RelationalInstance(chain(0, 1), 0, 2, 1)));
        RelationVocabulary sorted = RelationVocabulary.sorted(List.of("son", "aunt", "uncle", "son"));
        assertEquals(List.of("aunt", "son", "uncle"), sorted.names());
        RelationalInstance moved = data.over(sorted).instances().get(0);
        assertEquals(new RelationalInstance(chain(1, 0), 0, 2, 0), moved);
        assertRefused("no relation 'son'; known are [aunt]", () -> data.over(RelationVocabulary.of("aunt")));
        assertRefused("joined over one vocabulary", () -> data.and(data.over(sorted)));
        assertEquals(2, data.and(data).size());
    }

    @Test
    void refusesWhatIsNoProblem() {
        RelationalGraph graph = chain(0, 1);
        assertRefused("relation of entity 1 to itself", () -> new RelationalInstance(graph, 1, 1, 0));
        assertRefused(
                "from entity 0 to entity 3, expected numbers from 0 to 2",
                () -> new RelationalInstance(graph, 0, 3, 0));
        assertRefused(
                "instance 0 speaks of relation 2, the vocabulary ends at 1",
                () -> new RelationalDataset(KIN, List.of(new RelationalInstance(graph, 0, 2, 2))));
        assertRefused(
                "edge 0 leads from entity 0 to entity 5",
                () -> RelationalGraph.of(2, new int[] {0}, new int[] {5}, new int[] {0}));
        assertRefused("found 1 heads, 2 tails", () -> RelationalGraph.of(2, new int[1], new int[2], new int[1]));
        assertRefused(
                "edge 0 has the relation -1",
                () -> RelationalGraph.of(2, new int[] {0}, new int[] {1}, new int[] {-1}));
        assertRefused("needs one instance at least", () -> new RelationalDataset(KIN, List.of()));
        assertRefused("'son' is named twice", () -> RelationVocabulary.of("son", "son"));
        assertRefused("has no name", () -> RelationVocabulary.of("son", " "));
        assertRefused(
                "there is no instance 9999, expected numbers from 0 to 2",
                () -> chains(3).select(0, 9999));
        assertEquals("3 instances over the relations [son, aunt]", chains(3).toString());
        assertRefused("there are no relations", () -> RelationVocabulary.of(List.of()));
        assertRefused("a relation's name is null: [son, null]", () -> RelationVocabulary.of("son", null));
        assertRefused("a relation's name is null", () -> RelationVocabulary.sorted(Arrays.asList("son", null)));
        assertRefused("there is no relation 9, expected a number from 0 to 1", () -> KIN.name(9));
        assertRefused(
                "from entity 0 to entity 77 is asked for, expected numbers from 0 to 2", () -> graph.distance(0, 77));
    }
}
