package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every layer with several of its options, under the names of benchmarks/peers/graph_layer_vectors.py. */
final class SampleLayers {
    static final int IN = 3;
    static final int OUT = 4;
    static final int EDGE = 2;
    static final int RELATIONS = 3;

    private static final Seed SEED = new Seed(1);
    private static final AttentionOptions ATTENTION = AttentionOptions.defaults();
    private static final TransformerConv.Options TRANSFORMER = TransformerConv.Options.defaults();
    private static final SageConv.Options SAGE = SageConv.Options.defaults();
    private static final RgcnConv.Options RELATIONAL = RgcnConv.Options.defaults();

    /** A layer as a module and as a function; {@code edgeFeatures} is null for layers that were built without. */
    record Sample(Module module, Forward forward) {
        <L extends Module & GraphLayer> Sample(L layer) {
            this(layer, (x, edgeFeatures, graph) -> layer.forward(x, graph));
        }
    }

    interface Forward {
        Tensor apply(Tensor x, Tensor edgeFeatures, GraphTensor graph);
    }

    private SampleLayers() {}

    static Map<String, Supplier<Sample>> all() {
        Map<String, Supplier<Sample>> all = new LinkedHashMap<>();
        all.put("gcn", () -> new Sample(new GcnConv(IN, OUT, SEED)));
        all.put("gcn-weighted", () -> new Sample(new GcnConv(IN, OUT, SEED)));
        all.put("gcn-improved", () -> new Sample(new GcnConv(IN, OUT, Normalization.GCN_IMPROVED, true, SEED)));
        all.put("gcn-no-loops", () -> new Sample(new GcnConv(IN, OUT, Normalization.SYMMETRIC, true, SEED)));
        all.put("gcn-plain", () -> new Sample(new GcnConv(IN, OUT, Normalization.NONE, false, SEED)));
        for (Aggregation aggregation : Aggregation.values()) {
            String name = aggregation.name().toLowerCase(Locale.ROOT);
            all.put("sage-" + name, () -> sage(SAGE.withAggregation(aggregation)));
            all.put("graph-" + name, () -> new Sample(new GraphConv(IN, OUT, aggregation, SEED)));
        }
        all.put("sage-normalize", () -> sage(SAGE.withNormalize(true).withRootWeight(false)));
        all.put(
                "sage-project",
                () -> sage(
                        SAGE.withAggregation(Aggregation.MAX).withProject(true).withBias(false)));
        addAttention(all, "gat", SampleLayers::gat);
        addAttention(all, "gatv2", SampleLayers::gatV2);
        AttentionOptions shared = ATTENTION.withShareWeights(true);
        all.put("gatv2-shared", () -> gatV2(shared.withHeads(2)));
        all.put("gatv2-shared-edges", () -> gatV2(shared.withEdgeDim(EDGE)));
        all.put("gin", () -> gin(0.3f, false));
        all.put("gin-train-eps", () -> gin(0, true));
        all.put("cheb-1", () -> new Sample(new ChebConv(IN, OUT, 1, SEED)));
        all.put("cheb-2", () -> new Sample(new ChebConv(IN, OUT, 2, SEED)));
        all.put("cheb-4", () -> new Sample(new ChebConv(IN, OUT, 4, SEED)));
        all.put("cheb-lambda", () -> new Sample(new ChebConv(IN, OUT, 3, 1.6f, false, SEED)));
        all.put("rgcn", () -> rgcn(IN, OUT, RELATIONAL));
        all.put("rgcn-bases", () -> rgcn(IN, OUT, RELATIONAL.withBases(2)));
        all.put("rgcn-blocks", () -> rgcn(4, 6, RELATIONAL.withBlocks(2)));
        all.put(
                "rgcn-sum",
                () -> rgcn(IN, OUT, RELATIONAL.withAggregation(Aggregation.SUM).withRootWeight(false)));
        all.put(
                "rgcn-max",
                () -> rgcn(IN, OUT, RELATIONAL.withAggregation(Aggregation.MAX).withBias(false)));
        all.put("transformer", () -> transformer(TRANSFORMER));
        all.put("transformer-beta", () -> transformer(TRANSFORMER.withHeads(3).withBeta(true)));
        all.put(
                "transformer-averaged",
                () -> transformer(TRANSFORMER
                        .withHeads(2)
                        .withConcat(false)
                        .withBeta(true)
                        .withBias(false)));
        all.put("transformer-edges", () -> transformer(TRANSFORMER.withHeads(2).withEdgeDim(EDGE)));
        all.put("transformer-no-root", () -> transformer(TRANSFORMER.withRootWeight(false)));
        all.put("edge", () -> edge(Aggregation.MAX));
        all.put("edge-mean", () -> edge(Aggregation.MEAN));
        all.put("appnp", () -> new Sample(new AppnpConv(3, 0.2f)));
        all.put("appnp-no-loops", () -> new Sample(new AppnpConv(3, 0.2f, Normalization.SYMMETRIC)));
        all.put("sg", () -> new Sample(new SgConv(IN, OUT, 2, SEED)));
        all.put("sg-narrow", () -> new Sample(new SgConv(IN, 2, 3, Normalization.SYMMETRIC, true, SEED)));
        all.put("gated", () -> new Sample(new GatedGraphConv(OUT, 3, SEED)));
        all.put("gated-max", () -> new Sample(new GatedGraphConv(OUT, 2, Aggregation.MAX, SEED)));
        return all;
    }

