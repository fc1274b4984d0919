package io.github.sibyl4j.graph.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Windows HOUR = new Windows(12, 12);

    private static void assertSizes(int train, int validation, int test, Split split) {
        assertEquals(train, split.train().size());
        assertEquals(validation, split.validation().size());
        assertEquals(test, split.test().size());
    }

    @Test
    void dividesThePublishedSetsAsPublished() {
        assertSizes(24_648, 2_728, 6_849, TslSplit.defaults().split(HOUR, 34_272));
        assertSizes(23_974, 3_425, 6_850, DcrnnSplit.defaults().split(HOUR, 34_272));
        assertSizes(36_465, 5_209, 10_419, DcrnnSplit.defaults().split(HOUR, 52_116));
    }

    @Test
    void neverLetsATargetOfOnePartBeAnInputOfTheNext() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            Windows windows = new Windows(1 + random.nextInt(30), 1 + random.nextInt(30));
            int steps = 400 + random.nextInt(5_000);
            Split split = new TslSplit(random.nextDouble(0.2, 0.5), random.nextDouble(0.2, 0.4)).split(windows, steps);
            // The last training window's first target comes before the first validation window's first target by
            // at least a window.
            assertTrue(split.train().to() - 1 + windows.window()
                    < split.validation().from());
            assertTrue(split.validation().to() - 1 + windows.window()
                    < split.test().from());
            assertEquals(windows.count(steps), split.test().to());
        }
    }

    @Test
    void leavesNothingForTestingWhenAsked() {
        Split split = new TslSplit(0.1, 0).split(HOUR, 200);
        assertTrue(split.test().isEmpty());
        assertEquals(HOUR.count(200), split.validation().to());
    }

    @Test
    void saysHowManyStepsAreNeeded() {
        InvalidInputException error = assertThrows(
                InvalidInputException.class, () -> TslSplit.defaults().split(HOUR, 100));
        int needed = Integer.parseInt(error.getMessage().replaceAll(".*at least (\\d+) are needed.*", "$1"));
        assertThrows(InvalidInputException.class, () -> TslSplit.defaults().split(HOUR, needed - 1));
        TslSplit.defaults().split(HOUR, needed);
        assertThrows(InvalidInputException.class, () -> DcrnnSplit.defaults().split(HOUR, 24));
    }

    @Test
    void refusesShares() {
        assertThrows(InvalidInputException.class, () -> new TslSplit(0, 0.2));
        assertThrows(InvalidInputException.class, () -> new TslSplit(0.1, 1));
        assertThrows(InvalidInputException.class, () -> new DcrnnSplit(0.8, 0.2));
        assertThrows(InvalidInputException.class, () -> new Windows(0, 1));
    }
}
