package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.function.UnaryOperator;

/**
 * Normalisation that keeps the total distance between nodes, against oversmoothing (Zhao and Akoglu, ICLR 2020), PyTorch
 * Geometric's PairNorm: nodes are centred, {@code c_i = x_i - mean_j x_j}, and become
 * {@code scale c_i / sqrt(eps + mean_j |c_j|^2)}, or one by one {@code scale c_i / (eps + |c_i|)}. It has no parameters.
 *
 * <p>{@code [node, width]} to the same.
 */
public final class PairNorm extends Module {
    private static final float EPSILON = 1e-5f;
    /** Keeps the root of a zero length differentiable; far below the epsilon beside it. */
    private static final float SHORTEST_SQUARE = 1e-30f;

    private final float scale;
    private final boolean individually;

    /** Scale 1, all nodes of a graph by one length. */
    public PairNorm() {
        this(1, false);
    }

    /** @param individually whether every node is divided by its own length, instead of one for all nodes of its graph */
    public PairNorm(float scale, boolean individually) {
        require(Float.isFinite(scale), "PairNorm needs a finite scale, found %s", scale);
        this.scale = scale;
        this.individually = individually;
    }

    /** Over the nodes of one graph. */
    public Tensor forward(Tensor x) {
        Inputs.nodeRows(this, "x", x, x.rank() == 0 ? 0 : x.size(0), x.rank() == 0 ? 0 : x.size(-1));
        return normalised(x, t -> t.mean(0, true));
    }

    /** Over the nodes of every graph of a batch. */
    public Tensor forward(Tensor x, GraphBatch batch) {
        Inputs.nodeRows(this, "x", x, batch.nodeCount(), x.rank() == 0 ? 0 : x.size(-1));
        Segments nodes = batch.nodesByGraph();
        return normalised(x, t -> nodes.gather(nodes.mean(t)));
    }

    private Tensor normalised(Tensor x, UnaryOperator<Tensor> mean) {
        Tensor centered = x.sub(mean.apply(x));
        Tensor squares = centered.square().sum(-1, true);
        Tensor length = individually
                ? squares.clamp(SHORTEST_SQUARE, Float.MAX_VALUE).sqrt().add(EPSILON)
                : mean.apply(squares).add(EPSILON).sqrt();
        return centered.mul(scale).div(length);
    }
}
