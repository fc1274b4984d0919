package io.github.sibyl4j.reasoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the formats of CLUTRR and GraphLog, with problems of our own. */
class ProblemFilesTest {
    private static final String HEADER = ",id,story,query,target,story_edges,edge_types,query_edge\n";
    private static final String ROW =
            "0,a,\"A story, told\",\"('Ann', 'Bob')\",uncle,\"[(0, 1), (1, 2)]\",\"['father', 'brother']\",\"(0, 2)\"\n";
    private static final String LINE =
            "{\"edges\": [[0, 1, \"R_2\"], [1, 1, \"R_0\"]], \"query\": [0, 1, \"R_1\"], \"rules\": []}\n";

    @TempDir
    private Path folder;

    private Path file(String name, String text) {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private Path latin(String text) {
        try {
            return Files.writeString(folder.resolve("latin.csv"), text, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RelationalGraph graph(int entities, int[] head, int[] tail, int... relation) {
        return RelationalGraph.of(entities, head, tail, relation);
    }

    @Test
    void readsClutrrPlainAndPacked() {
        RelationalDataset data = ClutrrCsv.read(file("train.csv", HEADER + ROW));
        assertEquals(List.of("brother", "father", "uncle"), data.relations().names());
        RelationalGraph expected = graph(3, new int[] {0, 1}, new int[] {1, 2}, 1, 0);
        assertEquals(List.of(new RelationalInstance(expected, 0, 2, 2)), data.instances());
        assertEquals(data, ClutrrCsv.read(file("train.csv.gz", HEADER + ROW)));
    }

    @Test
    void readsTheNamesOfClutrrsPeople() {
        String names = "Ann:female,Bob:male,Cid:male";
        String text = HEADER.strip() + ",genders\n" + ROW.strip() + ",\"" + names + "\"\n";
        assertEquals(List.of(List.of("Ann", "Bob", "Cid")), ClutrrCsv.people(file("names.csv", text)));
        assertEquals(1, ClutrrCsv.read(file("names.csv", text)).size());
        assertEquals(List.of(), ClutrrCsv.people(file("train.csv", HEADER + ROW)));
        assertRefused(
                "line 2, column genders: it names 2 people, but edges and query number them up to 2: 'Ann:female,Cid:male'",
                ClutrrCsv::people,
                file("names.csv", text.replace("Bob:male,", "")));
        assertRefused(
                "line 2, column genders: it names 3 people, but edges and query number them up to 9: 'Ann:female,Bob:male",
                ClutrrCsv::people,
                file("names.csv", text.replace("(0, 2)", "(0, 9)")));
    }

    @Test
    void readsGraphLogPlainAndPackedWithItsSelfLoops() {
        RelationalDataset data = GraphLogJson.read(file("train.jsonl", LINE + LINE));
        assertEquals(List.of("R_0", "R_1", "R_2"), data.relations().names());
        RelationalInstance expected =
                new RelationalInstance(graph(2, new int[] {0, 1}, new int[] {1, 1}, 2, 0), 0, 1, 1);
        assertEquals(List.of(expected, expected), data.instances());
        assertEquals(data, GraphLogJson.read(file("train.jsonl.gz", LINE + LINE)));
    }

    @Test
    void skipsAByteOrderMark() {
        assertEquals(
                ClutrrCsv.read(file("train.csv", HEADER.substring(1) + ROW.substring(2))),
                ClutrrCsv.read(file("train.csv", "\uFEFF" + HEADER.substring(1) + ROW.substring(2))));
        assertEquals(
                GraphLogJson.read(file("train.jsonl", LINE)), GraphLogJson.read(file("train.jsonl", "\uFEFF" + LINE)));
    }

    @Test
    void namesLineAndColumnOfWhatIsWrongInClutrr() {
        assertRefused(
                "there are bytes that are not UTF-8 text. Save the file as UTF-8.",
                ClutrrCsv::read,
                latin(HEADER + ROW.replace("uncle", "gro\u00DFonkel")));
        assertClutrr("no column 'query_edge' in the header", HEADER.replace("query_edge", "edge") + ROW);
        assertClutrr("has no rows below its header", HEADER);
        assertClutrr("line 2 has 7 fields, the header has 8", HEADER + ROW.replace("0,a", "0"));
        assertClutrr(
                "line 3, column story_edges, character 7: expected ')', found ']'",
                HEADER + ROW + ROW.replace("(0, 1), (1, 2)]", "(0, 1]"));
        assertClutrr(
                "line 2, column edge_types, character 2: expected a quoted text, found 'f'",
                HEADER + ROW.replace("'father'", "father"));
        assertClutrr("line 2: 2 edges and 1 labels", HEADER + ROW.replace(", 'brother'", ""));
        assertClutrr(
                "line 2: the query asks for the relation of entity 2 to itself",
                HEADER + ROW.replace("(0, 2)\"\n", "(2, 2)\"\n"));
        assertClutrr("line 2: the target is empty", HEADER + ROW.replace("uncle", ""));
        RelationVocabulary other = RelationVocabulary.of("father", "uncle");
        assertRefused(
                "line 2: there is no relation 'brother' among [father, uncle]",
                file -> ClutrrCsv.read(file, other),
                file("test.csv", HEADER + ROW));
    }

    @Test
    void namesLineAndFieldOfWhatIsWrongInGraphLog() {
        assertGraphLog("is empty", "\n");
        assertGraphLog("line 2, column 11: no JSON, expected one object", LINE + "{\"edges\": ]}");
        assertGraphLog("line 1, column", LINE.strip() + " {}");
        assertGraphLog("and nothing after it", LINE.strip() + " x");
        assertGraphLog("line 1: 'edges' is no list", "{\"query\": [0, 1, \"R_1\"]}");
        assertGraphLog(
                "line 1, edges[1] is [1,\"x\",\"R_0\"], expected [from, to, \"label\"]",
                LINE.replace("1, 1", "1, \"x\""));
        assertGraphLog("line 1, edges[0] is [-1,1,\"R_2\"]", LINE.replace("[0, 1, \"R_2\"]", "[-1, 1, \"R_2\"]"));
        assertGraphLog("line 2, query is missing", LINE + LINE.replace("query", "question"));
        RelationVocabulary other = RelationVocabulary.of("R_0", "R_2");
        assertRefused(
                "line 1: there is no relation 'R_1'", file -> GraphLogJson.read(file, other), file("test.jsonl", LINE));
        assertRefused("there is no file", GraphLogJson::read, folder.resolve("none.jsonl"));
    }

    private void assertClutrr(String part, String text) {
        assertRefused(part, ClutrrCsv::read, file("bad.csv", text));
    }

    private void assertGraphLog(String part, String text) {
        assertRefused(part, GraphLogJson::read, file("bad.jsonl", text));
    }

    private static void assertRefused(String part, Function<Path, ?> reader, Path file) {
        String message = assertThrows(InvalidInputException.class, () -> reader.apply(file))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
