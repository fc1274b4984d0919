package io.github.sibyl4j.tensor.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Saves one model after another into a folder until it is killed. */
final class SaveForever {
    private SaveForever() {}

    public static void main(String[] folder) throws IOException {
        for (int i = 0; true; i++) {
            var description = JsonNodeFactory.instance.objectNode().put("value", i);
            new ModelDirectory("test", description, Map.of("w", Tensor.full(i, 100_000))).save(Path.of(folder[0]));
        }
    }
}
