package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Files of GraphLog (Sinha et al. 2020), plain or gzip: JSON lines with {@code edges} {@code [[u, v, label], ...]} and {@code query}
 * {@code [head, tail, label]}. Self-loops and parallel edges are kept, as its generator makes them. GraphLog is licensed for
 * non-commercial use (CC BY-NC 4.0) and not part of this library.
 */
public final class GraphLogJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private GraphLogJson() {}

    /**
     * All lines over the relations that occur in the file, in alphabetical order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the file is missing or a line is malformed; the message names line
     *     and field
     */
    public static RelationalDataset read(Path file) {
        return ProblemRow.dataset(rows(file));
    }

    /**
     * All lines over known relations, those of a training file.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #read(Path)}, and if a relation is unknown
     */
    public static RelationalDataset read(Path file, RelationVocabulary relations) {
        return ProblemRow.dataset(rows(file), relations);
    }

    private static List<ProblemRow> rows(Path file) {
        String name = String.valueOf(file.getFileName());
        require(Files.isRegularFile(file), "there is no file %s: check the path", file.toAbsolutePath());
        List<ProblemRow> rows = new ArrayList<>();
        try (BufferedReader lines = open(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
                    line = line.substring(1);
                }
                if (!line.isBlank()) {
                    rows.add(row(name + ": line " + number, line));
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read after line " + rows.size() + ": " + e, e);
        }
        require(!rows.isEmpty(), "%s is empty, expected a JSON object in each line", name);
        return rows;
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = bytes.read() | bytes.read() << 8;
        bytes.reset();
        InputStream text = magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes;
        return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    }

    private static ProblemRow row(String where, String line) {
        JsonNode root;
        try {
            root = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new InvalidInputException(
                    where + ", column " + column
                            + ": no JSON, expected one object {\"edges\": [...], \"query\": [...]} and nothing after it",
                    e);
        }
        JsonNode list = root.path("edges");
        require(list.isArray(), "%s: 'edges' is no list, expected [[u, v, label], ...]", where);
        int[] edges = new int[2 * list.size()];
        List<String> labels = new ArrayList<>();
        for (int e = 0; e < list.size(); e++) {
            labels.add(triple(list.get(e), where + ", edges[" + e + "]", edges, 2 * e));
        }
        int[] query = new int[2];
        String target = triple(root.path("query"), where + ", query", query, 0);
        return new ProblemRow(where, edges, labels, query, target);
    }

    private static String triple(JsonNode triple, String where, int[] ends, int at) {
        require(
                triple.isArray()
                        && triple.size() == 3
                        && isEntity(triple.get(0))
                        && isEntity(triple.get(1))
                        && triple.get(2).isTextual(),
                "%s is %s, expected [from, to, \"label\"] with numbers from 0 on",
                where,
                triple.isMissingNode() ? "missing" : triple);
        ends[at] = triple.get(0).intValue();
        ends[at + 1] = triple.get(1).intValue();
        return triple.get(2).textValue();
    }

    private static boolean isEntity(JsonNode node) {
        return node.isInt() && node.intValue() >= 0 && node.intValue() < Integer.MAX_VALUE;
    }
}
