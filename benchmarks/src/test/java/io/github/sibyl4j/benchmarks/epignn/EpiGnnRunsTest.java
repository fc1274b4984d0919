package io.github.sibyl4j.benchmarks.epignn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpiGnnRunsTest {
    private static final String HEADER = ",target,story_edges,edge_types,query_edge\n";
    private static final String TWO_STEPS = ",up,\"[(0, 1), (1, 2)]\",\"['up', 'same']\",\"(0, 2)\"\n";
    private static final String THREE_STEPS =
            ",same,\"[(0, 1), (1, 2), (2, 3)]\",\"['same', 'same', 'same']\",\"(0, 3)\"\n";
    private static final Pattern ONE_FACET = Pattern.compile("^clutrr one-facet$");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void write() throws IOException {
        data = Files.createDirectories(folder.resolve("clutrr/data_db9b8f04"));
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 5; i++) {
            rows.append(TWO_STEPS).append(THREE_STEPS);
        }
        packed("1.2,1.3,1.4_train.csv.gz", rows.toString());
        packed("1.5_test.csv.gz", HEADER + TWO_STEPS + THREE_STEPS);
    }

    private void packed(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(data.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void makesEachRunOnceAndSetsItBesideOthers() throws IOException {
        Path finished = folder.resolve("runs.csv");
        List<String> progress = new ArrayList<>();
        String table = new EpiGnnRuns(folder, finished, ONE_FACET)
                .run("abc", progress::add)
                .markdown();
        assertEquals(1, progress.size());
        assertTrue(progress.get(0).startsWith("clutrr one-facet, seed 1: validation"), progress.get(0));
        assertTrue(table.contains("## clutrr one-facet"), table);
        assertTrue(table.contains("| accuracy in % | k=5 |"), table);
        assertEquals(2, Files.readAllLines(finished).size());
        assertEquals(
                table,
                new EpiGnnRuns(folder, finished, ONE_FACET)
                        .run("abc", progress::add)
                        .markdown());
        assertEquals(1, progress.size());
    }

    @Test
    void setsOtherModelsBesideTheirOwnFigures() throws IOException {
        List<String> progress = new ArrayList<>();
        String table = new EpiGnnRuns(folder, folder.resolve("runs.csv"), Pattern.compile("^clutrr gru$"))
                .run("abc", progress::add)
                .markdown();
        assertEquals(3, progress.size());
        assertTrue(progress.get(2).startsWith("clutrr gru, seed 3: validation 100.00 %"), progress.get(2));
        assertTrue(table.contains("| GRU (table of the NCRL paper) | 95.0 |"), table);
        assertTrue(table.contains("| ours, lowest | 100.0 |"), table);
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        Path finished = folder.resolve("runs.csv");
        assertRefused("no experiment matches sudoku", finished, Pattern.compile("sudoku"));
        assertRefused("for 'rcc8': get it, or choose other experiments", finished, Pattern.compile("^rcc8$"));
        Files.delete(data.resolve("1.5_test.csv.gz"));
        assertRefused("none of the test files of 'clutrr one-facet'", finished, ONE_FACET);
        Files.writeString(finished, "experiment,seed\nclutrr,1\n");
        packed("1.5_test.csv.gz", HEADER + TWO_STEPS);
        assertRefused("line 2 is not of a run of this command", finished, ONE_FACET);
    }

    private void assertRefused(String part, Path finished, Pattern only) {
        String message = assertThrows(InvalidInputException.class, () -> new EpiGnnRuns(folder, finished, only))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void figuresOfOthersBelongToExperimentsThatThereAre() {
        List<String> names = Experiments.all().stream().map(Experiment::name).toList();
        List<String> tests = Experiments.all().stream()
                .flatMap(experiment -> experiment.tests().keySet().stream().map(test -> experiment.name() + test))
                .toList();
        for (Published.Figure figure : Published.read()) {
            assertTrue(names.contains(figure.experiment()), figure.toString());
            assertTrue(tests.contains(figure.experiment() + figure.test()), figure.toString());
        }
    }
}
