package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.datasets.Failure.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.datasets.EdgeListOptions.Duplicates;
import io.github.sibyl4j.graph.GaussianKernel;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeListCsvTest {
    private static final List<String> IDS = List.of("north", "south", "west");
    private static final EdgeListOptions STRICT = EdgeListOptions.strict();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"source,target", "SRC,Dst", "from,to", "Source,to"})
    void anEdgeLeadsFromTheFirstToTheSecondSensor(String header) throws IOException {
        GraphTensor graph = EdgeListCsv.read(file(header + "\nnorth,south\nsouth,west\n"), IDS);
        assertEquals(2, graph.edgeCount());
        assertEquals(0, graph.source(0));
        assertEquals(1, graph.target(0));
        assertEquals(1, graph.source(1));
        assertEquals(2, graph.target(1));
        assertFalse(graph.isWeighted());
    }

    @Test
    void columnsMayComeInAnyOrder() throws IOException {
        GraphTensor graph = EdgeListCsv.read(file("weight,target,source\n0.5,south,north\n2,west,south\n"), IDS);
        assertEquals(0, graph.source(0));
        assertEquals(0.5f, graph.weight(0));
        assertEquals(2f, graph.weight(1));
    }

    @Test
    void withoutSensorsGivenTheyAreCollected() throws IOException {
        IndexedGraph<String> graph = EdgeListCsv.read(file("from,to\nc,a\na,b\n"));
        assertEquals(List.of("c", "a", "b"), graph.vertices());
        assertEquals(3, graph.tensor().nodeCount());
        assertEquals(1, graph.tensor().target(0));
    }

    @Test
    void selfLoopsAreKept() throws IOException {
        GraphTensor graph = EdgeListCsv.read(file("from,to\nnorth,north\nnorth,south\nsouth,west\n"), IDS);
        assertEquals(3, graph.edgeCount());
        assertEquals(graph.source(0), graph.target(0));
    }

    @Test
    void positionsMayStandForIds() throws IOException {
        Path csv = file("src,dst\n0,2\n2,1\n");
        GraphTensor graph = EdgeListCsv.read(csv, IDS, STRICT.withByPosition(true));
        assertEquals(2, graph.target(0));
        assertMessage(() -> EdgeListCsv.read(csv, IDS), "option byPosition");
        assertMessage(() -> EdgeListCsv.read(csv, STRICT.withByPosition(true)), "positions mean something only");
    }

    @Test
    void distancesBecomeWeightsWithAKernel() throws IOException {
        Path csv = file("from,to,distance\nnorth,south,1\nsouth,west,2\nwest,north,9\n");
        GaussianKernel kernel = GaussianKernel.defaults().withTheta(2);
        GraphTensor graph = EdgeListCsv.read(csv, IDS, STRICT.withKernel(kernel));
        assertEquals(2, graph.edgeCount());
        for (int e = 0; e < 2; e++) {
            int from = graph.source(e);
            assertEquals(from + 1, graph.target(e));
            assertEquals(from == 0 ? Math.exp(-0.25) : Math.exp(-1), graph.weight(e), 1e-6);
        }
    }

    @Test
    void aColumnThatMayOrMayNotBeAWeightMustBeNamed() throws IOException {
        Path csv = file("from,to,cost\nnorth,south,1\nsouth,west,2\n");
        assertMessage(() -> EdgeListCsv.read(csv, IDS), "no column 'weight'", "from,to,cost", "option kernel");
        assertEquals(
                2f, EdgeListCsv.read(csv, IDS, STRICT.withWeightColumn("Cost")).weight(1));
        assertFalse(EdgeListCsv.read(csv, IDS, STRICT.withWeightColumn("")).isWeighted());
        assertMessage(() -> EdgeListCsv.read(csv, IDS, STRICT.withWeightColumn("w")), "no column 'w'");
        assertMessage(
                () -> EdgeListCsv.read(csv, IDS, STRICT.withKernel(GaussianKernel.defaults())),
                "no column 'distance'",
                "option distanceColumn");
    }

    @Test
    void unknownSensorsAreListedWithTheNearestName() throws IOException {
        Path csv = file("from,to\nnorth,south\nsoutn,west\nwest,east of eden\n");
        assertMessage(
                () -> EdgeListCsv.read(csv, IDS),
                "2 edge(s) of a sensor that the series does not have",
                "line 3 names 'soutn' (did you mean 'south'?)",
                "line 4 names 'east of eden'",
                "option skipUnknown");
        GraphTensor graph =
                EdgeListCsv.read(csv, IDS, STRICT.withSkipUnknown(true).withAllowIsolated(true));
        assertEquals(1, graph.edgeCount());
    }

    @Test
    void sensorsWithoutNeighboursMustBeAllowed() throws IOException {
        Path csv = file("from,to\nnorth,south\nwest,west\n");
        assertMessage(
                () -> EdgeListCsv.read(csv, IDS), "1 of 3 sensor(s) without an edge", "west", "option allowIsolated");
        assertEquals(
                2, EdgeListCsv.read(csv, IDS, STRICT.withAllowIsolated(true)).edgeCount());
    }

    @Test
    void repeatedEdgesAreListedOrResolved() throws IOException {
        Path csv = file("from,to,weight\nnorth,south,1\nsouth,west,1\nnorth,south,3\nsouth,north,5\n");
        assertMessage(
                () -> EdgeListCsv.read(csv, IDS),
                "1 edge(s) listed more than once",
                "line 4 repeats north to south of line 2",
                "option duplicates");
        assertEquals(1f, resolved(csv, Duplicates.FIRST));
        assertEquals(3f, resolved(csv, Duplicates.LAST));
        assertEquals(4f, resolved(csv, Duplicates.SUM));
    }

    private static float resolved(Path csv, Duplicates duplicates) {
        GraphTensor graph = EdgeListCsv.read(csv, IDS, STRICT.withDuplicates(duplicates));
        assertEquals(3, graph.edgeCount());
        return graph.weight(0);
    }

    @Test
    void distancesAreNotSummed() throws IOException {
        Path csv = file("from,to,distance\nnorth,south,1\nsouth,west,2\n");
        EdgeListOptions options = STRICT.withKernel(GaussianKernel.defaults()).withDuplicates(Duplicates.SUM);
        assertMessage(() -> EdgeListCsv.read(csv, IDS, options), "distances cannot be summed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "", "Infinity", "heavy"})
    void weightsThatCannotBeAreListed(String weight) throws IOException {
        assertMessage(
                () -> EdgeListCsv.read(file("from,to,weight\nnorth,south,1\nsouth,west," + weight + "\n"), IDS),
                "1 edge(s) without a usable weight",
                "line 3 has '" + weight + "'",
                "at least 0");
    }

    @Test
    void aWeightOfZeroIsAnEdge() throws IOException {
        GraphTensor graph = EdgeListCsv.read(file("from,to,weight\nnorth,south,0\nsouth,west,1\n"), IDS);
        assertTrue(graph.isWeighted());
        assertEquals(0f, graph.weight(0));
    }

    @Test
    void filesThatAreNoEdgeListsAreExplained() throws IOException {
        assertMessage(() -> EdgeListCsv.read(file(""), IDS), "x.csv is empty");
        assertMessage(() -> EdgeListCsv.read(file("from,to\n"), IDS), "no edges below its header");
        assertMessage(
                () -> EdgeListCsv.read(file("a,b\nnorth,south\n"), IDS), "no column source or src or from", "'a,b'");
        assertMessage(() -> EdgeListCsv.read(file("from,b\nnorth,south\n"), IDS), "no column target or dst or to");
        assertMessage(() -> EdgeListCsv.read(file("from;to\nnorth;south\n"), IDS), "option separator");
        assertMessage(
                () -> EdgeListCsv.read(file("from,to\nnorth\nsouth,west,1\n"), IDS),
                "2 line(s)",
                "line 2 has 1; line 3 has 3");
        assertMessage(() -> EdgeListCsv.read(file("from,to\nnorth,south\n,west\n"), IDS), "line 3 names ''");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("x.csv"), content);
    }
}
