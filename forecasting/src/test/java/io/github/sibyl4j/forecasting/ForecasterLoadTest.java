package io.github.sibyl4j.forecasting;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecasterLoadTest {
    @Test
    void refusesAKindItDoesNotKnow(@TempDir Path folder) throws IOException {
        new ModelDirectory("test", JsonNodeFactory.instance.objectNode(), Map.of()).save(folder);
        String message = assertThrows(InvalidInputException.class, () -> Forecaster.load(folder))
                .getMessage();
        assertTrue(message.contains("kind 'test'"), message);
        assertTrue(message.contains("time-then-space"), message);
    }
}
