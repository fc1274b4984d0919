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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingCommandTest {
    /** Speaks the protocol of the peer: a step takes 1 s by its own account. */
    private static final String PEER = """
            import java.nio.file.*;
            public class Peer {
                public static void main(String[] args) throws Exception {
                    long edges = Files.size(Path.of(args[2], "source")) / 4;
                    long features = Files.size(Path.of(args[2], "features")) / 4;
                    System.out.println("{\\"edges\\": " + edges + ", \\"features\\": " + features + "}");
                    var in = new java.util.Scanner(System.in);
                    while (in.hasNext()) {
                        switch (in.next()) {
                            case "round" -> System.out.println(
                                    "{\\"times_ms\\": [" + "1000,".repeat(in.nextInt() - 1) + "1000]}");
                            case "loss" -> System.out.println("{\\"loss\\": 2.5}");
                            case "accuracy" -> System.out.println("{\\"accuracy\\": 0.25}");
                            case "memory" -> System.out.println("{\\"peak_rss_mb\\": 8, \\"helpers_mb\\": 3}");
                            default -> System.exit(0);
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private static CommandRun bench(String... more) {
        List<String> words = new ArrayList<>(List.of("bench", "sampling", "--nodes", "2000", "--edges", "20000"));
        words.addAll(List.of("--features", "8", "--classes", "4", "--hidden", "16", "--batch", "100"));
        words.addAll(List.of("--steps", "10", "--rate", "0.01"));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }

    @Test
    void learnsOnAGeneratedGraph() throws IOException {
        Path json = folder.resolve("figures.json");
        CommandRun run = bench("--alone", "--rounds", "4", "--json", json.toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().contains("2000 nodes, 20000 edges"), run::toString);
        assertTrue(run.out().contains("| validation accuracy | 0."), run::toString);
        assertFalse(run.out().contains("PyTorch"), run::toString);
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        JsonNode ours = figures.get("sibyl");
        assertEquals(4, ours.get("nodes_per_second").size());
        assertEquals(6, ours.get("losses").size());
        assertTrue(
                ours.get("losses").get(5).asDouble() < ours.get("losses").get(0).asDouble(), ours::toString);
        assertTrue(ours.get("nodes_per_second_median").asDouble() > 0);
        assertEquals("[15, 10]", figures.get("work").get("fan_outs").asText());
    }

    @Test
    void standsBesideAPeer() throws IOException {
        assumeTrue(System.getenv("SIBYL_PEER_PYTHON") == null, "another peer was asked for");
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no scripts on this system");
        Path interpreter = folder.resolve(".venv/bin/python");
        Files.createDirectories(interpreter.getParent());
        Files.writeString(folder.resolve("Peer.java"), PEER);
        Files.writeString(folder.resolve("sampling.py"), "");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(interpreter, "#!/bin/sh\nexec '" + java + "' '" + folder.resolve("Peer.java") + "' \"$@\"\n");
        Files.setPosixFilePermissions(interpreter, PosixFilePermissions.fromString("rwx------"));
        Path json = folder.resolve("figures.json");
        CommandRun run = bench("--peers", folder.toString(), "--rounds", "2", "--json", json.toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().contains("\"edges\":20000,\"features\":16000"), run::toString);
        assertTrue(run.out().contains("| 100 (100-100) |"), run::toString);
        assertTrue(run.out().contains("Sibyl is "), run::toString);
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertEquals(11, figures.get("pytorch_geometric").get("process_peak_mb").asDouble());
        assertEquals(
                0.25,
                figures.get("pytorch_geometric").get("validation_accuracy").asDouble());
        assertTrue(figures.get("times_faster").asDouble() > 0);
    }

    @Test
    void refusesWhatCannotBeRun() {
        CommandRun.of("bench", "sampling", "--nodes", "3").assertRefused("nodes must be at least two a class");
        CommandRun.of("bench", "sampling", "--edges", "3").assertRefused("edges must be an even number");
        CommandRun.of("bench", "sampling", "--fan-outs", "5,0").assertRefused("fan-out of hop 2 must be 1 or more");
        CommandRun.of("bench", "sampling", "--workers=-1").assertRefused("workers must be 0");
        CommandRun.of("bench", "sampling", "--alone", "--nodes", "2000", "--edges", "20000")
                .assertRefused("needs more than the 1960 training nodes");
        bench("--peers", folder.resolve("none").toString()).assertRefused("there is no peer", "--alone");
    }
}
