package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every layer on any graph. */
class LayerPropertiesTest {
    private static final int SEEDS = 8;

    static Stream<String> layers() {
        return SampleLayers.all().keySet().stream();
    }

    /** A random graph with features and the order of edges in which it was made. */
    private record Input(GraphTensor graph, float[] x, float[] edgeFeatures) {
        static Input of(String layer, long seed) {
            GraphTensor graph = RandomGraphs.graph(seed);
            int[] types = new int[graph.edgeCount()];
            var random = new Seed(seed).split("types").random();
            for (int e = 0; e < types.length; e++) {
                types[e] = random.nextInt(SampleLayers.RELATIONS);
            }
            int width = SampleLayers.in(layer);
            return new Input(
                    graph.withEdgeTypes(types, SampleLayers.RELATIONS),
                    new Seed(seed).split("x").normal(graph.nodeCount() * width),
                    new Seed(seed).split("edges").normal(graph.edgeCount() * SampleLayers.EDGE));
        }

        /** Node {@code i} becomes {@code place[i]}, and edges are given in the opposite order. */
        Input renumbered(int[] place) {
            int n = graph.nodeCount();
            int edges = graph.edgeCount();
            int[] source = new int[edges];
            int[] target = new int[edges];
            int[] types = new int[edges];
            float[] weights = new float[edges];
            float[] features = new float[edgeFeatures.length];
            for (int e = 0; e < edges; e++) {
                int from = edges - 1 - e;
                source[e] = place[graph.source(from)];
                target[e] = place[graph.target(from)];
                types[e] = graph.edgeType(from);
                weights[e] = graph.weight(from);
                System.arraycopy(
                        edgeFeatures, from * SampleLayers.EDGE, features, e * SampleLayers.EDGE, SampleLayers.EDGE);
            }
            float[] moved = new float[x.length];
            int width = x.length / n;
            for (int i = 0; i < n; i++) {
                System.arraycopy(x, i * width, moved, place[i] * width, width);
            }
            GraphTensor other = GraphTensor.of(n, source, target, graph.isWeighted() ? weights : null);
            return new Input(other.withEdgeTypes(types, SampleLayers.RELATIONS), moved, features);
        }
    }

    private static Tensor apply(SampleLayers.Sample layer, Input input, Tensor x, Tensor edgeFeatures) {
        return layer.forward().apply(x, edgeFeatures, input.graph());
    }

