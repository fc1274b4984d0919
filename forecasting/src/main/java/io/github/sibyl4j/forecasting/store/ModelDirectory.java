package io.github.sibyl4j.forecasting.store;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.AtomicFile;
import io.github.sibyl4j.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A saved model: {@code model.json} and one safetensors file, which it names together with its checksum. The weights are
 * written first and under a name of their own, so that replacing {@code model.json} is the one moment at which a new model
 * takes the place of an old one.
 *
 * @param description what {@code model.json} says under "model"
 * @param weights the tensors of the safetensors file
 */
public record ModelDirectory(String kind, JsonNode description, Map<String, Tensor> weights) {
    private static final int FORMAT = 1;
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights-";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes a model; an interruption leaves the one that was there before. */
    public void save(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path temporary = directory.resolve(WEIGHTS + "new.safetensors");
        Safetensors.write(temporary, weights);
        String checksum = sha256(temporary);
        String name = WEIGHTS + checksum.substring(0, 16) + ".safetensors";
        Files.move(temporary, directory.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
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
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, WEIGHTS + "*.safetensors")) {
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
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    file + " is damaged (" + e.getOriginalMessage() + "): save the model again", e);
        }
        require(
                root.path("format").isInt()
                        && root.path("kind").isTextual()
                        && root.path("weights").isTextual(),
                "%s is damaged: format, kind or weights is missing; save the model again",
                file);
        require(
                root.get("format").asInt() <= FORMAT,
                "%s has format %d, this Sibyl reads up to %d: use a newer Sibyl",
                file,
                root.get("format").asInt(),
                FORMAT);
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
        return new ModelDirectory(root.get("kind").asText(), root.path("model"), weights);
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
