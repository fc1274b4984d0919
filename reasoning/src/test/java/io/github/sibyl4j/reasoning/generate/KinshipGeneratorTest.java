package io.github.sibyl4j.reasoning.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinshipGeneratorTest {
    private final KinshipGenerator generator = new KinshipGenerator(KinshipSettings.published(), new Seed(7));

    private static List<String> labels(RelationalInstance instance) {
        return IntStream.range(0, instance.graph().edges())
                .mapToObj(
                        e -> KinshipGenerator.relations().name(instance.graph().relation(e)))
                .toList();
    }

    @Test
    void rulesDeriveEveryTarget() {
        for (int k : new int[] {2, 3, 5, 10}) {
            for (RelationalInstance instance : generator.test(k, 100).instances()) {
                String target = KinshipGenerator.relations().name(instance.target());
                Set<String> derived = KinshipOracle.derive(labels(instance));
                assertTrue(derived.contains(target), () -> labels(instance) + " is " + target + ", not " + derived);
                assertEquals(k, instance.graph().edges());
            }
        }
    }

    @Test
    void rulesKnowKinshipAlone() {
        String unknown = assertThrows(InvalidInputException.class, () -> KinshipOracle.derive(List.of("son", "friend")))
                .getMessage();
        assertTrue(unknown.contains("there is no kinship 'friend', expected one of [aunt, brother"), unknown);
        String none = assertThrows(InvalidInputException.class, () -> KinshipOracle.derive(List.of()))
                .getMessage();
        assertTrue(none.contains("a walk has no relations"), none);
    }

    /** As in CLUTRR: 62 compositions of two, 14 relations on edges, 18 as targets, all compositions equally often. */
    @Test
    void coversAndBalancesTheCompositions() {
        RelationalDataset two = generator.train(2, 620);
        Map<List<String>, Integer> counts = new HashMap<>();
        Set<String> targets = new TreeSet<>();
        Set<String> edges = new TreeSet<>();
        for (RelationalInstance instance : two.instances()) {
            counts.merge(labels(instance), 1, Integer::sum);
            edges.addAll(labels(instance));
            targets.add(two.relations().name(instance.target()));
        }
        assertEquals(62, counts.size());
        assertEquals(Set.of(10), new HashSet<>(counts.values()));
        assertEquals(14, edges.size());
        assertEquals(18, targets.size());
        assertTrue(targets.containsAll(List.of("niece", "nephew", "mother-in-law", "son-in-law")));
        assertEquals(20, two.relations().size());
    }

    @Test
    void trainsAndTestsOnDifferentSequences() {
        Set<List<String>> train = new HashSet<>();
        for (int k : new int[] {3, 4}) {
            generator.train(k, 1000).instances().forEach(instance -> train.add(labels(instance)));
            generator.test(k, 100).instances().forEach(instance -> assertTrue(!train.contains(labels(instance))));
        }
        assertTrue(train.size() > 500, "" + train.size());
    }

    @Test
    void aSeedMakesOneDataSet() {
        assertEquals(
                generator.train(4, 50), new KinshipGenerator(KinshipSettings.published(), new Seed(7)).train(4, 50));
    }

    /** The founders' couple, its children with their spouses, and the grandchildren, counted by hand. */
    @Test
    void familiesAreRelatedAsTheyShould() {
        Family family = new Family(3, 4, new SplittableRandom(1));
        assertEquals(26, family.people());
        Map<Kinship, Integer> counts = new HashMap<>();
        for (int u = 0; u < 26; u++) {
            for (int v = 0; v < 26; v++) {
                if (family.kinship(u, v) != null) {
                    counts.merge(family.kinship(u, v), 1, Integer::sum);
                }
            }
        }
        assertEquals(
                Map.of(
                        Kinship.SPOUSE, 10,
                        Kinship.CHILD, 2 * 4 + 8 * 4,
                        Kinship.PARENT, 2 * 4 + 8 * 4,
                        Kinship.SIBLING, 4 * 3 + 16 * 3,
                        Kinship.GRANDCHILD, 2 * 16,
                        Kinship.GRANDPARENT, 2 * 16,
                        Kinship.NEPHEW_OR_NIECE, 16 * 3,
                        Kinship.UNCLE_OR_AUNT, 16 * 3,
                        Kinship.CHILD_IN_LAW, 2 * 4,
                        Kinship.PARENT_IN_LAW, 2 * 4),
                counts);
    }

    @Test
    void knowsWalksThatLeaveTwoRelations() {
        assertEquals(Set.of("mother", "mother-in-law"), KinshipOracle.derive(List.of("wife", "son", "grandmother")));
        assertEquals(Set.of("aunt"), KinshipOracle.derive(List.of("father", "sister")));
        assertEquals(Set.of("father"), KinshipOracle.derive(List.of("sister", "father")));
        assertEquals(Set.of(), KinshipOracle.derive(List.of("wife", "wife")));
    }

    @TempDir
    Path folder;

    @Test
    void writesTheColumnsOfClutrr() throws IOException {
        Path file = folder.resolve("1.2_test.csv");
        KinshipCsv.write(file, generator.test(2, 3));
        List<String> lines = Files.readAllLines(file);
        assertEquals(",target,f_comb,task_name,story_edges,edge_types,query_edge", lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(
                lines.get(1)
                        .matches(
                                "0,[a-z-]+,[a-z]+-[a-z]+,task_1\\.2,\"\\[\\(0, 1\\), \\(1, 2\\)\\]\",\"\\['[a-z]+', '[a-z]+'\\]\",\"\\(0, 2\\)\""),
                lines.get(1));
    }

    @Test
    void refusesWhatItCannotMake() {
        assertThrows(InvalidInputException.class, () -> generator.train(1, 1));
        assertThrows(InvalidInputException.class, () -> generator.train(2, 0));
        assertThrows(InvalidInputException.class, () -> new KinshipSettings(1, 4));
        assertThrows(InvalidInputException.class, () -> new KinshipSettings(3, 0));
        KinshipGenerator couples = new KinshipGenerator(new KinshipSettings(2, 1), new Seed(1));
        String message = assertThrows(InvalidInputException.class, () -> couples.test(9, 100))
                .getMessage();
        assertTrue(message.contains("ask for fewer"), message);
    }
}
