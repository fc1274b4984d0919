package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.EdgeType;
import io.github.sibyl4j.graph.HeteroGraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers on bipartite and heterogeneous graphs against what graph_layer_vectors.py recorded from PyTorch Geometric. */
class BipartiteReferenceTest {
    private static final Recorded RECORDED = Recorded.read();
    private static final Seed SEED = new Seed(1);
    private static final int SOURCE_IN = 3;
    private static final int TARGET_IN = 5;
    private static final int OUT = 4;
    private static final int EDGE = 2;

    private interface Forward {
        Tensor apply(Tensor source, Tensor target, Tensor edgeFeatures, BipartiteGraph graph);
    }

    private record Layer(Module module, Forward forward) {
        <L extends Module & BipartiteLayer> Layer(L layer) {
            this(layer, (source, target, edges, graph) -> layer.forward(source, target, graph));
        }
    }

    private static Map<String, Supplier<Layer>> layers() {
        AttentionOptions loops = AttentionOptions.defaults().withHeads(2).withResidual(true);
        AttentionOptions plain = AttentionOptions.defaults().withHeads(2).withSelfLoops(false);
        AttentionOptions edges =
                AttentionOptions.defaults().withSelfLoops(false).withEdgeDim(EDGE);
        Map<String, Supplier<Layer>> all = new LinkedHashMap<>();
        for (Aggregation aggregation : Aggregation.values()) {
            String name = aggregation.name().toLowerCase(Locale.ROOT);
            SageConv.Options options = SageConv.Options.defaults().withAggregation(aggregation);
            all.put("sage-" + name, () -> new Layer(new SageConv(SOURCE_IN, TARGET_IN, OUT, options, SEED)));
            all.put(
                    "graph-" + name,
                    () -> new Layer(new GraphConv(SOURCE_IN, TARGET_IN, OUT, aggregation, true, SEED)));
        }
        all.put("gat", () -> gat(plain));
        all.put("gat-loops", () -> gat(loops));
        all.put("gat-edges", () -> gat(edges));
        all.put("gat-edges-loops", () -> gat(edges.withSelfLoops(true)));
        all.put("gat-shared", () -> new Layer(new GatConv(SOURCE_IN, OUT, 2, false, SEED)));
        all.put("gatv2", () -> gatV2(plain));
        all.put("gatv2-loops", () -> gatV2(loops));
        all.put("gatv2-edges", () -> gatV2(edges));
        all.put("gatv2-shared", () -> new Layer(new GatV2Conv(SOURCE_IN, OUT, plain.withShareWeights(true), SEED)));
        all.put("gin", () -> {
            TestMlp mlp = new TestMlp(SOURCE_IN, OUT, SEED);
            return new Layer(new GinConv(mlp, mlp::forward, 0, true));
        });
        TransformerConv.Options transformer = TransformerConv.Options.defaults();
        all.put("transformer", () -> transformer(transformer.withHeads(2).withBeta(true)));
        all.put("transformer-edges", () -> transformer(transformer.withEdgeDim(EDGE)));
        all.put("edge", () -> {
            TestMlp mlp = new TestMlp(2 * SOURCE_IN, OUT, SEED);
            return new Layer(new EdgeConv(mlp, mlp::forward));
        });
        return all;
    }

    private static Layer gat(AttentionOptions options) {
        GatConv layer = new GatConv(SOURCE_IN, TARGET_IN, OUT, options, SEED);
        return new Layer(layer, layer::forward);
    }

    private static Layer gatV2(AttentionOptions options) {
        GatV2Conv layer = new GatV2Conv(SOURCE_IN, TARGET_IN, OUT, options, SEED);
        return new Layer(layer, layer::forward);
    }

    private static Layer transformer(TransformerConv.Options options) {
        TransformerConv layer = new TransformerConv(SOURCE_IN, TARGET_IN, OUT, options, SEED);
        return new Layer(layer, layer::forward);
    }

