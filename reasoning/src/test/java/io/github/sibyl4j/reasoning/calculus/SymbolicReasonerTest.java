package io.github.sibyl4j.reasoning.calculus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SymbolicReasonerTest {
    /** Numbered otherwise than in the calculus. */
    private static final RelationVocabulary NAMES =
            RelationVocabulary.sorted(Calculus.rcc8().relations());

    private final SymbolicReasoner reasoner = new SymbolicReasoner(Calculus.rcc8(), NAMES);

    private static RelationalGraph graph(int entities, Object... edges) {
        int count = edges.length / 3;
        int[] head = new int[count];
        int[] tail = new int[count];
        int[] relation = new int[count];
        for (int e = 0; e < count; e++) {
            head[e] = (int) edges[3 * e];
            relation[e] = NAMES.index((String) edges[3 * e + 1]);
            tail[e] = (int) edges[3 * e + 2];
        }
        return RelationalGraph.of(entities, head, tail, relation);
    }

    private final RelationalGraph twoPaths = graph(4, 0, "TPP", 1, 1, "EC", 3, 0, "TPPI", 2, 2, "EC", 3);

    @Test
    void findsTheOneRelationLeft() {
        SymbolicPrediction prediction = reasoner.answer(twoPaths, 0, 3);
        assertEquals(OptionalInt.of(NAMES.index("EC")), prediction.relation());
        assertEquals(4, prediction.derivation().facts().size());
        RelationalInstance right = new RelationalInstance(twoPaths, 0, 3, NAMES.index("EC"));
        RelationalInstance wrong = new RelationalInstance(twoPaths, 0, 3, NAMES.index("DC"));
        assertTrue(reasoner.solvesFromHead(right));
        assertFalse(reasoner.solvesFromHead(wrong));
        assertEquals(0.5, reasoner.accuracy(new RelationalDataset(NAMES, List.of(right, wrong))));
    }

    @Test
    void leavesASetWhereTheFactsDo() {
        SymbolicPrediction prediction = reasoner.answer(graph(4, 0, "TPP", 1, 1, "EC", 2), 0, 2);
        assertEquals(OptionalInt.empty(), prediction.relation());
        assertArrayEquals(new int[] {NAMES.index("DC"), NAMES.index("EC")}, prediction.possible());
        assertEquals(8, reasoner.answer(graph(4, 0, "TPP", 1), 0, 3).possible().length);
    }

    @Test
    void leavesNothingWhereFactsContradict() {
        SymbolicPrediction prediction = reasoner.answer(graph(3, 0, "EQ", 1, 1, "DC", 0, 1, "DC", 2), 0, 2);
        assertEquals(0, prediction.possible().length);
        assertEquals(
                "the facts 0 EQ 1, 1 DC 0 contradict each other: no relation from 0 to 1 is left",
                prediction.network().contradiction().orElseThrow().text());
    }

    @Test
    void marksContradictions() {
        RelationPrediction answer = reasoner.predict(graph(3, 0, "NTPP", 1, 1, "EC", 2, 2, "EQ", 0), 0, 2);
        assertTrue(answer.connected() && answer.contradictory());
        assertEquals(1f / 8, answer.probability("DC"));
        assertFalse(reasoner.predict(twoPaths, 0, 3).contradictory());
    }

    @Test
    void refusesRelationsThatTheCalculusLacks() {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> new SymbolicReasoner(Calculus.rcc8(), RelationVocabulary.of("DC", "aunt")))
                .getMessage();
        assertTrue(message.contains("RCC-8 has no relation 'aunt'"), message);
        String number = assertThrows(
                        InvalidInputException.class, () -> Calculus.rcc8().relation(99))
                .getMessage();
        assertTrue(number.contains("RCC-8 has no relation 99, expected a number from 0 to 7"), number);
        assertThrows(
                InvalidInputException.class,
                () -> reasoner.close(RelationalGraph.of(2, new int[] {0}, new int[] {1}, new int[] {8})));
        assertThrows(
                InvalidInputException.class,
                () -> reasoner.accuracy(new RelationalDataset(
                        RelationVocabulary.of("EC", "DC"), List.of(new RelationalInstance(graph(2), 0, 1, 0)))));
    }
}
