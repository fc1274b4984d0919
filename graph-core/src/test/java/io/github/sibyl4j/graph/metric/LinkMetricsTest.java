package io.github.sibyl4j.graph.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkMetricsTest {

    /** What link_metric_vectors.py recorded. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void equalScikitLearnAndTheDefinitions(int number) throws IOException, URISyntaxException {
        var file = LinkMetricsTest.class.getResource("/link_metrics.safetensors");
        Map<String, Tensor> recorded = Safetensors.read(Path.of(file.toURI()));
        float[] positives = recorded.get(number + "/positives").toArray();
        float[] negatives = recorded.get(number + "/negatives").toArray();
        float[][] own = rows(recorded.get(number + "/own"));
        float[] expected = recorded.get(number + "/metrics").toArray();
        double[] found = {
            RocAuc.of(positives, negatives),
            AveragePrecision.of(positives, negatives),
            HitsAtK.of(positives, negatives, 1),
            HitsAtK.of(positives, negatives, 3),
            HitsAtK.of(positives, negatives, 10),
            ReciprocalRank.of(positives, negatives),
            HitsAtK.of(positives, own, 1),
            HitsAtK.of(positives, own, 3),
            ReciprocalRank.of(positives, own)
        };
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], 1e-7, "metric " + i);
        }
    }

    private static float[][] rows(Tensor matrix) {
        float[] values = matrix.toArray();
        float[][] rows = new float[matrix.size(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * matrix.size(1), (i + 1) * matrix.size(1));
        }
        return rows;
    }

    @Test
    void whoScoresEverythingAlikeDoesNotRankFirst() {
        float[] same = {1, 1, 1, 1};
        assertEquals(1 / 3.0, ReciprocalRank.of(same, same), 1e-12);
        assertEquals(0, HitsAtK.of(same, same, 1));
        assertEquals(0.5, AveragePrecision.of(same, same), 1e-12);
        assertEquals(1 / 2.0, ReciprocalRank.of(new float[] {0f}, new float[] {-0f, 0f}), 1e-12);
        float[] infinite = {Float.POSITIVE_INFINITY};
        assertEquals(1, ReciprocalRank.of(infinite, new float[] {Float.MAX_VALUE}));
        assertEquals(1 / 1.5, ReciprocalRank.of(infinite, infinite), 1e-12);
    }

    @Test
    void refuseWhatCannotBeOrdered() {
        float[] one = {1};
        float[] none = {};
        float[] nan = {Float.NaN};
        refuses("found 0 and 1", () -> AveragePrecision.of(none, one));
        refuses("average precision needs an order", () -> AveragePrecision.of(one, nan));
        refuses("found 1 and 0", () -> ReciprocalRank.of(one, none));
        refuses("MRR needs an order", () -> ReciprocalRank.of(nan, new float[][] {one}));
        refuses("number 0 has none", () -> ReciprocalRank.of(one, new float[][] {none}));
        refuses("found 1 positives and 2 times", () -> ReciprocalRank.of(one, new float[][] {one, one}));
        refuses("found none", () -> HitsAtK.of(none, one, 1));
        refuses("at least 1, found 0", () -> HitsAtK.of(one, one, 0));
        refuses("Hits@K needs an order", () -> HitsAtK.of(nan, one, 1));
        assertEquals(1, HitsAtK.of(one, none, 1));
    }

    private static void refuses(String part, Executable work) {
        String message = assertThrows(InvalidInputException.class, work).getMessage();
        assertTrue(message.contains(part), message);
    }
}