    static Stream<String> recorded() {
        return RECORDED.cases().stream().filter(name -> name.contains("%"));
    }

    @Test
    void everyLayerIsRecorded() {
        TreeSet<String> names = new TreeSet<>();
        recorded().forEach(name -> names.add(name.substring(0, name.indexOf('%'))));
        assertEquals(new TreeSet<>(layers().keySet()), names);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void outputsAndGradientsAreThoseOfPyTorchGeometric(String recorded) {
        String name = recorded.substring(0, recorded.indexOf('%'));
        String prefix = "bipartite/" + recorded.substring(recorded.indexOf('%') + 1) + "/";
        float[] nodes = RECORDED.get(prefix + "nodes").toArray();
        BipartiteGraph graph = BipartiteGraph.of(
                (int) nodes[0],
                (int) nodes[1],
                RECORDED.indices(prefix + "edges", 0),
                RECORDED.indices(prefix + "edges", 1),
                name.startsWith("graph") ? RECORDED.get(prefix + "weight").toArray() : null);
        Layer layer = layers().get(name).get();
        RECORDED.load(recorded, layer.module());
        Parameter source = RECORDED.parameter(recorded + "/source");
        Parameter target = RECORDED.parameter(recorded + "/target");
        boolean featured = RECORDED.has(recorded + "/edge_features");
        Parameter edgeFeatures = featured ? RECORDED.parameter(recorded + "/edge_features") : null;

        Tensor y = layer.forward().apply(source, target, edgeFeatures, graph);
        RECORDED.assertOutput(recorded, y);
        Recorded.loss(y).backward();
        RECORDED.assertGradient(recorded + "/source", source);
        RECORDED.assertGradient(recorded + "/target", target);
        RECORDED.assertGradients(recorded, layer.module());
        if (featured) {
            RECORDED.assertGradient(recorded + "/edge_features", edgeFeatures);
        }
    }

    private static final EdgeType CITES = new EdgeType("paper", "cites", "paper");
    private static final EdgeType WRITES = new EdgeType("author", "writes", "paper");
    private static final EdgeType LIKES = new EdgeType("author", "likes.much", "paper");
    private static final EdgeType REVERSED = new EdgeType("paper", "rev", "author");
    private static final HeteroGraph LIBRARY = HeteroGraph.builder()
            .nodes("paper", 5)
            .nodes("author", 4)
            .edges(CITES, new int[] {0, 1, 4, 2}, new int[] {1, 1, 1, 0})
            .edges(WRITES, new int[] {0, 1, 3, 0}, new int[] {0, 0, 4, 0})
            .edges(LIKES, new int[] {2, 2}, new int[] {1, 0})
            .edges(REVERSED, new int[] {0, 4}, new int[] {0, 3})
            .build();

    private static HeteroConv hetero(Aggregation aggregation) {
        AttentionOptions noLoops = AttentionOptions.defaults().withSelfLoops(false);
        return new HeteroConv(aggregation)
                .with(CITES, new GatConv(3, OUT, AttentionOptions.defaults(), SEED))
                .with(WRITES, new SageConv(2, 3, OUT, SageConv.Options.defaults(), SEED))
                .with(LIKES, new GatV2Conv(2, 3, OUT, noLoops, SEED))
                .with(REVERSED, new GraphConv(3, 2, OUT, Aggregation.SUM, true, SEED));
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void heterogeneousGraphsAggregateOverRelations(Aggregation aggregation) {
        String name = "hetero-" + aggregation.name().toLowerCase(Locale.ROOT) + "!single";
        HeteroConv layer = hetero(aggregation);
        RECORDED.load(name, layer);
        Parameter papers = RECORDED.parameter(name + "/paper");
        Parameter authors = RECORDED.parameter(name + "/author");
        Map<String, Tensor> result = layer.forward(Map.of("paper", papers, "author", authors), LIBRARY);
        Tensor y = Tensor.concat(0, result.get("paper"), result.get("author"));
        RECORDED.assertOutput(name, y);
        Recorded.loss(y).backward();
        RECORDED.assertGradient(name + "/paper", papers);
        RECORDED.assertGradient(name + "/author", authors);
        RECORDED.assertGradients(name, layer);
    }

    private static HeteroConv heteroWithEdges() {
        AttentionOptions loops = AttentionOptions.defaults().withEdgeDim(EDGE);
        TransformerConv.Options transformer = TransformerConv.Options.defaults().withEdgeDim(EDGE);
        return new HeteroConv(Aggregation.SUM)
                .with(CITES, new GatConv(3, OUT, loops, SEED))
                .with(WRITES, new TransformerConv(2, 3, OUT, transformer, SEED))
                .with(LIKES, new SageConv(2, 3, OUT, SageConv.Options.defaults(), SEED))
                .with(REVERSED, new GatV2Conv(3, 2, OUT, loops.withSelfLoops(false), SEED));
    }

    @Test
    void heterogeneousGraphsHearFeaturesOfEdges() {
        String name = "hetero-edges!single";
        HeteroConv layer = heteroWithEdges();
        RECORDED.load(name, layer);
        Map<String, Parameter> inputs = new LinkedHashMap<>();
        for (String input : new String[] {"paper", "author", "cites", "writes", "rev"}) {
            inputs.put(input, RECORDED.parameter(name + "/" + input));
        }
        Map<String, Tensor> result = layer.forward(
                Map.of("paper", inputs.get("paper"), "author", inputs.get("author")),
                Map.of(CITES, inputs.get("cites"), WRITES, inputs.get("writes"), REVERSED, inputs.get("rev")),
                LIBRARY);
        Tensor y = Tensor.concat(0, result.get("paper"), result.get("author"));
        RECORDED.assertOutput(name, y);
        Recorded.loss(y).backward();
        inputs.forEach((input, values) -> RECORDED.assertGradient(name + "/" + input, values));
        RECORDED.assertGradients(name, layer);
    }

    @Test
    void featuresOfEdgesThatNobodyHearsAreRefused() {
        HeteroConv layer = heteroWithEdges();
        Map<String, Tensor> x = Map.of("paper", Tensor.zeros(5, 3), "author", Tensor.zeros(4, 2));
        assertRefused(
                "the layer for (author, likes.much, paper) is a SageConv",
                () -> layer.forward(x, Map.of(LIKES, Tensor.zeros(2, EDGE)), LIBRARY));
        EdgeType unknown = new EdgeType("paper", "hates", "paper");
        assertRefused("(paper, hates, paper)", () -> layer.forward(x, Map.of(unknown, Tensor.zeros(2, EDGE)), LIBRARY));
        assertRefused("[4, 2]", () -> layer.forward(x, Map.of(CITES, Tensor.zeros(3, EDGE)), LIBRARY));
        AttentionOptions shared = AttentionOptions.defaults().withShareWeights(true);
        assertRefused("one width, found 2 and 3", () -> new GatV2Conv(2, 3, OUT, shared, SEED));
        assertRefused("no option shareWeights", () -> new GatConv(3, OUT, shared, SEED));
    }

    @Test
    void relationsThatAGraphLacksAreLeftOut() {
        HeteroGraph graph = HeteroGraph.builder()
                .nodes("paper", 2)
                .nodes("author", 1)
                .edges(WRITES, new int[] {0}, new int[] {1})
                .build();
        Map<String, Tensor> x = Map.of("paper", Tensor.zeros(2, 3), "author", Tensor.zeros(1, 2));
        Map<String, Tensor> result = hetero(Aggregation.SUM).forward(x, graph);
        assertEquals(Set.of("paper"), result.keySet());
    }

    @Test
    void relationsThatNoGraphOfTheseNodesHasAreRefused() {
        Map<String, Tensor> x = Map.of("paper", Tensor.zeros(5, 3), "author", Tensor.zeros(4, 2));
        SageConv sage = new SageConv(3, OUT, SEED);
        HeteroConv misspelt = new HeteroConv(Aggregation.SUM).with(new EdgeType("paper", "cite", "paper"), sage);
        assertRefused("layers for the edges [(paper, cite, paper)]", () -> misspelt.forward(x, LIBRARY));
        assertRefused("it has [(paper, cites, paper), (author, writes", () -> misspelt.forward(x, LIBRARY));
        assertRefused("add with(edgeType, layer)", () -> new HeteroConv(Aggregation.SUM).forward(x, LIBRARY));
        HeteroConv oneMisspelt = hetero(Aggregation.SUM).with(new EdgeType("papers", "cites", "paper"), sage);
        assertRefused(
                "(papers, cites, paper), but the graph has no nodes of the type papers, it has [paper, author]",
                () -> oneMisspelt.forward(x, LIBRARY));
    }

    @Test
    void layersOfDifferentWidthsAreRefusedByName() {
        HeteroConv layer = new HeteroConv(Aggregation.SUM)
                .with(CITES, new SageConv(3, 8, SEED))
                .with(WRITES, new SageConv(2, 3, 9, SageConv.Options.defaults(), SEED));
        Map<String, Tensor> x = Map.of("paper", Tensor.zeros(5, 3), "author", Tensor.zeros(4, 2));
        assertRefused("what the nodes paper hear", () -> layer.forward(x, LIBRARY));
        assertRefused(
                "found (paper, cites, paper): [5, 8], (author, writes, paper): [5, 9]: build these layers",
                () -> layer.forward(x, LIBRARY));
    }

    @Test
    void aLayerThatNeedsFeaturesOfEdgesDoesNotDoWithoutThem() {
        Map<String, Tensor> x = Map.of("paper", Tensor.zeros(5, 3), "author", Tensor.zeros(4, 2));
        assertRefused(
                "GatConv was built for edge features", () -> heteroWithEdges().forward(x, LIBRARY));
    }

    @Test
    void badInputIsRefused() {
        HeteroConv layer = hetero(Aggregation.SUM);
        assertRefused(
                "needs features of the nodes author",
                () -> layer.forward(Map.of("paper", Tensor.zeros(5, 3)), LIBRARY));
        assertRefused("HeteroConv needs aggregation, found null", () -> new HeteroConv(null));
        assertRefused("has two layers", () -> layer.with(CITES, new SageConv(3, OUT, SEED)));
        AttentionOptions loops = AttentionOptions.defaults();
        assertRefused(
                "GatConv for (author, writes, paper) adds self-loops",
                () -> new HeteroConv(Aggregation.SUM).with(WRITES, new GatConv(2, 3, OUT, loops, SEED)));
        assertRefused(
                "GatV2Conv for (author, writes, paper) adds self-loops",
                () -> new HeteroConv(Aggregation.SUM).with(WRITES, new GatV2Conv(2, 3, OUT, loops, SEED)));
        BipartiteGraph graph = LIBRARY.edges(WRITES);
        Tensor papers = Tensor.zeros(5, 3);
        SageConv sage = new SageConv(2, 3, OUT, SageConv.Options.defaults(), SEED);
        assertRefused("source of the shape [..., 4, 2]", () -> sage.forward(papers, papers, graph));
        assertRefused(
                "target of the shape [..., 5, 3]", () -> sage.forward(Tensor.zeros(4, 2), Tensor.zeros(4, 2), graph));
        GatConv gat = new GatConv(2, 3, OUT, loops, SEED);
        assertRefused("found [4, 1]", () -> gat.forward(Tensor.zeros(4, 1), papers, graph));
    }

    private static void assertRefused(String part, Executable action) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
