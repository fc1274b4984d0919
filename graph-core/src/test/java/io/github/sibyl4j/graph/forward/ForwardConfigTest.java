package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ForwardConfigTest {
    private static final ForwardConfig PAPER = ForwardConfig.defaults();

    @Test
    void copiesHaveOneThingChanged() {
        assertEquals(new ForwardConfig(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, false), changed());
        assertEquals(new ForwardConfig(2, 128, 1e-3, 5e-4, 1000, 2, 100, 2, 4, 1, 0, true), PAPER);
    }

    private static ForwardConfig changed() {
        return PAPER.withLayers(3)
                .withHidden(4)
                .withLearningRate(5)
                .withWeightDecay(6)
                .withEpochs(7)
                .withValidateEvery(8)
                .withPatience(9)
                .withTheta(10)
                .withAlpha(11)
                .withTemperature(12)
                .withNegatives(13)
                .withBidirectional(false);
    }

    @Test
    void impossibleSettingsAreNamed() {
        refuses("layers must be at least 1, found 0", () -> PAPER.withLayers(0));
        refuses("hidden must be at least 1, found 0", () -> PAPER.withHidden(0));
        refuses("learningRate must be positive and finite, found 0.0", () -> PAPER.withLearningRate(0));
        refuses("weightDecay must be finite and cannot be negative, found -1.0", () -> PAPER.withWeightDecay(-1));
        refuses("epochs must be at least 1", () -> PAPER.withEpochs(0));
        refuses("validateEvery must be at least 1", () -> PAPER.withValidateEvery(0));
        refuses("patience must be at least 1", () -> PAPER.withPatience(0));
        refuses("alpha must be positive", () -> PAPER.withAlpha(0));
        refuses("temperature must be positive", () -> PAPER.withTemperature(0));
        refuses("learningRate must be positive and finite, found Infinity", () -> PAPER.withLearningRate(1 / 0.0));
        refuses("weightDecay must be finite", () -> PAPER.withWeightDecay(Double.POSITIVE_INFINITY));
        refuses("theta must be finite, found NaN", () -> PAPER.withTheta(Float.NaN));
        refuses("alpha must be positive and finite, found Infinity", () -> PAPER.withAlpha(1 / 0f));
        refuses("temperature must be positive and finite, found Infinity", () -> PAPER.withTemperature(1 / 0f));
        refuses("theta must be finite, found NaN", () -> ContrastiveLoss.forwardForward(Float.NaN));
        refuses("alpha must be positive and finite, found -1.0", () -> ContrastiveLoss.symBa(-1));
        refuses("negatives cannot be negative", () -> PAPER.withNegatives(-1));
    }

    private static void refuses(String part, Executable action) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
