package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.datasets.Failure.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.datasets.DatasetInfo.Statistics;
import io.github.sibyl4j.graph.GaussianKernel;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetsTest {
    static Stream<String> names() {
        return Datasets.all().stream().map(DatasetInfo::name);
    }

    @Test
    void theNamesAreKnown() {
        assertEquals(
                List.of("metr-la-week1", "chickenpox-hungary", "gpvar-g", "gpvar-l", "gpvar-az"), names().toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySetIsWhatItsDescriptionSays(String name) {
        DatasetInfo info = Datasets.info(name);
        SpatioTemporalSeries series = Datasets.load(name);
        assertEquals(info.steps(), series.steps());
        assertEquals(info.nodes(), series.nodes());
        assertEquals(info.channels(), series.channels());
        assertEquals(info.edges(), series.graph().orElseThrow().edgeCount());
        SummaryStatistics observed = new SummaryStatistics();
        for (float value : series.values()) {
            observed.addValue(value);
        }
        Statistics expected = info.statistics();
        assertEquals(expected.mean(), observed.getMean(), 5e-4);
        assertEquals(expected.standardDeviation(), Math.sqrt(observed.getPopulationVariance()), 5e-4);
        assertEquals(expected.missing(), series.missing());
        assertEquals(List.of(), series.allMissingNodes());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyEmbeddedFileHasItsDigest(String name) throws IOException, NoSuchAlgorithmException {
        for (Map.Entry<String, String> file : Datasets.info(name).sha256().entrySet()) {
            try (InputStream in = Datasets.class.getResourceAsStream(name + "/" + file.getKey())) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
                assertEquals(file.getValue(), HexFormat.of().formatHex(digest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySetNamesItsRights(String name) {
        DatasetInfo info = Datasets.info(name);
        for (String text : List.of(info.title(), info.description(), info.licence(), info.origin(), info.citation())) {
            assertFalse(text.isBlank());
        }
    }

    @Test
    void trafficHasAClockAndItsSensors() {
        SpatioTemporalSeries series = Datasets.load("metr-la-week1");
        assertEquals("2012-03-01T00:00:00", series.time().label(0));
        assertEquals("2012-03-07T23:55:00", series.time().label(2015));
        assertEquals(Duration.ofMinutes(5), series.time().step());
        assertEquals(
                List.of("773869", "767541", "767542", "717447"),
                series.nodeIds().subList(0, 4));
        assertEquals(64.375f, series.value(0, 0, 0));
        assertEquals(62.66666667f, series.value(1, 0, 0));
    }

    @Test
    void trafficInformationFlowsUpstream() {
        SpatioTemporalSeries series = Datasets.load("metr-la-week1");
        GraphTensor graph = series.graph().orElseThrow();
        assertEquals(13, graph.source(0));
        assertEquals(0, graph.target(0));
        assertEquals(0.22234692f, graph.weight(0));
        assertEquals(1, graph.isolatedNodes().length);
    }

    @Test
    void roadDistancesGiveThePublishedWeights() throws IOException {
        List<String> ids = Datasets.load("metr-la-week1").nodeIds();
        EdgeListOptions published =
                EdgeListOptions.strict().withByPosition(true).withAllowIsolated(true);
        GaussianKernel kernel = GaussianKernel.defaults().withTheta(2584.4502);
        float[][] expected = dense(trafficEdges(ids, published));
        GraphTensor computed = trafficEdges(ids, published.withKernel(kernel));
        assertEquals(1515, computed.edgeCount());
        float[][] actual = dense(computed);
        for (int i = 0; i < ids.size(); i++) {
            for (int j = 0; j < ids.size(); j++) {
                assertEquals(expected[i][j], actual[i][j], 2e-5);
            }
        }
    }

    @Test
    void chickenpoxHasNoClockAndAGraphWithLoops() {
        SpatioTemporalSeries series = Datasets.load("chickenpox-hungary");
        assertFalse(series.time().hasClock());
        assertEquals("BACS", series.nodeIds().get(0));
        assertEquals(-0.0010813572438314102f, series.value(0, 0, 0));
        GraphTensor graph = series.graph().orElseThrow();
        assertEquals(82, graph.withoutSelfLoops().edgeCount());
        assertEquals(102, graph.undirected().edgeCount());
        assertFalse(graph.isWeighted());
    }

    @Test
    void chickenpoxIsDifferencedSoThatNeighbouringWeeksDisagree() {
        SpatioTemporalSeries series = Datasets.load("chickenpox-hungary");
        double product = 0;
        for (int t = 1; t < series.steps(); t++) {
            for (int node = 0; node < series.nodes(); node++) {
                product += series.value(t, node, 0) * series.value(t - 1, node, 0);
            }
        }
        assertEquals(-0.51, product / (520 * 20), 0.01);
    }

    @Test
    void embeddedFilesStayBelowAMegabyte() throws IOException {
        long bytes = 0;
        for (DatasetInfo info : Datasets.all()) {
            for (String file : info.sha256().keySet()) {
                try (InputStream in = Datasets.class.getResourceAsStream(info.name() + "/" + file)) {
                    bytes += in.readAllBytes().length;
                }
            }
        }
        assertTrue(bytes > 0 && bytes < 1 << 20);
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        assertMessage(
                () -> Datasets.load("metr-la-week"), "'metr-la-week'", "did you mean 'metr-la-week1'", "gpvar-az");
        assertMessage(() -> Datasets.info("pems"), "'pems'", "chickenpox-hungary");
    }

    private static GraphTensor trafficEdges(List<String> ids, EdgeListOptions options) throws IOException {
        try (InputStream in = Datasets.class.getResourceAsStream("metr-la-week1/edges.csv")) {
            return EdgeListCsv.read("edges.csv", in, ids, options);
        }
    }

    private static float[][] dense(GraphTensor graph) {
        float[][] matrix = new float[graph.nodeCount()][graph.nodeCount()];
        for (int e = 0; e < graph.edgeCount(); e++) {
            matrix[graph.target(e)][graph.source(e)] = graph.weight(e);
        }
        assertEquals(
                graph.edgeCount(),
                Arrays.stream(matrix)
                        .mapToLong(row -> {
                            int count = 0;
                            for (float weight : row) {
                                count += weight > 0 ? 1 : 0;
                            }
                            return count;
                        })
                        .sum());
        return matrix;
    }
}
