package io.github.sibyl4j.graph.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocAucTest {
    @Test
    void countsTiesHalf() {
        assertEquals(
                0.65,
                RocAuc.of(new float[] {.9f, .8f, .8f, .4f, .3f}, new float[] {.85f, .8f, .5f, .4f, .2f, .1f}),
                1e-12);
        assertEquals(0.5, RocAuc.of(new float[] {0f, -0f}, new float[] {-0f, 0f, 0f}), 0);
    }

    @Test
    void equalsTheCountOverAllPairs() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 50; round++) {
            float[] positives = scores(random);
            float[] negatives = scores(random);
            double wins = 0;
            for (float p : positives) {
                for (float q : negatives) {
                    wins += p > q ? 1 : p == q ? 0.5 : 0;
                }
            }
            assertEquals(wins / (positives.length * negatives.length), RocAuc.of(positives, negatives), 1e-12);
        }
    }

    private static float[] scores(SplittableRandom random) {
        float[] scores = new float[1 + random.nextInt(20)];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(6);
        }
        return scores;
    }

    @Test
    void refusesWhatCannotBeOrdered() {
        assertThrows(InvalidInputException.class, () -> RocAuc.of(new float[0], new float[1]));
        assertThrows(InvalidInputException.class, () -> RocAuc.of(new float[1], new float[] {Float.NaN}));
    }
}