    private static Tensor apply(SampleLayers.Sample layer, Input input) {
        int n = input.graph().nodeCount();
        Tensor edges = Tensor.of(input.edgeFeatures(), input.graph().edgeCount(), SampleLayers.EDGE);
        return apply(layer, input, Tensor.of(input.x(), n, input.x().length / n), edges);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void renumberingNodesRenumbersTheResult(String name) {
        SampleLayers.Sample layer = SampleLayers.all().get(name).get();
        for (long seed = 0; seed < SEEDS; seed++) {
            Input input = Input.of(name, seed);
            int[] place =
                    new Seed(seed).split("order").permutation(input.graph().nodeCount());
            Tensor y = apply(layer, input);
            Tensor moved = apply(layer, input.renumbered(place));
            for (int i = 0; i < place.length; i++) {
                for (int c = 0; c < y.size(1); c++) {
                    assertEquals(y.get(i, c), moved.get(place[i], c), 1e-4, name + ", seed " + seed);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aBatchGivesWhatItsGraphsGiveOneByOne(String name) {
        SampleLayers.Sample layer = SampleLayers.all().get(name).get();
        Input first = Input.of(name, 2);
        Input second = Input.of(name, 4);
        Tensor edges = Tensor.concat(
                0,
                Tensor.of(first.edgeFeatures(), first.graph().edgeCount(), SampleLayers.EDGE),
                Tensor.of(second.edgeFeatures(), second.graph().edgeCount(), SampleLayers.EDGE));
        int width = SampleLayers.in(name);
        GraphBatch batch = GraphBatch.of(first.graph(), second.graph());
        Tensor x = Tensor.concat(
                0,
                Tensor.of(first.x(), first.graph().nodeCount(), width),
                Tensor.of(second.x(), second.graph().nodeCount(), width));
        List<Tensor> parts = batch.split(layer.forward().apply(x, edges, batch.joined()));
        assertArrayEquals(apply(layer, first).toArray(), parts.get(0).toArray(), 1e-5f);
        assertArrayEquals(apply(layer, second).toArray(), parts.get(1).toArray(), 1e-5f);
    }

    @Test
    void normsKeepGraphsOfOneNodeFinite() {
        GraphTensor one = GraphTensor.of(1, new int[0], new int[0]);
        GraphBatch batch = GraphBatch.of(one, one);
        PairNorm individually = new PairNorm(1, true);
        List<UnaryOperator<Tensor>> norms = List.of(
                x -> new GraphNorm(2).forward(x, batch),
                x -> new PairNorm().forward(x, batch),
                x -> individually.forward(x, batch));
        for (UnaryOperator<Tensor> norm : norms) {
            Parameter x = Parameter.of(new float[] {1, 2, 3, 4}, 2, 2);
            Tensor y = norm.apply(x);
            y.sum().backward();
            assertArrayEquals(new float[4], y.toArray());
            for (float slope : x.gradient().toArray()) {
                assertTrue(Float.isFinite(slope));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void nodesWithoutEdgesAndFeaturesWithoutLengthStayFinite(String name) {
        SampleLayers.Sample layer = SampleLayers.all().get(name).get();
        GraphTensor graph = GraphTensor.of(3, new int[] {0}, new int[] {1}).withEdgeTypes(new int[] {0}, 3);
        Parameter x = Parameter.zeros(3, SampleLayers.in(name));
        Tensor y = layer.forward().apply(x, Tensor.zeros(1, SampleLayers.EDGE), graph);
        y.sum().backward();
        Stream<Tensor> results = Stream.concat(
                Stream.of(y, x.gradient()), layer.module().parameters().stream().map(Parameter::gradient));
        results.forEach(result -> {
            for (float value : result.toArray()) {
                assertTrue(Float.isFinite(value), name);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsAreSlopes(String name) {
        SampleLayers.Sample layer = SampleLayers.all().get(name).get();
        for (long seed = 0; seed < SEEDS; seed++) {
            Input input = Input.of(name, seed);
            int n = input.graph().nodeCount();
            Parameter x = Parameter.of(input.x(), n, input.x().length / n);
            Parameter edges = Parameter.of(input.edgeFeatures(), input.graph().edgeCount(), SampleLayers.EDGE);
            Recorded.loss(apply(layer, input, x, edges)).backward();
            Stream<Parameter> learned = layer.module().parameters().stream();
            Stream.concat(Stream.of(x, edges), learned).forEach(parameter -> {
                double actual = along(parameter.gradient().toArray(), direction(parameter));
                double[] slopes = slopes(parameter, () -> apply(layer, input, x, edges));
                boolean agrees = Arrays.stream(slopes)
                        .anyMatch(slope -> Math.abs(slope - actual) <= 3e-3 * (1 + Math.abs(slope)));
                assertTrue(agrees, name + ": " + actual + " among " + Arrays.toString(slopes));
                parameter.clearGradient();
            });
        }
    }

    private static float[] direction(Parameter parameter) {
        return new Seed(7).normal((int) parameter.length());
    }

    private static double along(float[] gradient, float[] direction) {
        return IntStream.range(0, gradient.length)
                .mapToDouble(i -> (double) gradient[i] * direction[i])
                .sum();
    }

    /** To both sides, to the left and to the right, for a maximum or a leaky ReLU may have a kink on one side. */
    private static double[] slopes(Parameter parameter, Supplier<Tensor> output) {
        float[] values = parameter.toArray();
        double step = 1e-3;
        double[] y = IntStream.rangeClosed(-2, 2)
                .mapToDouble(i -> moved(parameter, values, i * step, output))
                .toArray();
        parameter.assign(values);
        double left = (3 * y[2] - 4 * y[1] + y[0]) / (2 * step);
        double right = (-3 * y[2] + 4 * y[3] - y[4]) / (2 * step);
        return new double[] {(y[3] - y[1]) / (2 * step), left, right};
    }

    private static double moved(Parameter parameter, float[] values, double step, Supplier<Tensor> output) {
        float[] direction = direction(parameter);
        float[] moved = new float[values.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (values[i] + step * direction[i]);
        }
        parameter.assign(moved);
        float[] y = output.get().toArray();
        return IntStream.range(0, y.length)
                .mapToDouble(i -> y[i] * Math.sin(i + 1))
                .sum();
    }
}
