package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Keeps the nodes that point most in a learned direction {@code w} (Gao and Ji, ICML 2019; Cangea et al. 2018), PyTorch
 * Geometric's TopKPooling: the score of a node is {@code s_i = tanh(x_i . w / |w|)}, and a node that stays has the features
 * {@code x_i s_i}, through which {@code w} is learned.
 */
public final class TopKPooling extends Module {
    private final int in;
    private final SelectTopK select;

    public TopKPooling(int in, PoolingOptions options, Seed seed) {
        this.in = Inputs.positive(this, "in", in);
        select = part("select", new SelectTopK(in, options, seed.split("select")));
    }

    /** @param x {@code [node, in]} */
    public Pooled forward(Tensor x, GraphBatch batch) {
        Inputs.nodeRows(this, "x", x, batch.nodeCount(), in);
        return select.pool(x, x, batch);
    }
}
