package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.graph.sampling.NeighborSamplerTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.PlantedPartition;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighborLoaderTest {
    private final GraphTensor graph =
            PlantedPartition.graph(300, 3, new Seed(1)).graph();
    private final NeighborSampler sampler = new NeighborSampler(graph, NeighborSampling.of(3, 2));
    private final int[] seeds = IntStream.range(100, 203).toArray();
    private final NeighborLoader loader = new NeighborLoader(sampler, seeds, 10);

    private static List<SampledSubgraph> all(Prefetch<SampledSubgraph> epoch) {
        List<SampledSubgraph> batches = new ArrayList<>();
        try (epoch) {
            while (epoch.hasNext()) {
                batches.add(epoch.next());
            }
            assertThrows(NoSuchElementException.class, epoch::next);
        }
        return batches;
    }

    private static int[] seeds(List<SampledSubgraph> batches) {
        return batches.stream()
                .flatMapToInt(batch -> Arrays.stream(batch.nodes(), 0, batch.seedCount()))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 9})
    void batchesAreTheSameForAnyNumberOfThreads(int threads) {
        List<SampledSubgraph> alone = all(loader.shuffled(new Seed(5), 0));
        List<SampledSubgraph> together = all(loader.shuffled(new Seed(5), threads));
        assertEquals(loader.batchCount(), alone.size());
        assertEquals(alone.size(), together.size());
        for (int b = 0; b < alone.size(); b++) {
            assertArrayEquals(alone.get(b).nodes(), together.get(b).nodes());
            assertArrayEquals(alone.get(b).edges(), together.get(b).edges());
        }
    }

    @Test
    void everySeedComesOnceAnEpoch() {
        List<SampledSubgraph> ordered = all(loader.inOrder(new Seed(1), 2));
        assertArrayEquals(seeds, seeds(ordered));
        assertEquals(11, ordered.size());
        assertEquals(3, ordered.get(10).seedCount());
        int[] first = seeds(all(loader.shuffled(new Seed(1), 2)));
        int[] second = seeds(all(loader.shuffled(new Seed(2), 2)));
        assertFalse(Arrays.equals(first, second));
        assertFalse(Arrays.equals(seeds, first));
        assertArrayEquals(seeds, Arrays.stream(first).sorted().toArray());
        assertArrayEquals(seeds, Arrays.stream(second).sorted().toArray());
    }

    @Test
    void anotherSeedSamplesOtherNeighbours() {
        int[] one = all(loader.inOrder(new Seed(1), 1)).get(0).edges();
        int[] other = all(loader.inOrder(new Seed(2), 1)).get(0).edges();
        assertNotEquals(Arrays.toString(one), Arrays.toString(other));
    }

    @Test
    void whatFailsInTheBackgroundFailsWhereItIsAskedFor() {
        Prefetch<Integer> failing = new Prefetch<>(
                5,
                number -> {
                    if (number == 1) {
                        throw new InvalidInputException("the second batch");
                    }
                    return number;
                },
                2);
        assertEquals(0, failing.next());
        assertMessage("the second batch", failing::next);
        assertThrows(IllegalStateException.class, failing::next);
    }

    @Test
    void endsWhenItIsClosedEarly() {
        Prefetch<SampledSubgraph> epoch = loader.inOrder(new Seed(1), 2);
        epoch.next();
        epoch.close();
        assertThrows(IllegalStateException.class, epoch::next);
    }

    @Test
    void refusesWhatIsNoLoader() {
        assertMessage("found none", () -> new NeighborLoader(sampler, new int[0], 1));
        assertMessage("batchSize must be at least 1, found 0", () -> new NeighborLoader(sampler, seeds, 0));
        assertMessage(
                "seed node 300 does not exist: the nodes are 0 to 299",
                () -> new NeighborLoader(sampler, new int[] {300}, 1));
        assertMessage("node 4 occurs twice", () -> new NeighborLoader(sampler, new int[] {4, 3, 4}, 1));
        assertMessage("threads must be 0", () -> loader.inOrder(new Seed(1), -1));
    }
}
