package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is refused with a sentence that says what was found, what was expected and what to do. */
class LayerInputTest {
    private static final Seed SEED = new Seed(1);
    private static final GraphTensor GRAPH = GraphTensor.of(3, new int[] {0, 1}, new int[] {1, 2});

    static Stream<String> layers() {
        return SampleLayers.all().keySet().stream();
    }

    private static void assertRefused(Executable action, String... parts) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message + " lacks " + part);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayerRefusesTooManyRows(String name) {
        SampleLayers.Sample layer = SampleLayers.all().get(name).get();
        GraphTensor graph = GRAPH.withEdgeTypes(new int[2], SampleLayers.RELATIONS);
        Tensor x = Tensor.zeros(4, SampleLayers.in(name));
        Tensor edges = Tensor.zeros(2, SampleLayers.EDGE);
        assertRefused(
                () -> layer.forward().apply(x, edges, graph),
                layer.module().getClass().getSimpleName(),
                "found [4, " + SampleLayers.in(name) + "]",
                ": pass");
    }

    /** Layers that are not built for one width are left out. */
    @ParameterizedTest
    @MethodSource("layers")
    void everyLayerRefusesAnotherWidth(String name) {
        if (name.matches("appnp.*|gin.*|edge.*")) {
            return;
        }
        SampleLayers.Sample layer = SampleLayers.all().get(name).get();
        GraphTensor graph = GRAPH.withEdgeTypes(new int[2], SampleLayers.RELATIONS);
        Tensor edges = Tensor.zeros(2, SampleLayers.EDGE);
        assertRefused(() -> layer.forward().apply(Tensor.zeros(3, 9), edges, graph), "found [3, 9]", "build the layer");
    }

    @Test
    void edgeFeaturesNeedARowForEveryEdgeAndTheWidthOfTheLayer() {
        AttentionOptions options = AttentionOptions.defaults().withEdgeDim(2);
        Tensor x = Tensor.zeros(3, 3);
        GatConv gat = new GatConv(3, 4, options, SEED);
        assertRefused(() -> gat.forward(x, Tensor.zeros(3, 2), GRAPH), "edgeFeatures", "[2, 2]", "found [3, 2]");
        assertRefused(() -> gat.forward(x, Tensor.zeros(2, 1), GRAPH), "edgeFeatures", "[2, 2]", "found [2, 1]");
        GatV2Conv second = new GatV2Conv(3, 4, options, SEED);
        assertRefused(() -> second.forward(x, Tensor.zeros(3, 2), GRAPH), "GatV2Conv", "[2, 2]", "found [3, 2]");
        TransformerConv transformer =
                new TransformerConv(3, 4, TransformerConv.Options.defaults().withEdgeDim(2), SEED);
        assertRefused(() -> transformer.forward(x, Tensor.zeros(2, 3), GRAPH), "[2, 2]", "found [2, 3]", "pass");
        for (EdgeFeatureLayer layer : List.of(gat, second, transformer)) {
            String name = layer.getClass().getSimpleName();
            assertRefused(() -> layer.forward(x, GRAPH), name, "got none", "pass edgeFeatures [2, 2]");
            assertRefused(() -> layer.forward(x, x, null, GRAPH.bipartite()), name, "got none");
        }
    }

    @Test
    void callsWithoutEdgeFeaturesRefuseALayerThatNeedsThem() {
        GatConv gat = new GatConv(3, 4, AttentionOptions.defaults().withEdgeDim(2), SEED);
        SparseMatrix x = SparseMatrix.fromCoordinates(3, 3, new int[0], new int[0], new float[0]);
        assertRefused(() -> gat.forward(x, GRAPH), "sparse features only without", "width 2", "edgeDim = 0");
        assertRefused(
                () -> gat.forwardTraining(Tensor.zeros(3, 3), GRAPH, 0.5, SEED),
                "dropout only without edge features",
                "width 2",
                "edgeDim = 0");
    }

    @Test
    void aLayerWithoutEdgeFeaturesSaysHowToBuildOneWith() {
        GatConv gat = new GatConv(3, 4, AttentionOptions.defaults(), SEED);
        assertRefused(() -> gat.forward(Tensor.zeros(3, 3), Tensor.zeros(2, 5), GRAPH), "built without", "edgeDim = 5");
    }

    @Test
    void relationsNeedTheTypesOfEdges() {
        RgcnConv rgcn = new RgcnConv(3, 4, 2, SEED);
        Tensor x = Tensor.zeros(3, 3);
        assertRefused(() -> rgcn.forward(x, GRAPH), "built for 2 relations", "has 0", "withEdgeTypes(types, 2)");
        assertRefused(() -> rgcn.forward(x, GRAPH.withEdgeTypes(new int[2], 3)), "built for 2 relations", "has 3");
    }

    @Test
    void impossibleLayersAreRefused() {
        RgcnConv.Options options = RgcnConv.Options.defaults();
        assertRefused(() -> new RgcnConv(3, 4, 2, options.withBases(2).withBlocks(1), SEED), "bases or blocks");
        assertRefused(() -> new RgcnConv(3, 4, 2, options.withBlocks(2), SEED), "divides", "2 blocks for 3 and 4");
        assertRefused(() -> new ChebConv(3, 4, 0, SEED), "ChebConv needs k of at least 1, found 0");
        assertRefused(() -> new ChebConv(3, 4, 2, -1, true, SEED), "positive lambdaMax, found -1");
        assertRefused(() -> new AppnpConv(2, 1.5f), "alpha from 0 to 1, found 1.5");
        AttentionOptions attention = AttentionOptions.defaults();
        assertRefused(() -> attention.withNegativeSlope(Float.NaN), "negativeSlope from 0 to 1, found NaN");
        assertRefused(() -> attention.withNegativeSlope(-0.2f), "negativeSlope from 0 to 1, found -0.2");
        assertRefused(() -> new PairNorm(Float.NaN, false), "PairNorm needs a finite scale, found NaN");
        assertRefused(() -> new GatConv(3, 4, 0, true, SEED), "GatConv needs heads of at least 1, found 0");
        assertRefused(() -> new DiffusionConv(3, 4, 0, SEED), "DiffusionConv needs steps of at least 1, found 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -2})
    void impossibleWidthsAreRefused(int width) {
        AttentionOptions attention = AttentionOptions.defaults();
        TransformerConv.Options transformer = TransformerConv.Options.defaults();
        SageConv.Options sage = SageConv.Options.defaults();
        assertWidthsRefused("GcnConv", width, "in", w -> new GcnConv(w, 4, SEED));
        assertWidthsRefused("GcnConv", width, "out", w -> new GcnConv(3, w, SEED));
        assertWidthsRefused("SageConv", width, "in", w -> new SageConv(w, 4, SEED));
        assertWidthsRefused("SageConv", width, "out", w -> new SageConv(3, w, SEED));
        assertWidthsRefused("SageConv", width, "sourceIn", w -> new SageConv(w, 3, 4, sage, SEED));
        assertWidthsRefused("SageConv", width, "targetIn", w -> new SageConv(3, w, 4, sage, SEED));
        assertWidthsRefused("GraphConv", width, "in", w -> new GraphConv(w, 4, SEED));
        assertWidthsRefused("GraphConv", width, "out", w -> new GraphConv(3, w, SEED));
        assertWidthsRefused("ChebConv", width, "in", w -> new ChebConv(w, 4, 2, SEED));
        assertWidthsRefused("ChebConv", width, "out", w -> new ChebConv(3, w, 2, SEED));
        assertWidthsRefused("SgConv", width, "in", w -> new SgConv(w, 4, 2, SEED));
        assertWidthsRefused("SgConv", width, "out", w -> new SgConv(3, w, 2, SEED));
        assertWidthsRefused("RgcnConv", width, "in", w -> new RgcnConv(w, 4, 2, SEED));
        assertWidthsRefused("RgcnConv", width, "out", w -> new RgcnConv(3, w, 2, SEED));
        assertWidthsRefused("DiffusionConv", width, "in", w -> new DiffusionConv(w, 4, 2, SEED));
        assertWidthsRefused("DiffusionConv", width, "out", w -> new DiffusionConv(3, w, 2, SEED));
        assertWidthsRefused("TslGraphConv", width, "in", w -> new TslGraphConv(w, 4, Normalization.GCN, SEED));
        assertWidthsRefused("TslGraphConv", width, "out", w -> new TslGraphConv(3, w, Normalization.GCN, SEED));
        assertWidthsRefused("GatConv", width, "in", w -> new GatConv(w, 4, attention, SEED));
        assertWidthsRefused("GatConv", width, "targetIn", w -> new GatConv(3, w, 4, attention, SEED));
        assertWidthsRefused("GatConv", width, "channels", w -> new GatConv(3, w, attention, SEED));
        assertWidthsRefused("GatV2Conv", width, "in", w -> new GatV2Conv(w, 4, attention, SEED));
        assertWidthsRefused("GatV2Conv", width, "channels", w -> new GatV2Conv(3, w, attention, SEED));
        assertWidthsRefused("TransformerConv", width, "in", w -> new TransformerConv(w, 4, transformer, SEED));
        assertWidthsRefused("TransformerConv", width, "channels", w -> new TransformerConv(3, w, transformer, SEED));
        assertWidthsRefused("GatedGraphConv", width, "out", w -> new GatedGraphConv(w, 2, SEED));
        assertWidthsRefused("GraphNorm", width, "width", GraphNorm::new);
        assertWidthsRefused("TopKPooling", width, "in", w -> new TopKPooling(w, PoolingOptions.defaults(), SEED));
        assertWidthsRefused("SagPooling", width, "in", w -> new SagPooling(w, PoolingOptions.defaults(), SEED));
    }

    private static void assertWidthsRefused(String layer, int width, String argument, IntFunction<Module> constructor) {
        assertRefused(() -> constructor.apply(width), layer + " needs " + argument + " of at least 1, found " + width);
    }

    @Test
    void missingPartsOfLayersAreRefused() {
        TestMlp mlp = new TestMlp(3, 4, SEED);
        assertRefused(() -> new GinConv(null, x -> x), "GinConv needs nn, found null");
        assertRefused(() -> new GinConv(mlp, null), "GinConv needs apply, found null");
        assertRefused(() -> new EdgeConv(null, x -> x), "EdgeConv needs nn, found null");
        assertRefused(() -> new EdgeConv(mlp, null), "EdgeConv needs apply, found null");
        assertRefused(() -> new EdgeConv(mlp, mlp::forward, null), "EdgeConv needs aggregation, found null");
    }

    @Test
    void normsAndPoolingCheckTheirBatch() {
        GraphBatch batch = GraphBatch.of(GRAPH, GRAPH);
        Tensor x = Tensor.zeros(3, 2);
        PoolingOptions options = PoolingOptions.defaults();
        assertRefused(() -> new GraphNorm(2).forward(x, batch), "GraphNorm", "[6, 2]", "found [3, 2]");
        assertRefused(() -> new GraphNorm(3).forward(x), "GraphNorm", "[3, 3]", "found [3, 2]");
        assertRefused(() -> new PairNorm().forward(x, batch), "PairNorm", "[6, 2]", "found [3, 2]");
        assertRefused(() -> GlobalPooling.max(x, batch), "[6, width], a row for", "found [3, 2]");
        assertRefused(() -> new TopKPooling(2, options, SEED).forward(x, batch), "TopKPooling", "found [3, 2]");
        assertRefused(() -> new SagPooling(5, options, SEED).forward(x, GraphBatch.of(GRAPH)), "SagPooling", "[3, 5]");
        assertRefused(() -> options.withRatio(0), "positive ratio", "found 0");
    }

    @Test
    void jumpingKnowledgeChecksTheLayers() {
        Tensor x = Tensor.zeros(3, 2);
        assertRefused(() -> JumpingKnowledge.cat().forward(), "at least one layer");
        assertRefused(() -> JumpingKnowledge.cat().forward(x, Tensor.zeros(4, 2)), "[4, 2]", "same nodes");
        assertRefused(() -> JumpingKnowledge.max().forward(x, Tensor.zeros(3, 1)), "[3, 1]", "one width");
        assertRefused(() -> JumpingKnowledge.lstm(2, 3, SEED).forward(x, x), "3 layers", "found 2");
    }

    @Test
    void sparseFeaturesAreCheckedToo() {
        SparseMatrix x = SparseMatrix.fromCoordinates(3, 2, new int[0], new int[0], new float[0]);
        assertRefused(() -> new GcnConv(3, 4, SEED).forward(x, GRAPH), "[3, 3]", "found SparseMatrix[3, 2");
        assertRefused(() -> new GatConv(3, 4, 1, true, SEED).forward(x, GRAPH), "[3, 3]", "found SparseMatrix[3, 2");
        assertRefused(() -> new SageConv(3, 4, SEED).forward(x, GRAPH), "[3, 3]", "found SparseMatrix[3, 2");
        SageConv.Options sage = SageConv.Options.defaults();
        for (SageConv.Options options : List.of(sage.withAggregation(Aggregation.MAX), sage.withProject(true))) {
            assertRefused(() -> new SageConv(2, 4, options, SEED).forward(x, GRAPH), "sums and means", "as a Tensor");
        }
    }
}
