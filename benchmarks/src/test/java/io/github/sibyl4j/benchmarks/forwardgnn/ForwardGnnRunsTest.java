package io.github.sibyl4j.benchmarks.forwardgnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.FinishedRuns;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardGnnRunsTest {
    private static final Cell CELL = new Cell(Cell.NODES, "CiteSeer", "SF", "GCN", 2);

    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        Path graph = Files.createDirectories(folder.resolve("citeseer-full"));
        writeSmallGraph(graph);
        Path finished = folder.resolve("runs.csv");
        List<String> first = new ArrayList<>();
        Pattern only = Pattern.compile("node-class CiteSeer CaFo SAGE");
        String table = new ForwardGnnRuns(folder, finished, only, 2)
                .run("abc", first::add)
                .markdown();
        assertEquals(10, first.size());
        assertTrue(first.get(0).startsWith("node-class CiteSeer CaFo SAGE 1, run 0: "), first.get(0));
        assertTrue(table.contains("| node-class | CiteSeer | CaFo | SAGE | 2 |"), table);
        assertFalse(table.contains("| SAGE | 3 |"), table);
        assertTrue(table.contains("link splits are drawn anew"), table);
        List<String> lines = Files.readAllLines(finished);
        assertEquals(11, lines.size());
        // What was cut off with the last run is done again, and nothing else.
        Files.write(finished, lines.subList(0, 10));
        List<String> again = new ArrayList<>();
        assertEquals(
                table,
                new ForwardGnnRuns(folder, finished, only, 2)
                        .run("abc", again::add)
                        .markdown());
        assertEquals(1, again.size());
    }

    private static void writeSmallGraph(Path folder) throws IOException {
        StringBuilder labels = new StringBuilder("node,label\n");
        StringBuilder features = new StringBuilder("node,feature_indices\n");
        StringBuilder edges = new StringBuilder("src,dst\n");
        StringBuilder splits = new StringBuilder("node,s0,s1,s2,s3,s4\n");
        for (int i = 0; i < 30; i++) {
            labels.append(i).append(',').append(i % 2).append('\n');
            features.append(i)
                    .append(',')
                    .append(i % 2)
                    .append(' ')
                    .append(2 + i % 5)
                    .append('\n');
            if (i >= 2) {
                edges.append(i - 2).append(',').append(i).append('\n');
            }
            int part = i % 5 == 4 ? 2 : i % 5 == 3 ? 1 : 0;
            splits.append(i).append(("," + part).repeat(5)).append('\n');
        }
        Files.writeString(folder.resolve("labels.csv"), labels);
        Files.writeString(folder.resolve("features.csv"), features);
        Files.writeString(folder.resolve("edges.csv"), edges);
        Files.writeString(folder.resolve("node_splits.csv"), splits);
    }

    @Test
    void readsWhatThePaperPrints() {
        var published = PublishedTables.read();
        assertEquals(900, published.size());
        assertEquals(new PublishedTables.Figure(94.18, 0.7), published.get(CELL));
    }

    @Test
    void saysWhichCellsAgree() {
        List<Run> runs = IntStream.range(0, 2)
                .mapToObj(i -> new Run(CELL, i, 93 + i, 90, 100, 50, 1.5, 20, "abc"))
                .toList();
        var published = PublishedTables.read();
        String table = new ForwardGnnTable(published, runs, cell -> true).markdown();
        assertTrue(table.contains("| SF | GCN | 2 | 94.18 ± 0.7 | 93.50 ± 0.50 (2) | -0.68 | -1.0 | agrees |"), table);
        ObjectNode document = new ObjectMapper().createObjectNode();
        new ForwardGnnTable(published, runs, cell -> true).addTo(document);
        assertEquals(2, document.get("runs").size());
        assertEquals(93.5, document.get("cells").get(0).get("mean").asDouble());
        assertEquals(0.5, document.get("cells").get(0).get("population_sd").asDouble());
        List<Run> low = List.of(new Run(CELL, 0, 92.7, 90, 100, 50, 1.5, 20, "abc"));
        String differs = new ForwardGnnTable(published, low, cell -> true).markdown();
        assertTrue(differs.contains("**differs**"), differs);
    }

    @Test
    void refusesFilesThatHoldNoRuns() throws IOException {
        Path other = folder.resolve("other.csv");
        Files.writeString(other, "a,b\n1,2\n");
        String message = assertThrows(InvalidInputException.class, () -> FinishedRuns.open(other, Run.FORMAT))
                .getMessage();
        assertTrue(message.contains("other.csv"), message);
        Path cut = folder.resolve("cut.csv");
        FinishedRuns<Run> log = FinishedRuns.open(cut, Run.FORMAT);
        log.add(List.of(new Run(CELL, 0, 93, 90, 100, 50, 1.5, 20, "abc")));
        String text = Files.readString(cut);
        Files.writeString(cut, text.substring(0, text.length() - 20));
        assertTrue(assertThrows(InvalidInputException.class, () -> FinishedRuns.open(cut, Run.FORMAT))
                .getMessage()
                .contains("cut.csv"));
    }
}
