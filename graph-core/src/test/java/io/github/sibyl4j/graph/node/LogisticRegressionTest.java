package io.github.sibyl4j.graph.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.Damage;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogisticRegressionTest {
    @TempDir
    Path folder;

    private final LabelledGraph graph = PlantedPartition.graph(200, 3, new Seed(1));
    private final NodeSplit split = NodeSplit.perClass(graph, 20, 40, 80, new Seed(2));

    private static double objective(LabelledGraph graph, int[] nodes, double strength, double[][] w) {
        double[][] p = new double[graph.nodes()][];
        float[] x = graph.features().toTensor().toArray();
        int width = graph.features().width();
        double loss = 0;
        for (int node : nodes) {
            double length = 0;
            for (int j = 0; j < width; j++) {
                length += x[node * width + j] * x[node * width + j];
            }
            p[node] = new double[w.length];
            double sum = 0;
            for (int c = 0; c < w.length; c++) {
                double score = w[c][width];
                for (int j = 0; j < width; j++) {
                    score += w[c][j] * x[node * width + j] / Math.sqrt(length);
                }
                p[node][c] = Math.exp(score);
                sum += p[node][c];
            }
            loss -= strength * Math.log(p[node][graph.label(node)] / sum);
        }
        for (double[] row : w) {
            for (int j = 0; j < width; j++) {
                loss += row[j] * row[j] / 2;
            }
        }
        return loss;
    }

    private static double[][] rows(double[] weights, int classes) {
        int width = weights.length / classes;
        double[][] rows = new double[classes][width];
        for (int i = 0; i < weights.length; i++) {
            rows[i / width][i % width] = weights[i];
        }
        return rows;
    }

    @Test
    void findsTheMinimumOfItsObjective() {
        for (double strength : new double[] {0.01, 1, 1000}) {
            LogisticProblem problem = new LogisticProblem(graph, split.train());
            double[] w = problem.minimised(strength, problem.start());
            double least = objective(graph, split.train(), strength, rows(w, 3));
            assertTrue(least < objective(graph, split.train(), strength, rows(problem.start(), 3)));
            for (int i = 0; i < w.length; i++) {
                for (double step : new double[] {-1e-2, 1e-2}) {
                    double[] moved = w.clone();
                    moved[i] += step;
                    double other = objective(graph, split.train(), strength, rows(moved, 3));
                    assertTrue(other > least - 1e-6 * Math.abs(least), "weight " + i + " at C = " + strength);
                }
            }
        }
    }

    /** Two points on a line through the origin, where the optimum solves {@code w = 2 C (1 - s(2 w))}, s(x) the sigmoid. */
    @Test
    void isTheKnownSolutionOfTwoPoints() {
        LabelledGraph two = new LabelledGraph(
                GraphTensor.of(2, new int[0], new int[0]),
                NodeFeatures.of(new float[][] {{3}, {-0.5f}}),
                new int[] {0, 1},
                2);
        LogisticClassifier fitted =
                new LogisticRegression(List.of(2.0)).fit(two, new NodeSplit(new int[] {0, 1}, new int[0], new int[0]));
        double w = 0;
        for (int i = 0; i < 200; i++) {
            w = 0.5 * w + 0.5 * 2 * 2 / (1 + Math.exp(2 * w));
        }
        assertEquals(
                1 / (1 + Math.exp(-2 * w)), fitted.probabilities(two.features()).of(0)[0], 1e-4);
    }

    @Test
    void sparseRowsGiveWhatDenseOnesGive() {
        int n = graph.nodes();
        int width = graph.features().width();
        NodeFeatures sparse = NodeFeatures.of(SparseMatrix.fromCoordinates(
                n,
                width,
                IntStream.range(0, n * width).map(i -> i / width).toArray(),
                IntStream.range(0, n * width).map(i -> i % width).toArray(),
                graph.features().toTensor().toArray()));
        LogisticRegression regression = LogisticRegression.defaults();
        LogisticClassifier one = regression.fit(graph, split);
        LogisticClassifier other = regression.fit(graph.with(sparse), split);
        assertEquals(one.strength(), other.strength());
        assertEquals(
                one.probabilities(graph.features()).of(7)[1],
                other.probabilities(sparse).of(7)[1],
                1e-6);
    }

    @Test
    void savesAndLoadsTheSameBits() throws IOException {
        LogisticClassifier fitted = LogisticRegression.defaults().fit(graph, split);
        fitted.save(folder);
        LogisticClassifier read = LogisticClassifier.load(folder);
        assertEquals(fitted.strength(), read.strength());
        for (int node = 0; node < graph.nodes(); node++) {
            assertArrayEquals(
                    fitted.probabilities(graph.features()).of(node),
                    read.probabilities(graph.features()).of(node));
        }
        Map<String, Tensor> once = ModelDirectory.load(folder).weights();
        read.save(folder);
        ModelDirectory.load(folder)
                .weights()
                .forEach((name, again) -> assertArrayEquals(once.get(name).toArray(), again.toArray(), name));
    }

    @Test
    void refusesWhatIsDamaged() throws IOException {
        LogisticClassifier fitted = new LogisticRegression(List.of(1.0)).fit(graph, split);
        Damage.assertFound(folder, fitted::save, LogisticClassifier::load);
        Path json = folder.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"features\" : 6", "\"features\" : 2147483647"));
        String message = assertThrows(InvalidInputException.class, () -> LogisticClassifier.load(folder))
                .getMessage();
        assertTrue(message.contains("damaged"), message);
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThrows(InvalidInputException.class, () -> new LogisticRegression(List.of()));
        assertThrows(InvalidInputException.class, () -> new LogisticRegression(List.of(0.0)));
        NodeSplit none = new NodeSplit(split.train(), new int[0], split.test());
        String validation = assertThrows(
                        InvalidInputException.class,
                        () -> LogisticRegression.defaults().fit(graph, none))
                .getMessage();
        assertTrue(validation.contains("11 strengths") && validation.contains("no validation nodes"), validation);
        LogisticClassifier fitted = new LogisticRegression(List.of(1.0)).fit(graph, none);
        String width = assertThrows(
                        InvalidInputException.class, () -> fitted.probabilities(NodeFeatures.of(new float[200][4])))
                .getMessage();
        assertTrue(width.contains("trained on 6 features") && width.contains("found 4"), width);
    }
}
