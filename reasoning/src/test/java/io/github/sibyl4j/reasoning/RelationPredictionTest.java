package io.github.sibyl4j.reasoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelationPredictionTest {
    private static final RelationVocabulary KIN = RelationVocabulary.of("aunt", "brother", "father", "son");
    /** 0 son 1, 1 brother 2, 3 father 2: nothing leads from 0 to 3 along the edges. */
    private static final RelationalGraph AGAINST =
            RelationalGraph.of(5, new int[] {0, 1, 3}, new int[] {1, 2, 2}, new int[] {3, 1, 2});

    private static final float[] SCORES = {3, 0, 1, 2};

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static RelationalInstance query(int head, int tail) {
        return new RelationalInstance(AGAINST, head, tail, 0);
    }

    @Test
    void marksWhatNoPathAlongTheEdgesSays() {
        RelationPrediction against = alongEdges(KIN, SCORES, query(0, 3), 9);
        assertTrue(against.connected());
        assertFalse(against.pathAlongEdges());
        assertEquals(3, against.distance());
        assertEquals(RelationPrediction.ofScores(KIN, SCORES, 3, 9).probability(0), against.probability(0));
        assertTrue(against.toString().endsWith(", no path along the edges"), against::toString);
        RelationPrediction along = alongEdges(KIN, SCORES, query(0, 2), 1);
        assertTrue(along.pathAlongEdges() && along.beyondHorizon());
        assertTrue(along.toString().endsWith(", beyond the horizon"), along::toString);
        assertFalse(alongEdges(KIN, SCORES, query(0, 4), 9).pathAlongEdges());
    }

    @Test
    void countsNoAnswerThatSaysNothing() {
        RelationPrediction right = alongEdges(KIN, SCORES, query(0, 2), 9);
        RelationPrediction tie = alongEdges(KIN, new float[] {2, 0, 2, 1}, query(0, 2), 9);
        RelationPrediction apart = alongEdges(KIN, SCORES, query(0, 4), 9);
        RelationPrediction contradictory = RelationPrediction.ofContradiction(KIN, 2);
        RelationPrediction against = alongEdges(KIN, SCORES, query(0, 3), 9);
        assertTrue(right.decided());
        for (RelationPrediction nothing : List.of(tie, apart, contradictory)) {
            assertEquals(0, nothing.relation());
            assertFalse(nothing.decided());
        }
        assertEquals(
                new ReasonerEvaluation(5, 2, 1, 0, 1),
                ReasonerEvaluation.of(
                        List.of(right, tie, apart, contradictory, against),
                        List.of(query(0, 2), query(0, 2), query(0, 4), query(0, 2), query(0, 3))));
        assertEquals("nothing follows, not connected", apart.toString());
        assertEquals("nothing, as the facts leave no relation", contradictory.toString());
        RelationVocabulary one = RelationVocabulary.of("aunt");
        assertFalse(RelationPrediction.ofContradiction(one, 2).decided());
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertRefused(
                "needs as many probabilities, found 1", () -> new RelationPrediction(KIN, new float[1], 1, false));
        assertRefused(
                "the probability of 'brother' must lie in 0 to 1, found NaN",
                () -> new RelationPrediction(KIN, new float[] {1, Float.NaN, 0, 0}, 1, false));
        assertRefused("needs as many scores, found 2", () -> RelationPrediction.ofScores(KIN, new float[2], 1, 1));
        assertRefused(
                "the score of 'aunt' must be a finite number, found NaN",
                () -> RelationPrediction.ofScores(KIN, new float[] {Float.NaN, 1, 1, 1}, 1, 1));
        RelationPrediction prediction = RelationPrediction.ofScores(KIN, SCORES, 1, 1);
        assertRefused("there is no relation 9, expected a number from 0 to 3", () -> prediction.probability(9));
    }

    private static RelationPrediction alongEdges(
            RelationVocabulary relations, float[] scores, RelationalInstance query, int horizon) {
        int distance = query.graph().distance(query.head(), query.tail());
        return RelationPrediction.alongEdges(relations, scores, query, distance, horizon);
    }
}
