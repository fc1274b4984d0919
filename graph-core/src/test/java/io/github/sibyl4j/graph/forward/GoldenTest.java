package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.metric.RocAuc;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
    private final Golden golden = Golden.read();

    private static GraphTensor graph(Golden graph) {
        int[][] pairs = new int[graph.at("undirected_edges").node().size()][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new Golden(graph.at("undirected_edges").node().get(i)).integers();
        }
        int[] from = IntStream.range(0, 2 * pairs.length)
                .map(i -> pairs[i / 2][i % 2])
                .toArray();
        int[] to = IntStream.range(0, 2 * pairs.length)
                .map(i -> pairs[i / 2][1 - i % 2])
                .toArray();
        return GraphTensor.of(graph.at("n").node().asInt(), from, to);
    }

    private static NodeFeatures features(Golden graph, boolean sparse) {
        float[][] rows = graph.at("x").rows();
        if (!sparse) {
            return NodeFeatures.of(rows);
        }
        List<int[]> places = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                if (rows[i][j] != 0) {
                    places.add(new int[] {i, j});
                }
            }
        }
        return NodeFeatures.of(SparseMatrix.fromCoordinates(
                rows.length,
                rows[0].length,
                places.stream().mapToInt(p -> p[0]).toArray(),
                places.stream().mapToInt(p -> p[1]).toArray(),
                tensorOf(places, rows)));
    }

    private static float[] tensorOf(List<int[]> places, float[][] rows) {
        float[] values = new float[places.size()];
        for (int e = 0; e < values.length; e++) {
            values[e] = rows[places.get(e)[0]][places.get(e)[1]];
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSingleForwardStepIsTheReferences(boolean sparse) {
        Golden graph = golden.at("graph");
        Golden step = golden.at("single_forward");
        int[] labels = graph.at("y").integers();
        int[] flags = graph.at("train").integers();
        int[] train =
                IntStream.range(0, flags.length).filter(i -> flags[i] == 1).toArray();
        LabelledGraph data = new LabelledGraph(graph(graph), features(graph, sparse), labels, 3);
        NodeProblem problem = new NodeProblem(
                data,
                new NodeSplit(train, new int[0], new int[0]),
                Backbone.GCN,
                ForwardConfig.defaults(),
                new Seed(0),
                progress -> {});
        SingleForward task =
                new SingleForward(problem, step.at("virtual_features").flat());
        GcnConv conv = new GcnConv(5, 6, new Seed(0));
        conv.restore(Map.of(
                "lin.weight", step.at("W0").tensor().transpose().toArray(),
                "bias", step.at("b0").vector()));
        LocalLayer layer = LocalLayer.of(conv);
        Propagation.Outputs outputs = new Propagation(task.views(), false).on(layer, task.nodes());

        Tensor h = outputs.get(0);
        assertArrayEquals(step.at("h0").flat(), h.toArray(), 1e-6f);
        assertArrayEquals(
                step.at("logits_train").flat(), task.logits(h).gather(train).toArray(), 1e-5f);
        assertEquals(step.at("loss").number(), task.loss(h).item(), 1e-6f);
        Tensor loss = task.loss(0, outputs.counted());
        assertEquals(step.at("loss").number(), loss.item(), 1e-6f);
        loss.backward();
        Parameter weight = conv.namedParameters().get("lin.weight");
        Parameter bias = conv.namedParameters().get("bias");
        assertArrayEquals(
                step.at("grad_W").tensor().transpose().toArray(),
                weight.gradient().toArray(),
                1e-6f);
        assertArrayEquals(step.at("grad_b").vector(), bias.gradient().toArray(), 1e-6f);
        Optimizers.adam(problem.config, layer.parameters()).step(problem.config.learningRate());
        assertArrayEquals(step.at("W_after_adam").tensor().transpose().toArray(), weight.toArray(), 1e-6f);
        assertArrayEquals(step.at("b_after_adam").vector(), bias.toArray(), 1e-6f);
        assertArrayEquals(
                step.at("class_probabilities_after").flat(),
                task.share(0, 0, outputs.get(0)).slice(0, 0, 7).toArray(),
                1e-6f);
    }

    @Test
    void theForwardForwardLossIsTheReferences() {
        Golden ff = golden.at("ff_loss");
        Tensor positive = Goodness.SUM_OF_SQUARES.of(ff.at("pos").tensor());
        Tensor first = Goodness.SUM_OF_SQUARES.of(ff.at("neg1").tensor());
        Tensor second = Goodness.SUM_OF_SQUARES.of(ff.at("neg2").tensor());
        Tensor loss = ContrastiveLoss.forwardForward(2).of(positive, List.of(first, second));
        assertEquals(ff.at("total").number(), loss.item(), 1e-6f);
    }

    @Test
    void symBaWeighsTheGapBetweenPairs() {
        Tensor positive = Tensor.of(new float[] {1, 2}, 2);
        Tensor negative = Tensor.of(new float[] {1, 1.5f}, 2);
        double expected = (Math.log(2) + Math.log(1 + Math.exp(-2))) / 2;
        assertEquals(
                expected,
                ContrastiveLoss.symBa(4).of(positive, List.of(negative)).item(),
                1e-6);
    }

    @Test
    void theAreaUnderTheCurveIsTheReferences() {
        Golden metrics = golden.at("metrics");
        assertEquals(
                metrics.at("auc").node().asDouble(),
                RocAuc.of(metrics.at("pos").vector(), metrics.at("neg").vector()),
                1e-12);
    }
}
