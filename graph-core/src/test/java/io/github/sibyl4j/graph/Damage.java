package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Spoils a saved model in every way that its reader has to find. */
public final class Damage {
    private Damage() {}

    /** Writes a model. */
    @FunctionalInterface
    public interface Writer {
        void write(Path folder) throws IOException;
    }

    /** Reads a model. */
    @FunctionalInterface
    public interface Reader {
        Object read(Path folder) throws IOException;
    }

    /**
     * @param save writes a good model into the folder
     * @param load reads it
     */
    public static void assertFound(Path folder, Writer save, Reader load) throws IOException {
        save.write(folder);
        load.read(folder);
        Path json = folder.resolve("model.json");
        String good = Files.readString(json);
        Files.writeString(json, good.substring(0, good.length() / 2));
        refuses("is damaged", folder, load);
        Files.writeString(json, good.replace("\"format\" : 1", "\"format\" : 2"));
        refuses("use a newer Sibyl", folder, load);
        Files.writeString(json, good.replaceFirst("\"kind\" : \"[^\"]*\"", "\"kind\" : \"pudding\""));
        refuses("kind 'pudding'", folder, load);
        Files.writeString(json, good.replaceFirst("\"dataSha256\" : \"[^\"]*\"", "\"pudding\" : 1"));
        refuses("the description of the saved model is damaged", folder, load);
        Files.writeString(json, good);
        Path weights;
        try (var files = Files.list(folder)) {
            weights = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 5));
        refuses("is damaged", folder, load);
        byte[] turned = bytes.clone();
        turned[turned.length - 1] ^= 1;
        Files.write(weights, turned);
        refuses("checksum", folder, load);
        Files.write(weights, bytes);
        ModelDirectory whole = ModelDirectory.load(folder);
        List<String> names = List.copyOf(whole.weights().keySet());
        for (String name : new TreeSet<>(List.of(names.get(0), names.get(names.size() - 1)))) {
            Map<String, Tensor> lacking = new LinkedHashMap<>(whole.weights());
            Tensor removed = lacking.remove(name);
            // Where fewer values were saved than the model takes, that is found first.
            lacking.put("pudding", removed);
            new ModelDirectory(whole.kind(), whole.description(), lacking).save(folder);
            refuses(name, folder, load);
            lacking.remove("pudding");
            lacking.put(name, removed.reshape(1, 1, -1));
            new ModelDirectory(whole.kind(), whole.description(), lacking).save(folder);
            refuses("[1, 1, " + removed.length() + "]", folder, load);
        }
        whole.save(folder);
        load.read(folder);
    }

    private static void refuses(String part, Path folder, Reader load) {
        String message = assertThrows(InvalidInputException.class, () -> load.read(folder))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
