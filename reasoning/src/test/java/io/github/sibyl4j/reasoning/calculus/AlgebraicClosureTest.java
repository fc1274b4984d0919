package io.github.sibyl4j.reasoning.calculus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlgebraicClosureTest {
    private static final Calculus RCC8 = Calculus.rcc8();

    private static Fact fact(int from, String relation, int to) {
        return new Fact(from, RCC8.set(relation), to);
    }

    /** Two paths, each of which leaves several relations, leave one together. */
    private static List<Fact> twoPaths() {
        return List.of(fact(0, "TPP", 1), fact(1, "EC", 3), fact(0, "TPPI", 2), fact(2, "EC", 3), fact(3, "NTPP", 4));
    }

    @Test
    void intersectsPaths() {
        ClosedNetwork closed = AlgebraicClosure.close(RCC8, 5, twoPaths());
        assertTrue(closed.consistent());
        assertEquals("EC", RCC8.text(closed.relations(0, 3)));
        assertEquals("{PO, TPP, NTPP}", RCC8.text(closed.relations(0, 4)));
        assertEquals("{PO, TPPI, NTPPI}", RCC8.text(closed.relations(4, 0)));
        assertEquals("EQ", RCC8.text(closed.relations(2, 2)));
    }

    @Test
    void derivesFromFactsByTriangles() {
        Derivation derivation = AlgebraicClosure.close(RCC8, 5, twoPaths()).derivation(0, 3);
        assertEquals("""
                given: 0 TPP 1
                given: 1 EC 3
                given: 0 TPPI 2
                given: 2 EC 3
                0 TPP 1, 1 EC 3: {DC, EC} from 0 to 3, rules out PO, TPP, NTPP, TPPI, NTPPI, EQ and leaves {DC, EC}
                0 TPPI 2, 2 EC 3: {EC, PO, TPPI, NTPPI} from 0 to 3, rules out DC and leaves EC
                so: 0 EC 3
                """, derivation.text());
        assertEquals(RCC8.set("DC"), derivation.steps().get(1).ruledOut());
        assertTrue(AlgebraicClosure.close(RCC8, 3, List.of())
                .derivation(0, 1)
                .steps()
                .isEmpty());
    }

    /** What a derivation claims can be worked out again from its own facts and steps, whatever the network. */
    @Test
    void derivationsCanBeChecked() {
        for (int seed = 0; seed < 40; seed++) {
            Calculus calculus = seed % 2 == 0 ? RCC8 : Calculus.interval();
            List<Fact> facts = network(calculus, new SplittableRandom(seed), 9, 11);
            ClosedNetwork closed = AlgebraicClosure.close(calculus, 9, facts);
            if (closed.consistent()) {
                for (int to = 1; to < 9; to++) {
                    Derivation derivation = closed.derivation(to, 0);
                    assertEquals(closed.relations(to, 0), derivation.relations());
                    assertTrue(facts.containsAll(derivation.facts()));
                    replay(derivation, 9);
                }
            } else {
                Contradiction contradiction = closed.contradiction().orElseThrow();
                assertEquals(0, contradiction.derivation().relations());
                replay(contradiction.derivation(), 9);
                for (Fact left : contradiction.facts()) {
                    List<Fact> fewer = new ArrayList<>(contradiction.facts());
                    fewer.remove(left);
                    assertTrue(AlgebraicClosure.close(calculus, 9, fewer).consistent());
                }
            }
        }
    }

    private static void replay(Derivation derivation, int nodes) {
        Calculus calculus = derivation.calculus();
        long[] sets = Propagation.unknown(calculus, nodes);
        derivation.facts().forEach(fact -> narrow(calculus, sets, nodes, fact));
        for (DerivationStep step : derivation.steps()) {
            long left = sets[step.from() * nodes + step.via()];
            long right = sets[step.via() * nodes + step.to()];
            assertEquals(step.composed(), calculus.compose(step.left(), step.right()));
            assertEquals(step.after(), step.before() & step.composed());
            assertTrue(step.ruledOut() != 0);
            assertEquals(left, left & step.left());
            assertEquals(right, right & step.right());
            narrow(calculus, sets, nodes, new Fact(step.from(), calculus.compose(left, right), step.to()));
        }
        assertEquals(derivation.relations(), sets[derivation.from() * nodes + derivation.to()]);
    }

    private static void narrow(Calculus calculus, long[] sets, int nodes, Fact fact) {
        long after = sets[fact.from() * nodes + fact.to()] & fact.relations();
        sets[fact.from() * nodes + fact.to()] = after;
        sets[fact.to() * nodes + fact.from()] = calculus.converse(after);
    }

    private static List<Fact> network(Calculus calculus, SplittableRandom random, int nodes, int count) {
        List<Fact> facts = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            long relations = 1L << random.nextInt(calculus.size()) | 1L << random.nextInt(calculus.size());
            facts.add(new Fact(random.nextInt(nodes), relations, random.nextInt(nodes)));
        }
        facts.removeIf(f -> f.from() == f.to());
        return facts;
    }

    /** The queue reaches what sweeping over all triangles reaches. */
    @Test
    void reachesTheFixedPoint() {
        for (int seed = 0; seed < 60; seed++) {
            Calculus calculus = seed % 2 == 0 ? RCC8 : Calculus.interval();
            int nodes = 8;
            List<Fact> facts = network(calculus, new SplittableRandom(seed), nodes, 9);
            long[] sets = Propagation.unknown(calculus, nodes);
            facts.forEach(fact -> narrow(calculus, sets, nodes, fact));
            for (long[] before = null; before == null || !Arrays.equals(before, sets); ) {
                before = sets.clone();
                for (int i = 0; i < nodes * nodes * nodes; i++) {
                    int a = i % nodes;
                    int b = i / nodes % nodes;
                    int c = i / nodes / nodes;
                    narrow(
                            calculus,
                            sets,
                            nodes,
                            new Fact(a, calculus.compose(sets[a * nodes + b], sets[b * nodes + c]), c));
                }
            }
            boolean consistent = Arrays.stream(sets).noneMatch(set -> set == 0);
            ClosedNetwork closed = AlgebraicClosure.close(calculus, nodes, facts);
            assertEquals(consistent, closed.consistent());
            for (int pair = 0; consistent && pair < sets.length; pair++) {
                assertEquals(sets[pair], closed.relations(pair / nodes, pair % nodes));
            }
        }
    }

    @Test
    void growsFactByFact() {
        for (int seed = 0; seed < 30; seed++) {
            List<Fact> facts = network(RCC8, new SplittableRandom(seed), 7, 9);
            ClosedNetwork grown = AlgebraicClosure.close(RCC8, 7, List.of());
            for (Fact fact : facts) {
                grown = grown.with(fact);
            }
            ClosedNetwork closed = AlgebraicClosure.close(RCC8, 7, facts);
            assertEquals(closed.toString(), grown.toString());
            for (int i = 0; i < 49; i++) {
                assertEquals(closed.relations(i / 7, i % 7), grown.relations(i / 7, i % 7));
            }
        }
    }

    @Test
    void namesTheFactsThatContradict() {
        List<Fact> facts = new ArrayList<>(twoPaths());
        facts.add(fact(1, "DC", 4));
        ClosedNetwork closed = AlgebraicClosure.close(RCC8, 5, facts);
        assertFalse(closed.consistent());
        assertEquals(0, closed.relations(0, 1));
        String text = closed.contradiction().orElseThrow().text();
        assertEquals(
                "the facts 1 EC 3, 3 NTPP 4, 1 DC 4 contradict each other: 1 EC 3, 3 NTPP 4: {PO, TPP, NTPP}"
                        + " from 1 to 4, rules out DC and leaves {}",
                text);
        String message = assertThrows(InvalidInputException.class, () -> closed.derivation(0, 3))
                .getMessage();
        assertTrue(message.contains("the facts 1 EC 3"), message);
        assertEquals(
                "the facts 0 DC 1, 1 EC 0 contradict each other: no relation from 0 to 1 is left",
                AlgebraicClosure.close(RCC8, 2, List.of(fact(0, "DC", 1), fact(1, "EC", 0)))
                        .contradiction()
                        .orElseThrow()
                        .text());
        assertEquals(
                "the fact 1 DC 1 cannot hold: an entity has the relation EQ to itself",
                AlgebraicClosure.close(RCC8, 2, List.of(fact(0, "EC", 1), fact(1, "DC", 1)))
                        .contradiction()
                        .orElseThrow()
                        .text());
    }

    @Test
    void pushesFromTheHeadAlone() {
        DirectionalClosure closure = DirectionalClosure.from(0, RCC8, 6, twoPaths());
        assertEquals("EC", RCC8.text(closure.relations(3)));
        assertEquals("{PO, TPP, NTPP}", RCC8.text(closure.relations(4)));
        assertEquals(RCC8.universal(), closure.relations(5));
        assertEquals(3, closure.derivation(4).steps().size());
        replay(closure.derivation(4), 6);
        assertEquals(
                "EQ", RCC8.text(DirectionalClosure.from(3, RCC8, 5, twoPaths()).relations(3)));
        List<Fact> loop = List.of(fact(0, "NTPP", 1), fact(1, "NTPP", 2), fact(2, "NTPP", 1));
        assertEquals("NTPP", RCC8.text(DirectionalClosure.from(0, RCC8, 3, loop).relations(1)));
    }

    @Test
    void refusesFactsOutsideTheNetwork() {
        for (Map.Entry<Fact, String> bad : Map.of(
                        fact(0, "DC", 5),
                        "no entity 5, expected 0 to 4",
                        new Fact(0, 0, 1),
                        "bit mask 0",
                        new Fact(0, 1L << 8, 1),
                        "lowest 8 bits")
                .entrySet()) {
            String message = assertThrows(
                            InvalidInputException.class, () -> AlgebraicClosure.close(RCC8, 5, List.of(bad.getKey())))
                    .getMessage();
            assertTrue(message.contains(bad.getValue()), message);
        }
        assertThrows(InvalidInputException.class, () -> AlgebraicClosure.close(RCC8, 0, List.of()));
        assertThrows(
                InvalidInputException.class,
                () -> AlgebraicClosure.close(RCC8, 2, List.of()).relations(0, 2));
    }
}
