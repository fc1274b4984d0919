package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.function.Supplier;

/**
 * Graph attention (Velickovic et al., ICLR 2018) as PyTorch Geometric's GATConv computes it: every head mixes the
 * transformed features of a node's senders, itself among them, by {@code softmax_j(leakyRelu(a_target . W x_i + a_source .
 * W x_j + a_edge . W_edge e_ij))}. Weights start uniform as Glorot's, the bias at zero.
 *
 * <p>{@code [node, in]} to {@code [node, heads * channels]}, or {@code [node, channels]} when heads are averaged.
 */
public final class GatConv extends Module implements EdgeFeatureLayer, FixedInputLayer, ImplicitInputLayer {
    private final Heads heads;
    private final AttentionOptions options;
    private final Linear ofSources;
    private final Linear ofTargets;
    private final Linear ofEdges;
    private final Parameter sourceVector;
    private final Parameter targetVector;
    private final Parameter edgeVector;
    private final Linear residual;
    private final Parameter bias;

    /**
     * @param channels width of a head
     * @param concat whether the heads stand side by side in the result; otherwise they are averaged
     */
    public GatConv(int in, int channels, int heads, boolean concat, Seed seed) {
        this(in, channels, AttentionOptions.defaults().withHeads(heads).withConcat(concat), seed);
    }

    /** One transformation {@code W} for a node as a source and as a target. */
    public GatConv(int in, int channels, AttentionOptions options, Seed seed) {
        this(in, in, true, channels, options, seed);
    }

    /** A transformation each for sources and for targets. */
    public GatConv(int sourceIn, int targetIn, int channels, AttentionOptions options, Seed seed) {
        this(sourceIn, targetIn, false, channels, options, seed);
    }

    private GatConv(int sourceIn, int targetIn, boolean shared, int channels, AttentionOptions options, Seed seed) {
        require(
                !options.shareWeights(),
                "GatConv has no option shareWeights: built with one width it shares them, built with two it does not");
        this.options = options;
        Inputs.inputWidths(this, sourceIn, targetIn);
        heads = Heads.of(this, options.heads(), channels, options.concat());
        int width = heads.width();
        if (shared) {
            ofSources = part("lin", Glorot.linear(sourceIn, width, false, seed));
            ofTargets = ofSources;
        } else {
            ofSources = part("lin_src", Glorot.linear(sourceIn, width, false, seed.split("lin_src")));
            ofTargets = part("lin_dst", Glorot.linear(targetIn, width, false, seed.split("lin_dst")));
        }
        sourceVector = parameter("att_src", Glorot.parameter(seed.split("source"), 1, heads.count(), channels));
        targetVector = parameter("att_dst", Glorot.parameter(seed.split("target"), 1, heads.count(), channels));
        boolean edges = options.edgeDim() > 0;
        ofEdges =
                edges ? part("lin_edge", Glorot.linear(options.edgeDim(), width, false, seed.split("lin_edge"))) : null;
        edgeVector = edges
                ? parameter("att_edge", Glorot.parameter(seed.split("att_edge"), 1, heads.count(), channels))
                : null;
        residual =
                options.residual() ? part("res", Glorot.linear(targetIn, heads.out(), false, seed.split("res"))) : null;
        bias = options.bias() ? parameter("bias", Parameter.zeros(heads.out())) : null;
    }

    /** The same for sparse features, which are never written out; for layers without a residual and without edge features. */
    public Tensor forward(SparseMatrix x, GraphTensor graph) {
        return forward(ImplicitFeatures.of(x), graph);
    }

    /**
     * The same while training, where with a probability (the published GAT: 0.6) the weight of a neighbour is dropped and, as
     * in the authors' code though not in PyTorch Geometric's, a transformed feature too.
     *
     * @param seed decides which; take a new one for every call
     */
    public Tensor forwardTraining(SparseMatrix x, GraphTensor graph, double dropout, Seed seed) {
        return forward(ImplicitFeatures.of(x), graph, new Dropout(dropout, seed));
    }

    /** See {@link #forwardTraining(SparseMatrix, GraphTensor, double, Seed)}; for layers without edge features. */
    public Tensor forwardTraining(Tensor x, GraphTensor graph, double dropout, Seed seed) {
        requireNoEdgeFeatures("dropout");
        return forward(x, x, null, graph.bipartite(), new Dropout(dropout, seed));
    }

