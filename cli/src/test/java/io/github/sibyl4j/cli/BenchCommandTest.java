package io.github.sibyl4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    /** Speaks the protocol of the peers: every step takes 2 ms by its own account. */
    private static final String PEER = """
            public class Peer {
                public static void main(String[] args) {
                    System.out.println("{\\"row\\": \\"" + args[2] + "\\", \\"threads\\": " + args[4] + "}");
                    var in = new java.util.Scanner(System.in);
                    while (in.hasNext()) {
                        switch (in.next()) {
                            case "round" -> System.out.println(
                                    "{\\"times_ms\\": [" + "2,".repeat(in.nextInt() - 1) + "2]}");
                            case "memory" -> System.out.println("{\\"peak_mb\\": 8, \\"peak_rss_mb\\": 30}");
                            default -> System.exit(0);
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void comparesARowWithAPeer() throws IOException {
        assumeTrue(System.getenv("SIBYL_PEER_PYTHON") == null, "another peer was asked for");
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no scripts on this system");
        Path interpreter = folder.resolve(".venv/bin/python");
        Files.createDirectories(interpreter.getParent());
        Files.writeString(folder.resolve("Peer.java"), PEER);
        Files.writeString(folder.resolve("steps.py"), "");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(interpreter, "#!/bin/sh\nexec '" + java + "' '" + folder.resolve("Peer.java") + "' \"$@\"\n");
        Files.setPosixFilePermissions(interpreter, PosixFilePermissions.fromString("rwx------"));
        Path json = folder.resolve("figures.json");
        CommandRun run = CommandRun.of(
                "bench",
                "ops",
                "--peers",
                folder.toString(),
                "--only",
                "^add train$",
                "--rounds",
                "2",
                "--json",
                json.toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().contains("./sibyl bench ops --peers " + folder), run::toString);
        assertTrue(run.out().contains("--only '^add train$' --rounds 2"), run::toString);
        assertTrue(run.out().contains("| add train | "), run::toString);
        assertTrue(run.out().contains("| 2.000 (2.000-2.000) |"), run::toString);
        assertTrue(run.out().contains("| 8.0 (30.0) |"), run::toString);

        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertTrue(figures.get("command").asText().startsWith("./sibyl bench ops"));
        assertFalse(figures.get("commit").asText().isEmpty());
        assertFalse(figures.get("machine").asText().isEmpty());
        assertTrue(figures.has("seeds"));
        assertTrue(figures.get("gemm_gflops").asDouble() > 0);
        assertEquals(1, figures.get("rows").size());
        JsonNode row = figures.get("rows").get(0);
        assertEquals("add train", row.get("work").asText());
        assertEquals("add train", row.get("peer").get("row").asText());
        assertEquals(20, row.get("sibyl_ms").get("count").asInt());
        assertTrue(row.get("sibyl_ms").get("mean").asDouble() > 0);
        assertTrue(row.get("sibyl_ms").get("sd").asDouble() > 0);
        assertEquals(2, row.get("pytorch_ms").get("mean").asDouble());
        assertEquals(0, row.get("pytorch_ms").get("sd").asDouble());
        assertEquals(8, row.get("pytorch_tensors_mb").asDouble());
        assertFalse(row.has("pytorch_compiled_ms"));
    }

    @Test
    void saysWhichRowsThereAre() {
        CommandRun.of("bench", "ops", "--only", "nothing like that")
                .assertRefused("no row of ops matches", "gemm 1024x1024x1024");
        CommandRun.of("bench", "models", "--only", "pubmed").assertRefused("TTS-IMP forecast, batch 1");
        CommandRun.of("bench", "graphs", "--graphs", folder.toString(), "--only", "pubmed")
                .assertRefused("gat github train", "sf photo layer 2");
    }

    @Test
    void refusesWhatIsNoExpressionOrNoSuite() {
        CommandRun.of("bench", "ops", "--only", "(").assertRefused("'--only'");
        CommandRun.of("bench", "everything").assertRefused("everything");
        CommandRun.of("bench").assertRefused("ops, models or graphs");
        CommandRun.of("bench", "graphs").assertRefused("bench graphs needs --graphs", "citeseer-full");
        CommandRun.of("bench", "ops", "--rounds", "0").assertRefused("--rounds must be at least 1, found 0");
    }

    /** All of them, so that none is broken when figures are wanted. */
    @Test
    void runsKernelsUnderJmh() throws IOException {
        Path json = folder.resolve("kernels.json");
        CommandRun run = CommandRun.of("bench", "jmh", "--quick", "--json", json.toString());
        assertEquals(0, run.code(), run::toString);
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertEquals(
                "./sibyl bench jmh --quick --json " + json,
                figures.get("command").asText());
        Set<String> names = new TreeSet<>();
        for (JsonNode one : figures.get("benchmarks")) {
            names.add(one.get("benchmark").asText().replaceAll(".*\\.(\\w+)Benchmark\\..*", "$1"));
            assertTrue(one.get("mean_ms").asDouble() > 0, one::toString);
        }
        assertEquals(
                Set.of("Product", "Elementwise", "Row", "Adam", "Sparse", "Recurrent", "Fourier"),
                names,
                run::toString);
        CommandRun.of("bench", "jmh", "nothing like that").assertRefused("no benchmark of a kernel matches");
    }

    @Test
    void saysWherePeersAreExpected() {
        Path none = folder.resolve("none");
        CommandRun.of("bench", "ops", "--peers", none.toString())
                .assertRefused("there is no peer " + none.resolve("steps.py"), "--peers");
    }

    @Test
    void refusesAFileForFiguresBeforeTheWork() throws IOException {
        CommandRun.of("bench", "ops", "--json", folder.resolve("none/x.json").toString())
                .assertRefused("the folder of", "does not exist");
        CommandRun.of("bench", "ops", "--json", folder.toString()).assertRefused("is a folder");
    }
}
