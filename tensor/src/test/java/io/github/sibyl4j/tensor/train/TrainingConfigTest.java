package io.github.sibyl4j.tensor.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingConfigTest {
    private static final TrainingConfig DEFAULTS = TrainingConfig.defaults();

    @Test
    void defaultsFollowTheReferenceProtocol() {
        assertEquals(new TrainingConfig(50, 64, 0.003, List.of(25, 37), 0.25, 5, 50, 1), DEFAULTS);
    }

    @Test
    void milestonesMoveWithTheEpochs() {
        assertEquals(List.of(7, 11), DEFAULTS.withEpochs(15).milestones());
        assertEquals(List.of(100, 150), DEFAULTS.withEpochs(200).milestones());
        assertEquals(List.of(), DEFAULTS.withEpochs(1).milestones());
        assertEquals(List.of(25, 37), DEFAULTS.withEpochs(1).withEpochs(50).milestones());
        assertEquals(
                List.of(30),
                DEFAULTS.withMilestones(List.of(30), 0.1).withEpochs(200).milestones());
    }

    @Test
    void theRateFallsAfterEachMilestone() {
        TrainingConfig config = DEFAULTS.withLearningRate(1).withMilestones(List.of(2, 4), 0.5);
        double[] rates =
                IntStream.rangeClosed(1, 6).mapToDouble(config::learningRateAt).toArray();
        assertArrayEquals(new double[] {1, 1, 0.5, 0.5, 0.25, 0.25}, rates);
    }

    @Test
    void laterChangesToTheGivenListDoNotReachTheConfiguration() {
        List<Integer> given = new ArrayList<>(List.of(3));
        TrainingConfig config = DEFAULTS.withMilestones(given, 0.5);
        given.add(1);
        assertEquals(List.of(3), config.milestones());
    }

    @Test
    void eachCopyChangesOneSetting() {
        assertEquals(
                new TrainingConfig(4, 8, 0.1, List.of(3), 0.5, 1, 2, 9),
                DEFAULTS.withEpochs(4)
                        .withBatchSize(8)
                        .withLearningRate(0.1)
                        .withMilestones(List.of(3), 0.5)
                        .withClipNorm(1)
                        .withPatience(2)
                        .withSeed(9));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aBadSettingIsNamedWithItsValue(UnaryOperator<TrainingConfig> mistake, String message) {
        var error = assertThrows(InvalidInputException.class, () -> mistake.apply(DEFAULTS));
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(config -> config.withEpochs(0), "epochs must be at least 1, found 0"),
                mistake(config -> config.withBatchSize(-1), "found -1"),
                mistake(config -> config.withLearningRate(0), "learningRate must be positive, found 0.0"),
                mistake(config -> config.withLearningRate(Double.NaN), "found NaN"),
                mistake(config -> config.withMilestones(List.of(0, 5), 0.5), "found [0, 5]"),
                mistake(config -> config.withMilestones(List.of(5, 5), 0.5), "found [5, 5]"),
                mistake(config -> config.withMilestones(List.of(5), 1.5), "decay must lie in (0, 1], found 1.5"),
                mistake(config -> config.withClipNorm(-2), "clipNorm must be positive"),
                mistake(config -> config.withPatience(-3), "found -3"));
    }

    private static Arguments mistake(UnaryOperator<TrainingConfig> change, String message) {
        return Arguments.of(change, message);
    }
}
