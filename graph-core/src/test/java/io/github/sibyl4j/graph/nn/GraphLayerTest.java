package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers against their formulas on dense matrices, in double precision. */
class GraphLayerTest {
    private static final int IN = 3;
    private static final int OUT = 5;

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    private static double[][] rows(float[] values, int width) {
        double[][] rows = new double[values.length / width][width];
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = values[i];
        }
        return rows;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b.length == 0 ? 0 : b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[k].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    /** {@code x W^T} for a parameter {@code [out, in]}. */
    private static double[][] linear(double[][] x, Module layer, String name) {
        double[][] weight = rows(layer.state().get(name), x[0].length);
        double[][] turned = new double[x[0].length][weight.length];
        for (int i = 0; i < weight.length; i++) {
            for (int j = 0; j < turned.length; j++) {
                turned[j][i] = weight[i][j];
            }
        }
        return times(x, turned);
    }

    private static float[] sum(Module layer, String bias, double[][]... terms) {
        float[] offsets = layer.state().get(bias);
        float[] result = new float[terms[0].length * OUT];
        for (int i = 0; i < result.length; i++) {
            double value = offsets[i % OUT];
            for (double[][] term : terms) {
                value += term[i / OUT][i % OUT];
            }
            result[i] = (float) value;
        }
        return result;
    }

