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

/**
 * Graph attention whose ranking of senders depends on the receiver (Brody et al., ICLR 2022), PyTorch Geometric's GATv2Conv:
 * every head mixes {@code W_l x_j} by {@code softmax_j(a . leakyRelu(W_l x_j + W_r x_i + W_edge e_ij))}; {@code W_r} may be {@code W_l}. Weights start uniform
 * as Glorot's, the bias of the result at zero.
 *
 * <p>{@code [node, in]} to {@code [node, heads * channels]}, or {@code [node, channels]} when heads are averaged.
 */
public final class GatV2Conv extends Module implements EdgeFeatureLayer {
    private final Heads heads;
    private final AttentionOptions options;
    private final Linear ofSources;
    private final Linear ofTargets;
    private final Linear ofEdges;
    private final Parameter vector;
    private final Linear residual;
    private final Parameter bias;

    /** @param channels width of a head */
    public GatV2Conv(int in, int channels, AttentionOptions options, Seed seed) {
        this(in, in, channels, options, seed);
    }

    public GatV2Conv(int sourceIn, int targetIn, int channels, AttentionOptions options, Seed seed) {
        this.options = options;
        Inputs.inputWidths(this, sourceIn, targetIn);
        heads = Heads.of(this, options.heads(), channels, options.concat());
        int width = heads.width();
        vector = parameter("att", Glorot.parameter(seed.split("att"), 1, heads.count(), channels));
        bias = options.bias() ? parameter("bias", Parameter.zeros(heads.out())) : null;
        ofSources = part("lin_l", Glorot.linear(sourceIn, width, options.bias(), seed.split("lin_l")));
        require(
                !options.shareWeights() || sourceIn == targetIn,
                "GatV2Conv shares weights only between sources and targets of one width, found %d and %d: build it without"
                        + " shareWeights",
                sourceIn,
                targetIn);
        ofTargets = options.shareWeights()
                ? ofSources
                : part("lin_r", Glorot.linear(targetIn, width, options.bias(), seed.split("lin_r")));
        ofEdges = options.edgeDim() > 0
                ? part("lin_edge", Glorot.linear(options.edgeDim(), width, false, seed.split("lin_edge")))
                : null;
        residual =
                options.residual() ? part("res", Glorot.linear(targetIn, heads.out(), false, seed.split("res"))) : null;
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
        Inputs.nodeRows(
                this, "source", source, graph.sourceCount(), ofSources.weight().size(1));
        Inputs.nodeRows(
                this, "target", target, graph.targetCount(), ofTargets.weight().size(1));
        if (edgeFeatures != null || ofEdges != null) {
            Inputs.edgeFeatures(this, edgeFeatures, graph.edgeCount(), options.edgeDim());
        }
        SparseMatrix edges = (options.addSelfLoops() ? graph.withOwnLoops() : graph).structure();
        Tensor asSource = ofSources.forward(source);
        Tensor asTarget = source == target && ofTargets == ofSources ? asSource : ofTargets.forward(target);
        Tensor pairs = edges.entriesByColumn()
                .gather(asSource)
                .add(edges.entriesByRow().gather(asTarget));
        if (edgeFeatures != null) {
            Tensor perEntry = EdgeFeatures.inEntryOrder(edgeFeatures, graph, options.addSelfLoops());
            pairs = pairs.add(ofEdges.forward(perEntry));
        }
        Tensor scores = pairs.leakyRelu(options.negativeSlope()).matmul(heads.blocks(vector));
        Tensor y = heads.merged(edges.times(asSource, edges.entriesByRow().softmax(scores)));
        if (residual != null) {
            y = y.add(residual.forward(target));
        }
        return bias == null ? y : y.add(bias);
    }
}
