package io.github.sibyl4j.graph.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SpatioTemporalSeriesTest {
    private static final float GAP = Float.NaN;
    private static final TimeIndex HOURS =
            TimeIndex.regular(LocalDateTime.of(2024, 2, 28, 22, 0), Duration.ofHours(1), 4);

    private final SpatioTemporalSeries series =
            SpatioTemporalSeries.of(HOURS, List.of("a", "b"), new float[] {1, GAP, 2, 5, GAP, 5, 4, GAP});

    private static void assertMessage(String part, Executable action) {
        InvalidInputException error = assertThrows(InvalidInputException.class, action);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void knowsWhatIsMissingAndWhatIsConstant() {
        assertEquals(3, series.missing());
        assertFalse(series.observed(0, 1, 0));
        assertEquals(List.of("b"), series.constantNodes());
        assertEquals(List.of(), series.allMissingNodes());
        assertEquals(List.of("b"), series.slice(0, 1).allMissingNodes());
    }

    @Test
    void fillsGapsForwardAndLeavesThoseAtTheBeginning() {
        assertArrayEquals(new float[] {1, GAP, 2, 5, 2, 5, 4, 5}, series.forwardFilled());
        assertArrayEquals(new float[] {2, 5, 4, 5}, series.forwardFilled(new IndexRange(2, 4)));
        assertThrows(InvalidInputException.class, () -> series.forwardFilled(new IndexRange(2, 5)));
    }

    @Test
    void slicesWithItsTimeCovariatesAndGraph() {
        SpatioTemporalSeries rich = series.withGraph(GraphTensor.of(2, new int[] {0}, new int[] {1}))
                .withCovariates(Covariates.timeOfDay(HOURS));
        SpatioTemporalSeries later = rich.from("2024-02-29");
        assertEquals(2, later.steps());
        assertEquals("2024-02-29T00:00:00", later.time().label(0));
        assertEquals(1, later.covariates().orElseThrow().value(0, 1), 1e-6, "the cosine of midnight");
        assertEquals(4, later.value(1, 0, 0));
        assertEquals(1, later.graph().orElseThrow().edgeCount());
        assertEquals(4, later.slice(1, 2).value(0, 0, 0));
        assertEquals(2, rich.before("2024-02-29T00:00").steps());
    }

    @Test
    void isNotChangedThroughItsArrays() {
        float[] values = {1, 2};
        SpatioTemporalSeries own = SpatioTemporalSeries.of(TimeIndex.steps(2), List.of("a"), values);
        values[0] = 9;
        own.values()[1] = 9;
        assertArrayEquals(new float[] {1, 2}, own.values());
    }

    @Test
    void marksAValueAsMissing() {
        assertEquals(5, series.withMissing(5).missing());
        assertEquals(3, series.missing());
    }

    @Test
    void picksNodesWithTheirEdges() {
        SpatioTemporalSeries swapped = series.withGraph(GraphTensor.of(2, new int[] {0}, new int[] {1}))
                .selectNodes(List.of("b", "a"));
        assertEquals(5, swapped.value(1, 0, 0));
        assertEquals(1, swapped.graph().orElseThrow().source(0));
        assertMessage("no node 'c'", () -> series.selectNodes(List.of("c")));
    }

    @Test
    void alignsAGraphByNodeIds() {
        IndexedGraph<String> graph = new IndexedGraph<>(
                GraphTensor.of(3, new int[] {1}, new int[] {2}, new float[] {7}), List.of("unused", "b", "a"));
        GraphTensor aligned = series.withGraph(graph).graph().orElseThrow();
        assertEquals(1, aligned.source(0));
        assertEquals(0, aligned.target(0));
        assertEquals(7, aligned.weight(0));
    }

    @Test
    void namesNodesThatSeriesAndGraphDoNotShare() {
        assertMessage(
                "not in the graph: b",
                () -> series.withGraph(new IndexedGraph<>(GraphTensor.of(1, new int[0], new int[0]), List.of("a"))));
        assertMessage(
                "not in the series: c",
                () -> series.withGraph(
                        new IndexedGraph<>(GraphTensor.of(3, new int[] {2}, new int[] {0}), List.of("a", "b", "c"))));
        assertMessage("the graph has 3 nodes", () -> series.withGraph(GraphTensor.of(3, new int[0], new int[0])));
    }

    @Test
    void refusesWhatIsNoSeries() {
        assertMessage("'a' occurs twice", () -> SpatioTemporalSeries.of(HOURS, List.of("a", "a"), new float[8]));
        assertMessage("has no name", () -> SpatioTemporalSeries.of(HOURS, List.of("a", " "), new float[8]));
        assertMessage("at least one node", () -> SpatioTemporalSeries.of(HOURS, List.of(), new float[0]));
        assertMessage(
                "at least one step", () -> SpatioTemporalSeries.of(TimeIndex.steps(0), List.of("a"), new float[0]));
        assertMessage("take 8 values, found 7", () -> SpatioTemporalSeries.of(HOURS, List.of("a", "b"), new float[7]));
        float[] infinite = new float[8];
        infinite[3] = Float.POSITIVE_INFINITY;
        assertMessage(
                "the value of b at 2024-02-28T23:00:00 is Infinity",
                () -> SpatioTemporalSeries.of(HOURS, List.of("a", "b"), infinite));
        assertMessage("write it as", () -> series.before("yesterday"));
        assertMessage("does not divide", () -> series.before("2025-01-01"));
        assertMessage("known at every step", () -> new Covariates(List.of("x"), new float[] {GAP}));
    }

    @Test
    void countsStepsOfAnyLengthOnTheClock() {
        for (Duration step : List.of(Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofHours(1))) {
            // Begins before 1970 and ends after it.
            LocalDateTime start = LocalDateTime.of(1970, 1, 1, 0, 0)
                    .minus(step.multipliedBy(3))
                    .plusNanos(7);
            TimeIndex time = TimeIndex.regular(start, step, 8);
            for (int i = 0; i < 8; i++) {
                assertEquals(i - 3, time.absolute(i), step + " at " + i);
                assertEquals(time.absolute(i), time.slice(i, 8).absolute(0));
            }
        }
    }

    @Test
    void continuesItsTime() {
        assertEquals("2024-02-29T02:00:00", HOURS.following(2).label(0));
        assertEquals("4", TimeIndex.steps(4).following(1).label(0));
        assertEquals(HOURS.absolute(2), HOURS.slice(2, 4).absolute(0));
        assertMessage("no clock", () -> TimeIndex.steps(3).at(0));
        assertEquals(1, Covariates.dayOfWeek(HOURS).value(0, 2), "28 February 2024 was a Wednesday");
    }
}
