package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.datasets.Failure.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.sibyl4j.datasets.Gpvar.Generated;
import io.github.sibyl4j.datasets.Gpvar.ShiftOperator;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.graph.series.Windows;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpvarTest {
    private static final double[] OLDER = {.1, -.2, .3, 0, .5, -.4};
    private static final double[] NEWER = {-.3, .2, .1, .4, -.1, 0};
    private static Generated global;
    private static Generated local;

    @BeforeAll
    static void generate() {
        global = Gpvar.global().generate();
        local = Gpvar.local().generate();
    }

    static Stream<Arguments> filters() {
        double[] rawAz = {0.905148254, -0.995054754, -0.761594156, 0.800499022, 0.998177898, -0.716297870};
        double[] raw = {0.635148952, -0.905148254, -0.462117157, 0.500520211, 0.941375538, -0.421899005};
        double[] normalisedAz = {0.264734943, -0.777907841, 0.844007300, 0.750849907, 0.993161741, -0.908908700};
        double[] normalised = {0.134771717, -0.477719337, 0.549365289, 0.452190408, 0.889334959, -0.641433871};
        return Stream.of(
                Arguments.of(Gpvar.az(), rawAz),
                Arguments.of(Gpvar.global(), raw),
                Arguments.of(Gpvar.local(), raw),
                Arguments.of(Gpvar.az().withShift(ShiftOperator.NORMALISED), normalisedAz),
                Arguments.of(Gpvar.global().withShift(ShiftOperator.NORMALISED), normalised));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void theFilterGivesThePublishedVectors(Gpvar process, double[] expected) {
        assertArrayEquals(expected, process.withCommunities(1).filtered(OLDER, NEWER), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void theGraphIsALineOfTriangles(int communities) {
        GraphTensor graph = Gpvar.global().withCommunities(communities).graph();
        assertEquals(6 * communities, graph.nodeCount());
        assertEquals(2 * (9 * communities + communities - 1), graph.edgeCount());
        assertEquals(graph.edgeCount(), graph.undirected().edgeCount());
        assertEquals(graph.edgeCount(), graph.withoutSelfLoops().edgeCount());
        assertFalse(graph.isWeighted());
    }

    @Test
    void degreesOfACommunityAreThoseOfATriangleOfSideThree() {
        assertArrayEquals(
                new int[] {2, 4, 2, 4, 4, 2},
                Gpvar.global().withCommunities(1).graph().inDegrees());
    }

    @Test
    void theGlobalRealisationIsNumpysFromFirstToLastStep() {
        assertEquals(-0.6631817398471471, global.series().value(0, 0, 0), 1e-7);
        assertEquals(0.04575441177245215, global.series().value(0, 119, 0), 1e-7);
        assertEquals(-0.7953476715428949, global.series().value(1, 5, 0), 1e-7);
        assertEquals(-0.1253690789992835, global.series().value(14_999, 60, 0), 1e-7);
        assertEquals(-0.4842261007826175, global.series().value(29_999, 119, 0), 1e-7);
        assertEquals(-0.34617344447406684, global.noiseFree().value(0, 0, 0), 1e-7);
        assertEquals(-0.06792472166423637, global.noiseFree().value(1, 119, 0), 1e-7);
        assertEquals(-0.8431148043512608, global.noiseFree().value(29_999, 0, 0), 1e-7);
        float[] values = global.series().values();
        double sum = IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs((double) values[i]))
                .sum();
        assertEquals(2232287.8471984016, sum, 1e-2);
    }

    @Test
    void theLocalRealisationIsNumpysUntilChaosSetsIn() {
        assertEquals(-0.996382369086497, local.series().value(0, 0, 0), 1e-7);
        assertEquals(-0.48556404872058834, local.series().value(0, 119, 0), 1e-7);
        assertEquals(0.017971917928286313, local.series().value(1, 5, 0), 1e-7);
        assertEquals(1.9493137187643041, local.series().value(99, 60, 0), 1e-6);
        assertEquals(1.2156576543793036, local.series().value(99, 119, 0), 1e-6);
        assertEquals(-1.254532748920556, local.noiseFree().value(0, 0, 0), 1e-7);
    }

    @Test
    void theNoiseFreePartScoresTheKnownOptimum() {
        for (Generated generated : List.of(global, local)) {
            assertEquals(.3189, testError(generated, generated.noiseFree(), 0, Math::abs), 5e-5);
            assertEquals(.3996, Math.sqrt(testError(generated, generated.noiseFree(), 0, e -> e * e)), 5e-5);
        }
        assertEquals(0.319154, Gpvar.global().optimalMae(), 1e-6);
    }

    @Test
    void persistenceIsFarFromTheOptimum() {
        assertEquals(.5437, testError(global, global.series(), 1, Math::abs), 5e-5);
        assertEquals(2.2577, testError(local, local.series(), 1, Math::abs), 2e-3);
    }

    @Test
    void theProcessOfTheWhitenessTestHasTheSameOptimum() {
        Generated az = Gpvar.az().generate();
        assertEquals(30, az.series().nodes());
        assertEquals(Gpvar.az().optimalMae(), testError(az, az.noiseFree(), 0, Math::abs), 2e-3);
    }

    @Test
    void theSeedDecidesEveryBit() {
        Gpvar small = Gpvar.local().withSteps(50).withCommunities(2);
        assertArrayEquals(
                small.generate().series().values(), small.generate().series().values());
        assertNotEquals(
                small.generate().series().value(0, 0, 0),
                small.withSeed(43).generate().series().value(0, 0, 0));
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertMessage(() -> Gpvar.global().withSteps(0), "at least one step", "0");
        assertMessage(() -> Gpvar.global().withCommunities(-1), "at least one community", "-1");
        assertMessage(() -> Gpvar.global().withNoise(Double.NaN), "noise", "NaN");
        assertMessage(() -> Gpvar.global().withSeed(-5), "seed", "-5");
    }

    private interface Loss {
        double of(double error);
    }

    private static double testError(Generated truth, SpatioTemporalSeries forecast, int lag, Loss loss) {
        SpatioTemporalSeries series = truth.series();
        IndexRange test =
                TslSplit.defaults().split(new Windows(6, 1), series.steps()).test();
        IntToDoubleFunction stepError = step -> IntStream.range(0, series.nodes())
                .mapToDouble(node -> loss.of(series.value(step, node, 0) - forecast.value(step - lag, node, 0)))
                .average()
                .orElseThrow();
        return IntStream.range(test.from(), test.to())
                .map(window -> window + 6)
                .mapToDouble(stepError)
                .average()
                .orElseThrow();
    }
}
