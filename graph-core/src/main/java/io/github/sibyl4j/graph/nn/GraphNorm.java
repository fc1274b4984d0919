package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Normalisation of every feature over the nodes of a graph (Cai et al., ICML 2021), PyTorch Geometric's GraphNorm:
 * {@code (x - a mean) / sqrt(mean((x - a mean)^2) + eps) * gain + bias} with a learned share {@code a} of the mean. Gain and
 * share start at 1, the bias at 0.
 *
 * <p>{@code [node, width]} to the same.
 */
public final class GraphNorm extends Module {
    private static final float EPSILON = 1e-5f;

    private final Parameter gain;
    private final Parameter bias;
    private final Parameter meanScale;

    public GraphNorm(int width) {
        float[] ones = new float[Inputs.positive(this, "width", width)];
        Arrays.fill(ones, 1);
        gain = parameter("weight", Parameter.of(ones, width));
        bias = parameter("bias", Parameter.zeros(width));
        meanScale = parameter("mean_scale", Parameter.of(ones, width));
    }

    /** Over the nodes of one graph. */
    public Tensor forward(Tensor x) {
        Inputs.nodeRows(this, "x", x, x.rank() == 0 ? 0 : x.size(0), gain.size(0));
        return normalised(x, t -> t.mean(0, true));
    }

    /** Over the nodes of every graph of a batch. */
    public Tensor forward(Tensor x, GraphBatch batch) {
        Inputs.nodeRows(this, "x", x, batch.nodeCount(), gain.size(0));
        Segments nodes = batch.nodesByGraph();
        return normalised(x, t -> nodes.gather(nodes.mean(t)));
    }

    private Tensor normalised(Tensor x, UnaryOperator<Tensor> mean) {
        Tensor centered = x.sub(mean.apply(x).mul(meanScale));
        Tensor deviation = mean.apply(centered.square()).add(EPSILON).sqrt();
        return centered.mul(gain).div(deviation).add(bias);
    }
}
