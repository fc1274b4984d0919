package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Graph attention (Velickovic et al., ICLR 2018) as PyTorch Geometric's GATConv computes it: every head mixes the
 * transformed features of a node's senders, itself among them, by {@code softmax_j(leakyRelu(a_target . W x_i + a_source .
 * W x_j))} with slope 0.2. Weights start uniform as Glorot's, the bias at zero.
 *
 * <p>{@code [node, in]} to {@code [node, heads * channels]}, or {@code [node, channels]} when heads are averaged.
 */
public final class GatConv extends Module {
    private static final float SLOPE = 0.2f;

    private final int heads;
    private final int channels;
    private final boolean concat;
    private final Parameter weight;
    private final Parameter source;
    private final Parameter target;
    private final Parameter bias;

    /**
     * @param channels width of a head
     * @param concat whether the heads stand side by side in the result; otherwise they are averaged
     */
    public GatConv(int in, int channels, int heads, boolean concat, Seed seed) {
        this.heads = heads;
        this.channels = channels;
        this.concat = concat;
        int width = heads * channels;
        double bound = Math.sqrt(6.0 / (in + width));
        double attentionBound = Math.sqrt(6.0 / (heads + channels));
        weight = parameter("lin.weight", Parameter.of(seed.split("weight").uniform(in * width, bound), width, in));
        source = parameter(
                "att_src", Parameter.of(seed.split("source").uniform(width, attentionBound), 1, heads, channels));
        target = parameter(
                "att_dst", Parameter.of(seed.split("target").uniform(width, attentionBound), 1, heads, channels));
        bias = parameter("bias", Parameter.zeros(concat ? width : channels));
    }

    public Tensor forward(Tensor x, GraphTensor graph) {
        return attend(x.linear(weight, null), graph);
    }

    /** The same for sparse features, which are never written out. */
    public Tensor forward(SparseMatrix x, GraphTensor graph) {
        return attend(x.times(weight.transpose()), graph);
    }

    private Tensor attend(Tensor h, GraphTensor graph) {
        // Only the structure counts: senders in rows of their receivers, every node a sender to itself.
        SparseMatrix edges = graph.matrix(Normalization.GCN);
        Tensor mixed = edges.attention(h, scores(h, source), scores(h, target), SLOPE);
        return (concat ? mixed : mixed.reshape(h.size(0), heads, channels).mean(1, false)).add(bias);
    }

    /** {@code [node, head]}: every head's channels times its attention vector, as one product with a block diagonal. */
    private Tensor scores(Tensor h, Parameter attention) {
        float[] blocks = new float[heads * channels * heads];
        for (int i = 0; i < heads * channels; i++) {
            blocks[i * heads + i / channels] = 1;
        }
        Tensor ownHead = Tensor.of(blocks, heads * channels, heads);
        return h.matmul(attention.reshape(heads * channels, 1).mul(ownHead));
    }
}
