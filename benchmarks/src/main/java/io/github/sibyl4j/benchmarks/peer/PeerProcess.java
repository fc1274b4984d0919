package io.github.sibyl4j.benchmarks.peer;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A peer in another language that works beside us: it says a line of JSON when it is ready, answers {@code round K} with a
 * line that holds the times of K steps (after 10 ms of steps that do not count), {@code memory} with what a step takes, and
 * ends at {@code quit}.
 */
public final class PeerProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int QUIET_MILLIS = 25;
    private static final int LONGEST_WAIT_MILLIS = 2_000;

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;
    private final JsonNode configuration;

    /**
     * The most memory that a step of the peer takes.
     *
     * @param tensorMegabytes by its allocator: everything that outlives a step, and the peak of one step
     * @param processMegabytes what its process grew by since its imports
     */
    public record Memory(double tensorMegabytes, double processMegabytes) {}

    private PeerProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        configuration = answer();
    }

    /** Starts any command that speaks the protocol. */
    public static PeerProcess start(List<String> command) throws IOException {
        return new PeerProcess(command);
    }

    /**
     * Starts a script of {@code benchmarks/peers} with the interpreter of its virtual environment, or that of the
     * environment variable {@code SIBYL_PEER_PYTHON}.
     *
     * @throws InvalidInputException if there is no such interpreter
     */
    public static PeerProcess python(Path peers, String script, List<String> arguments) throws IOException {
        String chosen = System.getenv("SIBYL_PEER_PYTHON");
        Path interpreter = chosen != null ? Path.of(chosen) : peers.resolve(".venv/bin/python");
        require(
                Files.isExecutable(interpreter),
                "there is no Python at %s: run %s, or name one with PyTorch in SIBYL_PEER_PYTHON",
                interpreter,
                peers.resolve("setup.sh"));
        List<String> command = new ArrayList<>(
                List.of(interpreter.toString(), peers.resolve(script).toString()));
        command.addAll(arguments);
        return start(command);
    }

    /** What the peer said of itself when it was ready. */
    public JsonNode configuration() {
        return configuration;
    }

    /**
     * The times of steps in milliseconds. Lets the peer make them while our threads rest, and returns when the peer's rest: the helpers of OpenMP go on
     * spinning for milliseconds after their last task and would take a processor from us, as our compiler's threads would
     * from the peer.
     */
    public List<Double> round(int steps) throws IOException {
        rest();
        JsonNode answer = ask("round " + steps);
        List<Double> times = new ArrayList<>();
        answer.path("times_ms").forEach(time -> times.add(time.asDouble()));
        awaitRest();
        return times;
    }

    /** Any other request that the script knows, and its answer. */
    public JsonNode ask(String request) throws IOException {
        requests.write(request + "\n");
        requests.flush();
        return answer();
    }

    /** Lets the peer make a step that is watched and not timed. */
    public Memory memory() throws IOException {
        JsonNode answer = ask("memory");
        return new Memory(
                answer.path("peak_mb").asDouble(Double.NaN),
                answer.path("peak_rss_mb").asDouble(Double.NaN));
    }

    private void awaitRest() {
        Duration before;
        Duration now = processorTime();
        int waited = 0;
        do {
            before = now;
            rest();
            waited += QUIET_MILLIS;
            now = processorTime();
        } while (!now.equals(before) && waited < LONGEST_WAIT_MILLIS);
    }

    /** What the peer has used; always zero on a system that does not tell. */
    private Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void rest() {
        LockSupport.parkNanos(QUIET_MILLIS * 1_000_000L);
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new InvalidInputException("the peer ended before it answered; what it printed above says why");
        }
        return JSON.readTree(line);
    }

    @Override
    public void close() throws IOException {
        try {
            requests.write("quit\n");
            requests.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