    private static Tensor features(GraphTensor graph, long seed) {
        return Tensor.of(new Seed(seed).uniform(graph.nodeCount() * IN, 1), graph.nodeCount(), IN);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void followTheirFormulas(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        Tensor x = features(graph, seed);
        double[][] dense = rows(x.toArray(), IN);
        Seed weights = new Seed(seed).split("weights");

        GcnConv gcn = new GcnConv(IN, OUT, weights);
        double[][] p = RandomGraphs.dense(graph, Normalization.GCN);
        assertArrayEquals(
                sum(gcn, "bias", times(p, linear(dense, gcn, "lin.weight"))),
                gcn.forward(x, graph).toArray(),
                1e-5f);

        SageConv sage = new SageConv(IN, OUT, weights);
        double[][] mean = RandomGraphs.dense(graph.unweighted(), Normalization.RANDOM_WALK);
        assertArrayEquals(
                sum(
                        sage,
                        "lin_l.bias",
                        linear(times(mean, dense), sage, "lin_l.weight"),
                        linear(dense, sage, "lin_r.weight")),
                sage.forward(x, graph).toArray(),
                1e-5f);

        TslGraphConv conv = new TslGraphConv(IN, OUT, Normalization.RANDOM_WALK, weights);
        double[][] walk = RandomGraphs.dense(graph, Normalization.RANDOM_WALK);
        assertArrayEquals(
                sum(
                        conv,
                        "bias",
                        times(walk, linear(dense, conv, "lin.weight")),
                        linear(dense, conv, "root_lin.weight")),
                conv.forward(x, graph).toArray(),
                1e-5f);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void attentionWeighsEverySender(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        Tensor x = features(graph, seed);
        int heads = 3;
        boolean concat = seed % 2 == 0;
        GatConv gat = new GatConv(IN, OUT, heads, concat, new Seed(seed));
        double[][] h = linear(rows(x.toArray(), IN), gat, "lin.weight");
        float[] source = gat.state().get("att_src");
        float[] target = gat.state().get("att_dst");
        int width = concat ? heads * OUT : OUT;
        float[] expected = new float[h.length * width];
        for (int i = 0; i < h.length; i++) {
            for (int head = 0; head < heads; head++) {
                double[] sum = new double[OUT];
                double total = 0;
                for (int j : senders(graph, i)) {
                    double score = 0;
                    for (int c = head * OUT; c < (head + 1) * OUT; c++) {
                        score += source[c] * h[j][c] + target[c] * h[i][c];
                    }
                    double weight = Math.exp(score > 0 ? score : 0.2 * score);
                    total += weight;
                    for (int c = 0; c < OUT; c++) {
                        sum[c] += weight * h[j][head * OUT + c];
                    }
                }
                for (int c = 0; c < OUT; c++) {
                    expected[i * width + (concat ? head * OUT + c : c)] +=
                            (float) (sum[c] / total / (concat ? 1 : heads));
                }
            }
        }
        assertArrayEquals(expected, gat.forward(x, graph).toArray(), 1e-5f);
    }

    /** Every sender of a node once for each edge, the node itself exactly once. */
    private static int[] senders(GraphTensor graph, int node) {
        IntStream others = IntStream.range(0, graph.edgeCount())
                .filter(e -> graph.target(e) == node && graph.source(e) != node)
                .map(graph::source);
        return IntStream.concat(others, IntStream.of(node)).toArray();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void diffusionStacksPowersOfBothWalks(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        Tensor x = features(graph, seed);
        DiffusionConv conv = new DiffusionConv(IN, OUT, 2, new Seed(seed));
        double[][] dense = rows(x.toArray(), IN);
        double[][] forward = RandomGraphs.dense(graph, Normalization.RANDOM_WALK);
        double[][] backward = RandomGraphs.dense(graph, Normalization.RANDOM_WALK_BACKWARD);
        double[][][] blocks = {
            dense,
            times(forward, dense),
            times(forward, times(forward, dense)),
            times(backward, dense),
            times(backward, times(backward, dense))
        };
        double[][] stacked = new double[dense.length][5 * IN];
        for (int i = 0; i < dense.length; i++) {
            for (int b = 0; b < 5; b++) {
                System.arraycopy(blocks[b][i], 0, stacked[i], b * IN, IN);
            }
        }
        assertArrayEquals(
                sum(conv, "filters.bias", linear(stacked, conv, "filters.weight")),
                conv.forward(x, graph).toArray(),
                1e-5f);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void treatEachSampleOfABatchAlike(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        Tensor a = features(graph, seed);
        Tensor b = features(graph, seed + 100);
        Tensor both = Tensor.concat(0, a, b).reshape(2, graph.nodeCount(), IN);
        GcnConv gcn = new GcnConv(IN, OUT, new Seed(seed));
        DiffusionConv diffusion = new DiffusionConv(IN, OUT, 1, new Seed(seed));
        assertArrayEquals(
                gcn.forward(b, graph).toArray(),
                gcn.forward(both, graph).slice(0, 1, 2).toArray(),
                1e-6f);
        assertArrayEquals(
                diffusion.forward(a, graph).toArray(),
                diffusion.forward(both, graph).slice(0, 0, 1).toArray(),
                1e-6f);
    }

    @Test
    void giveAnIsolatedNodeItsOwnFeaturesAlone() {
        GraphTensor graph = GraphTensor.of(2, new int[0], new int[0]);
        Tensor x = features(graph, 1);
        SageConv sage = new SageConv(IN, OUT, new Seed(1));
        float[] expected = sum(sage, "lin_l.bias", linear(rows(x.toArray(), IN), sage, "lin_r.weight"));
        assertArrayEquals(expected, sage.forward(x, graph).toArray(), 1e-6f);
    }

    @Test
    void carryGradientsThroughBothSides() {
        GraphTensor graph = RandomGraphs.graph(4);
        var x = io.github.sibyl4j.tensor.Parameter.of(features(graph, 4).toArray(), graph.nodeCount(), IN);
        GcnConv gcn = new GcnConv(IN, OUT, new Seed(4));
        gcn.forward(x, graph).square().sum().backward();
        float[] values = x.toArray();
        float[] gradient = x.gradient().toArray();
        for (int i = 0; i < values.length; i++) {
            double high = energy(gcn, graph, values, i, 0.01f);
            double low = energy(gcn, graph, values, i, -0.01f);
            assertEquals((high - low) / 0.02, gradient[i], 1e-2);
        }
    }

    private static double energy(GcnConv gcn, GraphTensor graph, float[] values, int at, float step) {
        float[] moved = values.clone();
        moved[at] += step;
        double sum = 0;
        for (float y :
                gcn.forward(Tensor.of(moved, graph.nodeCount(), IN), graph).toArray()) {
            sum += (double) y * y;
        }
        return sum;
    }
}
