package io.github.sibyl4j.datasets;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import org.junit.jupiter.api.function.Executable;

public final class Failure {
    private Failure() {}

    public static void assertMessage(Executable action, String... fragments) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        for (String fragment : fragments) {
            assertTrue(message.contains(fragment), () -> "'" + fragment + "' is not in: " + message);
        }
    }
}
