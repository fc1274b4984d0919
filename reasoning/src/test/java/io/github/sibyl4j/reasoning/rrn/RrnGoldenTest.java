package io.github.sibyl4j.reasoning.rrn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against benchmarks/peers/rrn_vectors.py, which computes every message for its edge, as the equations say. */
class RrnGoldenTest {
    private static final int[] SIZES = {3, 5};
    private static final double TOLERANCE = 1e-5;

    @Test
    void agreesForNodesWithCategoriesAndAnLstm() throws IOException {
        check("node", new RrnConfig(List.of(3, 2), 5, 0, 2, 6, 3, true, 4, Output.NODE, 0, 0, 4, null));
    }

    @Test
    void agreesForGraphsWithFeaturesAndNoLstm() throws IOException {
        check("graph", new RrnConfig(List.of(), 1, 3, 2, 6, 1, false, 3, Output.GRAPH, 1, 0, 4, null));
    }

    private static void check(String name, RrnConfig config) throws IOException {
        Map<String, Tensor> vectors = Safetensors.read(Path.of("src/test/resources/rrn.safetensors"));
        RrnNetwork network = new RrnNetwork(config, new Seed(0));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        String prefix = name + ".weights.";
        vectors.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                weights.put(key.substring(prefix.length()), value);
            }
        });
        network.load(weights);
        List<RrnProblem> problems = problems(name, config, vectors);
        try (Scope scope = Scope.open()) {
            RrnBatch batch = RrnBatch.of(config, problems);
            List<RrnNetwork.State> states = network.rounds(batch, config.rounds());
            List<Tensor> logits = new ArrayList<>();
            states.forEach(state -> logits.add(network.logits(batch, state, null)));
            compare(vectors.get(name + ".logits"), Tensor.stack(0, logits.toArray(Tensor[]::new)), "logits");
            compare(
                    logits.get(config.rounds() - 1),
                    network.logits(batch, network.last(batch, config.rounds()), null),
                    "logits round by round");
            Tensor loss = network.crossEntropy(batch, null).add(network.penalty(0.01));
            compare(vectors.get(name + ".loss"), loss.reshape(1), "loss");
            loss.backward();
            network.namedParameters()
                    .forEach((key, parameter) ->
                            compare(vectors.get(name + ".grad." + key), parameter.gradient(), "gradient of " + key));
        }
    }

    private static void compare(Tensor expected, Tensor found, String what) {
        assertArrayEquals(expected.shape(), found.shape(), what);
        float[] a = expected.toArray();
        float[] b = found.toArray();
        for (int i = 0; i < a.length; i++) {
            assertEquals(a[i], b[i], TOLERANCE * Math.max(1, Math.abs(a[i])), what + " at " + i);
        }
    }

    private static List<RrnProblem> problems(String name, RrnConfig config, Map<String, Tensor> vectors) {
        float[] sources = vectors.get(name + ".sources").toArray();
        float[] targets = vectors.get(name + ".targets").toArray();
        Tensor edgeFeatures = vectors.get(name + ".edge_features");
        float[] answers = vectors.get(name + ".answers").toArray();
        List<RrnProblem> problems = new ArrayList<>();
        int first = 0;
        for (int g = 0; g < SIZES.length; g++) {
            List<Integer> edges = new ArrayList<>();
            for (int edge = 0; edge < sources.length; edge++) {
                if (sources[edge] >= first && sources[edge] < first + SIZES[g]) {
                    edges.add(edge);
                }
            }
            int start = first;
            float[][] values = new float[edges.size()][2];
            for (int i = 0; i < values.length; i++) {
                values[i][0] = edgeFeatures.get(edges.get(i), 0);
                values[i][1] = edgeFeatures.get(edges.get(i), 1);
            }
            int[][] categories = new int[SIZES[g]][config.categories().size()];
            float[][] features = new float[SIZES[g]][config.features()];
            for (int node = 0; node < SIZES[g]; node++) {
                for (int c = 0; c < categories[node].length; c++) {
                    categories[node][c] =
                            (int) vectors.get(name + ".categories").get(first + node, c);
                }
                for (int f = 0; f < features[node].length; f++) {
                    features[node][f] = vectors.get(name + ".features").get(first + node, f);
                }
            }
            int[] right = new int[config.output() == Output.NODE ? SIZES[g] : 1];
            for (int i = 0; i < right.length; i++) {
                right[i] = (int) answers[config.output() == Output.NODE ? first + i : g];
            }
            ProblemGraph graph = ProblemGraph.of(
                    SIZES[g],
                    edges.stream().mapToInt(edge -> (int) sources[edge] - start).toArray(),
                    edges.stream().mapToInt(edge -> (int) targets[edge] - start).toArray(),
                    values);
            problems.add(RrnProblem.of(graph, categories, features, right));
            first += SIZES[g];
        }
        return problems;
    }
}
