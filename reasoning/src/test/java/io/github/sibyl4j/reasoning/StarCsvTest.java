package io.github.sibyl4j.reasoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarCsvTest {
    private static final String HEADER = ",edges,edge_labels,query_edge,query_label\n";
    private static final String ROW =
            "0,\"[(0, 1), (1, 3), (0, 2), (2, 3)]\",\"['EC', 'EQ', 'TPP', 'EC']\",\"(0, 3)\",EC\n";

    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("star.csv"), text);
    }

    private void refuses(String row, String... parts) throws IOException {
        Path file = write(HEADER + ROW + row);
        String message = assertThrows(InvalidInputException.class, () -> StarCsv.read(file))
                .getMessage();
        assertTrue(message.startsWith("star.csv: line 3"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
    }

    @Test
    void readsBothLineEndsAndCompressedFiles() throws IOException {
        RelationalDataset dataset = StarCsv.read(write(HEADER + ROW));
        assertEquals("[EC, EQ, TPP]", dataset.relations().toString());
        RelationalInstance instance = dataset.instances().get(0);
        assertEquals("4 entities: 0-0->1 1-1->3 0-2->2 2-0->3", instance.graph().toString());
        assertEquals(3, instance.tail());
        assertEquals("EC", dataset.relations().name(instance.target()));
        assertEquals(dataset, StarCsv.read(write((HEADER + ROW).replace("\n", "\r\n"))));
        Path packed = folder.resolve("star.csv.gz");
        StarCsv.write(packed, dataset);
        assertEquals(dataset, StarCsv.read(packed));
        Path plain = folder.resolve("again.csv");
        StarCsv.write(plain, dataset);
        assertEquals(HEADER + ROW, Files.readString(plain));
    }

    @Test
    void findsColumnsByName() throws IOException {
        RelationalDataset dataset = StarCsv.read(write(HEADER + ROW));
        assertEquals(dataset, StarCsv.read(write(HEADER.substring(1) + ROW.substring(2))));
        assertEquals(
                dataset,
                StarCsv.read(write("\uFEFF" + HEADER.substring(1).toUpperCase(Locale.ROOT) + ROW.substring(2))));
        assertEquals(
                dataset,
                StarCsv.read(write("query_label,note,edges,edge_labels,query_edge\nEC,x,"
                        + ROW.substring(2).replace(",EC\n", "\n"))));
        Path twice = write(HEADER.replace(",edges", "edges,edges") + ROW);
        assertTrue(assertThrows(InvalidInputException.class, () -> StarCsv.read(twice))
                .getMessage()
                .contains("more than one column 'edges'"));
    }

    @Test
    void readsOverAKnownVocabulary() throws IOException {
        Path file = write(HEADER + ROW);
        RelationalDataset dataset = StarCsv.read(file, RelationVocabulary.of("TPP", "EC", "EQ", "DC"));
        assertEquals(1, dataset.instances().get(0).target());
        String message = assertThrows(
                        InvalidInputException.class, () -> StarCsv.read(file, RelationVocabulary.of("EC", "EQ")))
                .getMessage();
        assertTrue(message.contains("line 2, column edge_labels: unknown relation 'TPP'"), message);
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        refuses("1,\"[(0, 1), (1 2)]\",\"['EC']\",\"(0, 2)\",EC\n", "column edges, character 13: expected ','", "'2'");
        refuses("1,\"[(0, x)]\",\"['EC']\",\"(0, 2)\",EC\n", "character 6: expected a whole number, found 'x'");
        refuses("1,\"[(0, 1)]\",\"[EC]\",\"(0, 1)\",EC\n", "column edge_labels, character 2: expected a quoted text");
        refuses("1,\"[(0, 1)]\",\"['EC]\",\"(0, 1)\",EC\n", "the quote is not closed");
        refuses("1,\"[(0, 1)\",\"['EC']\",\"(0, 1)\",EC\n", "column edges, character 8: expected ',', found the end");
        refuses("1,\"[(0, 1)] \",\"['EC'] x\",\"(0, 1)\",EC\n", "column edge_labels, character 8: expected the end");
        refuses("1,\"[(0, 99999999999)]\",\"['EC']\",\"(0, 1)\",EC\n", "too large");
        refuses("1,\"[(0, 1)]\",\"['EC', 'EC']\",\"(0, 1)\",EC\n", "1 edges and 2 edge_labels");
        refuses("1,\"[(0, 1)]\",\"['EC']\",\"(1, 1)\",EC\n", "column query_edge: both ends are entity 1");
        refuses("1,\"[(0, 1)]\",\"['EC']\",\"(0, 1)\"\n", "4 fields, the header has 5");
        Path headless = write(ROW);
        assertTrue(assertThrows(InvalidInputException.class, () -> StarCsv.read(headless))
                .getMessage()
                .contains("no column 'edges' in the header '0,[(0, 1)"));
        Path empty = write(HEADER);
        assertTrue(assertThrows(InvalidInputException.class, () -> StarCsv.read(empty))
                .getMessage()
                .contains("no rows"));
        assertThrows(InvalidInputException.class, () -> StarCsv.read(folder.resolve("none.csv")));
    }
}
