package io.github.sibyl4j.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
    @TempDir
    Path folder;

    private static ModelDirectory model(float value) {
        return new ModelDirectory(
                "test", JsonNodeFactory.instance.objectNode().put("size", 3), Map.of("w", Tensor.full(value, 3)));
    }

    private void assertRefused(String part) {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> ModelDirectory.load(folder));
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private Path weights() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void readsWhatItWroteAndKeepsOneModel() throws IOException {
        model(1).save(folder);
        model(2).save(folder);
        ModelDirectory read = ModelDirectory.load(folder);
        assertEquals("test", read.kind());
        assertEquals(3, read.description().get("size").asInt());
        assertArrayEquals(new float[] {2, 2, 2}, read.weights().get("w").toArray());
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void keepsTheOldModelWhenASaveIsCutOff() throws IOException {
        model(1).save(folder);
        byte[] before = Files.readAllBytes(folder.resolve("model.json"));
        // What a process leaves that is killed after the new weights and before the new description.
        model(2).save(folder.resolve("other"));
        try (var files = Files.list(folder.resolve("other"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("model.json.123.part"), "{\"format\":");
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("model.json")));
        assertArrayEquals(
                new float[] {1, 1, 1},
                ModelDirectory.load(folder).weights().get("w").toArray());
        model(3).save(folder);
        assertArrayEquals(
                new float[] {3, 3, 3},
                ModelDirectory.load(folder).weights().get("w").toArray());
        assertFalse(Files.exists(folder.resolve("model.json.123.part")));
    }

    @RepeatedTest(3)
    void holdsAWholeModelWheneverASaveIsKilled(RepetitionInfo repetition) throws Exception {
        Process saver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SaveForever.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (saver.isAlive() && !Files.exists(folder.resolve("model.json"))) {
            Thread.sleep(5);
        }
        Thread.sleep(37 * repetition.getCurrentRepetition());
        assertTrue(saver.isAlive(), () -> "the saver ended: " + folder);
        saver.destroyForcibly().waitFor();
        ModelDirectory read = ModelDirectory.load(folder);
        float[] expected = new float[100_000];
        Arrays.fill(expected, read.description().get("value").floatValue());
        assertArrayEquals(expected, read.weights().get("w").toArray());
    }

    @Test
    void refusesANewerFormatWhateverElseItHolds() throws IOException {
        Files.writeString(folder.resolve("model.json"), "{\"format\": 2, \"parts\": []}");
        assertRefused("use a newer Sibyl");
        Files.writeString(folder.resolve("model.json"), "{\"format\": 1e30, \"kind\": 5}");
        assertRefused("use a newer Sibyl");
    }

    @Test
    void refusesADescriptionThatIsTooLongToReadAtOnce() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("model.json").toFile(), "rw")) {
            file.setLength(10_000_000_000L);
        }
        assertRefused("10000000000 bytes");
    }

    @Test
    void refusesWhatIsMissingOrDamaged() throws IOException {
        assertRefused("there is no model");
        model(1).save(folder);
        String good = Files.readString(folder.resolve("model.json"));
        Files.writeString(folder.resolve("model.json"), good.substring(0, good.length() / 2));
        assertRefused("is damaged");
        Files.writeString(folder.resolve("model.json"), good.replace("\"format\" : 1", "\"format\" : 2"));
        assertRefused("use a newer Sibyl");
        Files.writeString(folder.resolve("model.json"), "{}");
        assertRefused("format, kind or weights is missing");
        Files.writeString(folder.resolve("model.json"), good.replaceAll("weights-\\w+.safetensors", "weights-../x"));
        assertRefused("no file beside it");
        Files.writeString(folder.resolve("model.json"), good);
        byte[] bytes = Files.readAllBytes(weights());
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights(), bytes);
        assertRefused("checksum");
        Files.delete(weights());
        assertRefused("there is no weights file");
    }

    enum Shape {
        ROUND
    }

    record Description(int size, Shape shape) {
        Description {
            InvalidInputException.require(size > 0, "size must be positive, found %d", size);
        }
    }

    @Test
    void saysWithoutWordsOfTheParserWhatIsDamaged() throws IOException {
        model(1).save(folder);
        String good = Files.readString(folder.resolve("model.json"));
        assertDamaged("shape: Missing creator property 'shape'", good);
        assertDamaged(
                "(size must be positive, found 0)",
                good.replace("\"size\" : 3", "\"size\" : " + "0, \"shape\" : \"ROUND\""));
        assertDamaged(
                "shape: Cannot deserialize value from String \"FLAT\"",
                good.replace("\"size\" : 3", "\"size\" : " + "3, \"shape\" : \"FLAT\""));
        assertDamaged(
                "x: Unrecognized field \"x\"",
                good.replace("\"size\" : 3", "\"size\" : " + "3, \"shape\" : \"ROUND\", \"x\" : 1"));
        Files.writeString(folder.resolve("model.json"), good.substring(0, good.length() / 2));
        String message = assertThrows(InvalidInputException.class, () -> ModelDirectory.load(folder))
                .getMessage();
        assertFalse(message.contains("Source"), message);
    }

    private void assertDamaged(String part, String text) throws IOException {
        Files.writeString(folder.resolve("model.json"), text);
        ModelDirectory saved = ModelDirectory.load(folder);
        String message = assertThrows(InvalidInputException.class, () -> saved.describedAs(Description.class))
                .getMessage();
        assertTrue(message.startsWith(folder + ": the description of the saved model is damaged"), message);
        assertTrue(message.contains(part), message);
        assertFalse(message.contains("sibyl4j") || message.contains("Feature"), message);
    }

    @Test
    void refusesToSaveWhereAFileIs() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        for (Path at : List.of(file, file.resolve("model"))) {
            String message = assertThrows(InvalidInputException.class, () -> model(1).save(at))
                    .getMessage();
            assertTrue(message.contains(at + ": " + file + " is a file, expected a folder"), message);
        }
    }

    @Test
    void refusesAnotherKindAndTensorsThatAreNotThere() throws IOException {
        model(1).save(folder);
        String kind = assertThrows(InvalidInputException.class, () -> ModelDirectory.load(folder, "other"))
                .getMessage();
        assertTrue(kind.contains("kind 'test'") && kind.contains("expected 'other'"), kind);
        ModelDirectory saved = ModelDirectory.load(folder, "test");
        assertEquals(3, saved.values());
        assertEquals(1, saved.tensor("w").get(2));
        String tensor = assertThrows(InvalidInputException.class, () -> saved.tensor("v"))
                .getMessage();
        assertTrue(tensor.contains("lacks the tensor 'v'") && tensor.contains("[w]"), tensor);
    }
}
