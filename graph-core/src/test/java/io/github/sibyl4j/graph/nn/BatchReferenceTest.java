package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms, pooling and jumping knowledge against what graph_layer_vectors.py recorded from PyTorch Geometric. */
class BatchReferenceTest {
    private static final Recorded RECORDED = Recorded.read();
    private static final int WIDTH = 3;
    private static final Seed SEED = new Seed(1);
    private static final GraphBatch BATCH = GraphBatch.of(
            RECORDED.graph("awkward", false),
            RECORDED.graph("empty", false),
            RECORDED.graph("edgeless", false),
            RECORDED.graph("loops", false));

    /** Parts without parameters. */
    private static final class None extends Module {}

    private static void assertRecorded(String name, Module module, UnaryOperator<Tensor> forward) {
        RECORDED.load(name, module);
        Parameter x = RECORDED.parameter(name + "/x");
        Tensor y = forward.apply(x);
        RECORDED.assertOutput(name, y);
        Recorded.loss(y).backward();
        RECORDED.assertGradient(name + "/x", x);
        RECORDED.assertGradients(name, module);
    }

    @Test
    void norms() {
        GraphNorm graphNorm = new GraphNorm(WIDTH);
        assertRecorded("graph-norm!single", graphNorm, graphNorm::forward);
        GraphNorm ofBatch = new GraphNorm(WIDTH);
        assertRecorded("graph-norm!batch", ofBatch, x -> ofBatch.forward(x, BATCH));
        PairNorm pairNorm = new PairNorm();
        assertRecorded("pair-norm!single", pairNorm, pairNorm::forward);
        assertRecorded("pair-norm!batch", pairNorm, x -> pairNorm.forward(x, BATCH));
        PairNorm individually = new PairNorm(2.5f, true);
        assertRecorded("pair-norm-individually!single", individually, individually::forward);
        assertRecorded("pair-norm-individually!batch", individually, x -> individually.forward(x, BATCH));
    }

    @Test
    void globalPooling() {
        assertRecorded("pool-sum!batch", new None(), x -> GlobalPooling.sum(x, BATCH));
        assertRecorded("pool-mean!batch", new None(), x -> GlobalPooling.mean(x, BATCH));
        assertRecorded("pool-max!batch", new None(), x -> GlobalPooling.max(x, BATCH));
    }

    @Test
    void poolingOfTheBestNodes() {
        PoolingOptions half = PoolingOptions.defaults();
        TopKPooling topK = new TopKPooling(WIDTH, half, SEED);
        assertPooled("top-k!batch", topK, topK::forward);
        TopKPooling two = new TopKPooling(WIDTH, half.withRatio(2).withMultiplier(1.5f), SEED);
        assertPooled("top-k-two!batch", two, two::forward);
        TopKPooling score = new TopKPooling(WIDTH, half.withMinScore(0.2), SEED);
        assertPooled("top-k-score!batch", score, score::forward);
        SagPooling sag = new SagPooling(WIDTH, half.withRatio(0.7), SEED);
        assertPooled("sag!batch", sag, sag::forward);
    }

    private interface Pooling {
        Pooled apply(Tensor x, GraphBatch batch);
    }

    private static void assertPooled(String name, Module module, Pooling pooling) {
        assertRecorded(name, module, x -> pooling.apply(x, BATCH).x());
        Pooled pooled = pooling.apply(RECORDED.get(name + "/x"), BATCH);
        assertArrayEquals(RECORDED.indices(name + "/kept", 0), pooled.kept());
        GraphTensor joined = pooled.batch().joined();
        int[] source = RECORDED.indices(name + "/edges", 0);
        assertEquals(source.length, joined.edgeCount(), name);
        assertArrayEquals(
                source, IntStream.range(0, source.length).map(joined::source).toArray());
        assertArrayEquals(
                RECORDED.indices(name + "/edges", 1),
                IntStream.range(0, source.length).map(joined::target).toArray());
        int[] graphOf = RECORDED.indices(name + "/graph_of", 0);
        for (int g = 0; g < BATCH.size(); g++) {
            int graph = g;
            assertEquals(
                    IntStream.of(graphOf).filter(of -> of == graph).count(),
                    pooled.batch().graph(g).nodeCount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "max", "lstm"})
    void jumpingKnowledge(String mode) {
        String name = "jk-" + mode + "!single";
        int layers = 4;
        JumpingKnowledge module = mode.equals("cat")
                ? JumpingKnowledge.cat()
                : mode.equals("max") ? JumpingKnowledge.max() : JumpingKnowledge.lstm(WIDTH, layers, SEED);
        RECORDED.load(name, module);
        Parameter[] results = IntStream.range(0, layers)
                .mapToObj(layer -> RECORDED.parameter(name + "/x" + layer))
                .toArray(Parameter[]::new);
        Tensor y = module.forward(results);
        RECORDED.assertOutput(name, y);
        Recorded.loss(y).backward();
        for (int layer = 0; layer < layers; layer++) {
            RECORDED.assertGradient(name + "/x" + layer, results[layer]);
        }
        RECORDED.assertGradients(name, module);
    }
}
