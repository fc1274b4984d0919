package io.github.sibyl4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumpyRandomTest {
    @Test
    void uniformNumbersAreNumpys() {
        NumpyRandom random = new NumpyRandom(42);
        for (double expected :
                new double[] {0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366}) {
            assertEquals(expected, random.uniform());
        }
    }

    @Test
    void normalNumbersAreNumpysInItsOrder() {
        NumpyRandom random = new NumpyRandom(42);
        for (double expected : new double[] {
            0.4967141530112327,
            -0.13826430117118466,
            0.6476885381006925,
            1.5230298564080254,
            -0.23415337472333597,
            -0.23413695694918055
        }) {
            assertEquals(expected, random.normal());
        }
    }

    @Test
    void uniformAndNormalNumbersShareOneStream() {
        NumpyRandom random = new NumpyRandom(42);
        double[] uniform =
                IntStream.range(0, 240).mapToDouble(i -> random.uniform(-2, 2)).toArray();
        assertEquals(-0.50183952461055, uniform[0]);
        assertEquals(1.8028572256396647, uniform[1]);
        assertEquals(-1.2915572823718042, uniform[239]);
        double[] normal =
                IntStream.range(0, 240).mapToDouble(i -> random.normal()).toArray();
        assertEquals(-0.2234627853258509, normal[0]);
        assertEquals(0.9715709509543554, normal[239]);
    }

    @Test
    void theMillionthNormalNumberIsNumpys() {
        NumpyRandom random = new NumpyRandom(42);
        double last = IntStream.range(0, 1_000_000)
                .mapToDouble(i -> random.normal())
                .reduce((a, b) -> b)
                .orElseThrow();
        assertEquals(0.4764302546832209, last, 1e-15);
    }

    @Test
    void otherSeedsGiveOtherStreams() {
        assertEquals(0.47143516373249306, new NumpyRandom(1234).normal());
    }
}