    private static void addAttention(
            Map<String, Supplier<Sample>> all, String name, Function<AttentionOptions, Sample> make) {
        all.put(name, () -> make.apply(ATTENTION));
        all.put(name + "-heads", () -> make.apply(ATTENTION.withHeads(3).withNegativeSlope(0.1f)));
        all.put(
                name + "-averaged",
                () -> make.apply(ATTENTION.withHeads(2).withConcat(false).withBias(false)));
        all.put(
                name + "-no-loops",
                () -> make.apply(ATTENTION.withHeads(2).withSelfLoops(false).withResidual(true)));
        all.put(name + "-edges", () -> make.apply(ATTENTION.withHeads(2).withEdgeDim(EDGE)));
        all.put(
                name + "-edges-no-loops",
                () -> make.apply(ATTENTION.withEdgeDim(EDGE).withSelfLoops(false)));
    }

    private static Sample sage(SageConv.Options options) {
        return new Sample(new SageConv(IN, OUT, options, SEED));
    }

    private static Sample gat(AttentionOptions options) {
        GatConv layer = new GatConv(IN, OUT, options, SEED);
        return options.edgeDim() == 0 ? new Sample(layer) : new Sample(layer, layer::forward);
    }

    private static Sample gatV2(AttentionOptions options) {
        GatV2Conv layer = new GatV2Conv(IN, OUT, options, SEED);
        return options.edgeDim() == 0 ? new Sample(layer) : new Sample(layer, layer::forward);
    }

    private static Sample transformer(TransformerConv.Options options) {
        TransformerConv layer = new TransformerConv(IN, OUT, options, SEED);
        return options.edgeDim() == 0 ? new Sample(layer) : new Sample(layer, layer::forward);
    }

    private static Sample gin(float eps, boolean trainEps) {
        TestMlp mlp = new TestMlp(IN, OUT, SEED);
        return new Sample(new GinConv(mlp, mlp::forward, eps, trainEps));
    }

    private static Sample edge(Aggregation aggregation) {
        TestMlp mlp = new TestMlp(2 * IN, OUT, SEED);
        return new Sample(new EdgeConv(mlp, mlp::forward, aggregation));
    }

    private static Sample rgcn(int in, int out, RgcnConv.Options options) {
        return new Sample(new RgcnConv(in, out, RELATIONS, options, SEED));
    }

    /** The width of the features that a sample takes. */
    static int in(String name) {
        return name.equals("rgcn-blocks") || name.equals("gated-max") ? 4 : IN;
    }

    /** Whether a sample was recorded with the weights of the edges. */
    static boolean isWeighted(String name) {
        return name.startsWith("graph-") || name.matches("gcn-.+|cheb-[124]|appnp-no-loops|sg|gated");
    }
}
