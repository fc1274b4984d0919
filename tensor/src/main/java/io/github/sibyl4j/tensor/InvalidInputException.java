package io.github.sibyl4j.tensor;

import java.util.Locale;

/**
 * Data, a file or a setting that cannot be used as given. The message names what was given, what was expected and how
 * to mend it; a command line shows it alone, without a stack trace.
 */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws unless {@code condition} holds; {@code template} and {@code arguments} are those of {@link String#format}. */
    public static void require(boolean condition, String template, Object... arguments) {
        if (!condition) {
            throw new InvalidInputException(String.format(Locale.ROOT, template, arguments));
        }
    }
}
