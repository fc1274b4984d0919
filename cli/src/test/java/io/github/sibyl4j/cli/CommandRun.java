package io.github.sibyl4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command printed, and its exit code. */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Sibyl.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = commandLine.execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** Exit code 2, nothing done, and a message that holds all these parts. */
    void assertRefused(String... parts) {
        assertEquals(Sibyl.BAD_INPUT, code, this::toString);
        assertEquals("", out);
        for (String part : parts) {
            assertTrue(err.contains(part), this::toString);
        }
    }
}
