package io.github.sibyl4j.reasoning.calculus;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Composition tables in JSON, see {@link Calculus#read}. */
final class CalculusJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> FIELDS = Set.of("calculus", "relations", "identity", "converse", "composition");

    private final String source;

    private CalculusJson(String source) {
        this.source = source;
    }

    static Calculus read(Path file) {
        require(Files.isRegularFile(file), "there is no file %s: give a composition table in JSON", file);
        try (InputStream in = Files.newInputStream(file)) {
            return new CalculusJson(String.valueOf(file.getFileName())).parse(in);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read (" + e + "). Check its permissions.", e);
        }
    }

    static Calculus embedded(String name) {
        try (InputStream in = CalculusJson.class.getResourceAsStream(name)) {
            return new CalculusJson(name).parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Calculus parse(InputStream in) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(in);
        } catch (MismatchedInputException e) {
            throw new InvalidInputException(
                    source + ": there is more after the end of the table, line "
                            + e.getLocation().getLineNr() + ": expected one object alone",
                    e);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new InvalidInputException(
                    source + " is not JSON: " + withoutSource(e.getOriginalMessage())
                            + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()),
                    e);
        }
        require(root.isObject(), "%s: expected an object with %s", source, FIELDS);
        root.fieldNames()
                .forEachRemaining(field ->
                        require(FIELDS.contains(field), "%s: unknown field '%s', expected %s", source, field, FIELDS));
        return Calculus.of(
                text(field(root, "calculus"), "calculus"),
                texts(field(root, "relations"), "relations"),
                text(field(root, "identity"), "identity"),
                converses(field(root, "converse")),
                compositions(field(root, "composition")));
    }

    /** A parser's message may end in where something started, in words of its own. */
    private static String withoutSource(String message) {
        return message.replaceFirst(" \\((for|start).*", "");
    }

    private JsonNode field(JsonNode parent, String name) {
        JsonNode field = parent.get(name);
        require(field != null, "%s: the field '%s' is missing", source, name);
        return field;
    }

    private String text(JsonNode node, String where) {
        require(node.isTextual(), "%s: %s must be a text, found %s", source, where, node);
        return node.asText();
    }

    private List<String> texts(JsonNode node, String where) {
        require(node.isArray(), "%s: %s must be a list of names, found %s", source, where, node);
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(text(each, where)));
        return texts;
    }

    private Map<String, String> converses(JsonNode node) {
        requireObject(node, "converse");
        Map<String, String> converses = new LinkedHashMap<>();
        node.properties().forEach(e -> converses.put(e.getKey(), text(e.getValue(), "converse of " + e.getKey())));
        return converses;
    }

    private Map<String, Map<String, List<String>>> compositions(JsonNode node) {
        requireObject(node, "composition");
        Map<String, Map<String, List<String>>> compositions = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> row : node.properties()) {
            requireObject(row.getValue(), "composition of " + row.getKey());
            Map<String, List<String>> cells = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> cell : row.getValue().properties()) {
                String where = row.getKey() + ";" + cell.getKey();
                cells.put(cell.getKey(), texts(cell.getValue(), where));
            }
            compositions.put(row.getKey(), cells);
        }
        return compositions;
    }

    private void requireObject(JsonNode node, String where) {
        require(node.isObject(), "%s: %s must be an object with a field for every relation", source, where);
    }
}
