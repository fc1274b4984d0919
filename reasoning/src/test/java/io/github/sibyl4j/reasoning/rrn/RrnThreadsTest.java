package io.github.sibyl4j.reasoning.rrn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RrnThreadsTest {
    /** In processes that differ in their number of threads. */
    @Test
    void trainingGivesTheSameBitsHoweverManyThereAre() throws IOException {
        Map<Integer, Process> processes = new TreeMap<>();
        for (int threads : new int[] {1, 2, 3}) {
            processes.put(threads, start(threads));
        }
        String one = output(processes.remove(1));
        for (String trained :
                List.of("threads 1", "sudoku", "ages of facts", "ages of persons", "pretty-clevr", "stories")) {
            assertTrue(one.lines().anyMatch(line -> line.startsWith(trained)), trained + " is missing in " + one);
        }
        for (Map.Entry<Integer, Process> other : processes.entrySet()) {
            assertEquals(
                    one.replace("threads 1", "threads " + other.getKey()),
                    output(other.getValue()),
                    other.getKey() + " threads");
        }
    }

    private static Process start(int threads) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of(
                "-Dsibyl.threads=" + threads,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PrintRrnTraining.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
