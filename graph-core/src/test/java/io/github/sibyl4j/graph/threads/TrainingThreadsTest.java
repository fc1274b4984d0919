package io.github.sibyl4j.graph.threads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.ClassProbabilities;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeClassification;
import io.github.sibyl4j.graph.node.NodeClassifier;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.graph.node.NodeTraining;
import io.github.sibyl4j.graph.node.PlantedPartition;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingThreadsTest {
    private static final int CALLERS = 8;

    /** In processes that differ in their number of threads. */
    @Test
    void trainingGivesTheSameBitsHoweverManyThereAre() throws IOException {
        Map<Integer, Process> processes = new TreeMap<>();
        for (int threads : new int[] {1, 2, 3, 5}) {
            processes.put(threads, start(threads));
        }
        String one = output(processes.remove(1));
        for (String trained : List.of("gcn", "gat", "sage", "SF GCN", "SF SAGE", "SF GAT", "FF_LA GAT", "pretrain")) {
            assertTrue(one.lines().anyMatch(line -> line.startsWith(trained)), trained + " is missing in " + one);
        }
        for (Map.Entry<Integer, Process> other : processes.entrySet()) {
            assertEquals(one, output(other.getValue()), other.getKey() + " threads");
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
                PrintTraining.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static Stream<NodeClassification> networks() {
        return Stream.of(
                NodeClassification.gcn(32, 0.5),
                NodeClassification.gat(8, 4, 0.5),
                NodeClassification.sage(32, 2, 0.3));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void manyCallersMayAskOneClassifierAtOnce(NodeClassification network) throws Exception {
        LabelledGraph graph = PlantedPartition.graph(400, 3, new Seed(1));
        NodeSplit split = NodeSplit.perClass(graph, 20, 0, 0, new Seed(2));
        NodeClassifier classifier =
                network.fit(graph, split, NodeTraining.defaults().withEpochs(3));
        ClassProbabilities expected = classifier.probabilities(graph);
        // Another copy, whose matrices no one has asked for yet: the callers meet in building them.
        GraphTensor fresh = graph.graph().reversed().reversed();
        CountDownLatch ready = new CountDownLatch(CALLERS);
        Callable<List<ClassProbabilities>> caller = () -> {
            ready.countDown();
            ready.await();
            List<ClassProbabilities> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(classifier.probabilities(fresh, graph.features()));
            }
            return answers;
        };
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        try {
            for (Future<List<ClassProbabilities>> call : pool.invokeAll(Collections.nCopies(CALLERS, caller))) {
                for (ClassProbabilities answer : call.get()) {
                    for (int node = 0; node < 400; node++) {
                        assertArrayEquals(expected.of(node), answer.of(node));
                    }
                }
            }
        } finally {
            pool.shutdown();
        }
    }
}