    /** Where there is no argument for them. */
    private void requireNoEdgeFeatures(String use) {
        require(
                ofEdges == null,
                "GatConv takes %s only without edge features, but was built for those of the width %d: build it with"
                        + " edgeDim = 0",
                use,
                options.edgeDim());
    }

    private record Dropout(double rate, Seed seed) {
        static final Dropout NONE = new Dropout(0, null);

        Tensor of(Tensor x, String use) {
            return rate == 0 ? x : x.dropout(rate, seed.split(use));
        }
    }

    @Override
    public Tensor forward(ImplicitFeatures x, GraphTensor graph) {
        return forward(x, graph, Dropout.NONE);
    }

    private Tensor forward(ImplicitFeatures x, GraphTensor graph, Dropout dropout) {
        require(residual == null, "GatConv takes sparse features only without a residual: build it without");
        requireNoEdgeFeatures("sparse features");
        Inputs.implicitFeatures(this, x, graph.nodeCount(), ofSources.weight().size(1));
        Tensor h = x.times(ofSources.weight());
        Tensor asTarget = ofTargets == ofSources ? h : x.times(ofTargets.weight());
        return shifted(attend(h, asTarget, null, graph.bipartite(), dropout));
    }

    @Override
    public Supplier<Tensor> onFixed(Tensor x, GraphTensor graph) {
        return () -> forward(x, graph);
    }

    @Override
    public Supplier<Tensor> onFixed(SparseMatrix x, GraphTensor graph) {
        return () -> forward(x, graph);
    }

    @Override
    public boolean hearsItself() {
        return options.addSelfLoops();
    }

    /** @param edgeFeatures {@code [edge, edgeDim]} */
    public Tensor forward(Tensor x, Tensor edgeFeatures, GraphTensor graph) {
        return forward(x, x, edgeFeatures, graph.bipartite());
    }

    /** @param edgeFeatures {@code [edge, edgeDim]}; null for a layer without */
    @Override
    public Tensor forward(Tensor source, Tensor target, Tensor edgeFeatures, BipartiteGraph graph) {
        return forward(source, target, edgeFeatures, graph, Dropout.NONE);
    }

    private Tensor forward(Tensor source, Tensor target, Tensor edgeFeatures, BipartiteGraph graph, Dropout dropout) {
        Inputs.nodeRows(
                this, "source", source, graph.sourceCount(), ofSources.weight().size(1));
        Inputs.nodeRows(
                this, "target", target, graph.targetCount(), ofTargets.weight().size(1));
        if (edgeFeatures != null || ofEdges != null) {
            Inputs.edgeFeatures(this, edgeFeatures, graph.edgeCount(), options.edgeDim());
        }
        Tensor asSource = ofSources.forward(source);
        Tensor asTarget = source == target && ofSources == ofTargets ? asSource : ofTargets.forward(target);
        Tensor y = attend(asSource, asTarget, edgeFeatures, graph, dropout);
        return shifted(residual == null ? y : y.add(residual.forward(target)));
    }

    private Tensor attend(Tensor source, Tensor target, Tensor edgeFeatures, BipartiteGraph graph, Dropout dropout) {
        SparseMatrix edges = (options.addSelfLoops() ? graph.withOwnLoops() : graph).structure();
        Tensor ofSource = source.matmul(heads.blocks(sourceVector));
        Tensor ofTarget = target.matmul(heads.blocks(targetVector));
        if (edgeFeatures == null && dropout.rate == 0) {
            return heads.merged(edges.attention(source, ofSource, ofTarget, options.negativeSlope()));
        }
        Tensor scores = edges.entriesByColumn()
                .gather(ofSource)
                .add(edges.entriesByRow().gather(ofTarget));
        if (edgeFeatures != null) {
            scores = scores.add(ofEdges(edgeFeatures, graph));
        }
        Tensor weights = edges.entriesByRow().softmax(scores.leakyRelu(options.negativeSlope()));
        return heads.merged(edges.times(dropout.of(source, "values"), dropout.of(weights, "weights")));
    }

    private Tensor ofEdges(Tensor edgeFeatures, BipartiteGraph graph) {
        Tensor perEntry = EdgeFeatures.inEntryOrder(edgeFeatures, graph, options.addSelfLoops());
        // W_edge and a_edge meet first: together they are only [edgeDim, head].
        return perEntry.matmul(ofEdges.weight().matmul(heads.blocks(edgeVector), true, false));
    }

    private Tensor shifted(Tensor y) {
        return bias == null ? y : y.add(bias);
    }
}
