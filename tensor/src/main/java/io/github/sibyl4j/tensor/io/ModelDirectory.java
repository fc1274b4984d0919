package io.github.sibyl4j.tensor.io;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A saved model: {@code model.json} and one safetensors file, which it names together with its checksum. The weights are
 * written first and under a name of their own, so that replacing {@code model.json} is the one moment at which a new model
 * takes the place of an old one.
 *
 * @param description what {@code model.json} says under "model"
 * @param weights the tensors of the safetensors file
 * @param source how messages about it begin: its folder and a colon, empty if it was not read from one
 */
public record ModelDirectory(String kind, JsonNode description, Map<String, Tensor> weights, String source) {
    private static final int FORMAT = 1;
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights-";
    /** Weights of older models, and what saves that were killed left. */
    private static final String LEFT_BEHIND = "{" + WEIGHTS + "*," + DESCRIPTION + ".*.part}";

    /** Far more than a description of a hundred thousand nodes and a million edges takes. */
    private static final long LONGEST_DESCRIPTION = 1L << 28;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /** A model that a record describes; {@link #describedAs} reads the record back. */
    public ModelDirectory(String kind, Record description, Map<String, Tensor> weights) {
        this(kind, JSON.<JsonNode>valueToTree(description), weights);
    }

    public ModelDirectory(String kind, JsonNode description, Map<String, Tensor> weights) {
        this(kind, description, weights, "");
    }

    /**
     * The description as the record that was saved.
     *
     * @throws InvalidInputException if a part of it is missing, superfluous, or refused by the record's constructor
     */
    public <T extends Record> T describedAs(Class<T> type) {
        try {
            T read = JSON.treeToValue(description, type);
            require(read != null, "%sthe description of the saved model is missing: save the model again", source);
            return read;
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    source + "the description of the saved model is damaged (" + problem(e) + "): save the model again",
                    e);
        }
    }

    /** What a record's constructor says, or what the parser says without its classes, features and sources. */
    private static String problem(JsonProcessingException e) {
        if (e.getCause() instanceof InvalidInputException refused) {
            return refused.getMessage();
        }
        String said = e.getOriginalMessage().lines().findFirst().orElse("");
        String words = said.replaceAll(" of type `[^`]*`", "").replaceFirst(" \\(.*", "");
        String where = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."))
                : "";
        return where.isEmpty() ? words : where + ": " + words;
    }

    /**
     * Reads a model of one kind.
     *
     * @param kind what {@link #kind} must be
     * @throws InvalidInputException if there is none, it is damaged, of another kind, or a newer Sibyl wrote it
     */
    public static ModelDirectory load(Path directory, String kind) throws IOException {
        ModelDirectory saved = load(directory);
        require(
                saved.kind.equals(kind),
                "%s holds a model of the kind '%s', expected '%s': load it with the class that saved it",
                directory,
                saved.kind,
                kind);
        return saved;
    }

    /** The number of values in all tensors: no part of the model that they belong to has more. */
    public long values() {
        return weights.values().stream().mapToLong(Tensor::length).sum();
    }

    /**
     * Refuses a description of a model that has more values than were saved, before weights as large as it says are allocated.
     *
     * @param least how many values such a model has, or fewer
     * @throws InvalidInputException if fewer were saved
     */
    public void requireValues(double least) {
        require(
                least <= values(),
                "%sthe description of the saved model is damaged: it speaks of %.0f values at least, but %d were saved",
                source,
                least,
                values());
    }

    /**
     * A tensor of the saved weights.
     *
     * @throws InvalidInputException if there is none of this name
     */
    public Tensor tensor(String name) {
        Tensor tensor = weights.get(name);
        require(
                tensor != null,
                "%sthe saved model lacks the tensor '%s', it has %s: save the model again",
                source,
                name,
                weights.keySet());
        return tensor;
    }

    /**
     * Writes a model; an interruption leaves the one that was there before. One save at a time into a directory.
     *
     * @throws InvalidInputException if the directory, or one that it lies in, is a file
     */
    public void save(Path directory) throws IOException {
        for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
            require(
                    !Files.exists(at) || Files.isDirectory(at),
                    "a model cannot be saved in %s: %s is a file, expected a folder; name another folder or move the file",
                    directory,
                    at);
        }
        Files.createDirectories(directory);
        Path temporary = directory.resolve(WEIGHTS + UUID.randomUUID() + ".safetensors");
        Safetensors.write(temporary, weights);
        String checksum = sha256(temporary);
        String name = WEIGHTS + checksum.substring(0, 16) + ".safetensors";
        Files.move(temporary, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("kind", kind);
        root.put("weights", name);
        root.put("weightsSha256", checksum);
        root.set("model", description);
        byte[] text = JSON.writeValueAsBytes(root);
        AtomicFile.write(directory.resolve(DESCRIPTION), channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, LEFT_BEHIND)) {
            for (Path file : old) {
                if (!file.getFileName().toString().equals(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Reads a model.
     *
     * @throws InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static ModelDirectory load(Path directory) throws IOException {
        Path file = directory.resolve(DESCRIPTION);
        require(Files.isRegularFile(file), "there is no model in %s: it has no %s", directory, DESCRIPTION);
        long size = Files.size(file);
        require(
                size <= LONGEST_DESCRIPTION,
                "%s has %d bytes, which is too long for a model's description",
                file,
                size);
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(file + " is damaged (" + problem(e) + "): save the model again", e);
        }
        // A newer format may lack or rename everything else, so it comes first.
        long format = root.path("format").asLong();
        require(
                format <= FORMAT,
                "%s has format %d, this Sibyl reads up to %d: use a newer Sibyl",
                file,
                format,
                FORMAT);
        require(
                format == FORMAT
                        && root.path("kind").isTextual()
                        && root.path("weights").isTextual(),
                "%s is damaged: format, kind or weights is missing; save the model again",
                file);
        String name = root.get("weights").asText();
        require(
                name.startsWith(WEIGHTS) && !name.contains("/") && !name.contains("\\"),
                "%s names the weights '%s', which is no file beside it",
                file,
                name);
        Path weightsFile = directory.resolve(name);
        Map<String, Tensor> weights = Safetensors.read(weightsFile);
        require(
                sha256(weightsFile).equals(root.path("weightsSha256").asText()),
                "%s does not have the checksum that %s names: the file was changed or damaged; save the model again",
                weightsFile,
                file);
        return new ModelDirectory(root.get("kind").asText(), root.path("model"), weights, directory + ": ");
    }

    private static String sha256(Path file) throws IOException {
        return new Sha256().add(Files.readAllBytes(file)).hex();
    }
}
