package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Gru;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;

/**
 * Gated graph sequence network (Li et al., ICLR 2016), PyTorch Geometric's GatedGraphConv: {@code layers} times
 * {@code h_i = GRU(aggregate_j(a_ij h_j W), h_i)} from {@code h = [x, 0]}, with one GRU and a matrix {@code W} for every layer.
 *
 * <p>{@code [node, in]} to {@code [node, out]}, where {@code in <= out}.
 */
public final class GatedGraphConv extends Module implements GraphLayer {
    private final int out;
    private final int layers;
    private final Aggregation aggregation;
    private final Parameter weight;
    private final Gru gru;

    /** Adds messages up. */
    public GatedGraphConv(int out, int layers, Seed seed) {
        this(out, layers, Aggregation.SUM, seed);
    }

    public GatedGraphConv(int out, int layers, Aggregation aggregation, Seed seed) {
        this.out = Inputs.positive(this, "out", out);
        this.layers = Inputs.positive(this, "layers", layers);
        this.aggregation = aggregation;
        weight = parameter(
                "weight",
                Parameter.of(seed.split("weight").uniform(layers * out * out, 1 / Math.sqrt(out)), layers, out, out));
        gru = part("rnn", new Gru(out, out, seed.split("rnn")));
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        int nodes = graph.nodeCount();
        require(
                x.rank() == 2 && x.size(0) == nodes && x.size(1) <= out,
                "GatedGraphConv takes x of the shape [%d, at most %d], found %s: pass a row for every node of the graph,"
                        + " and build the layer at least as wide as its input",
                nodes,
                out,
                Arrays.toString(x.shape()));
        Tensor h = x.size(1) == out ? x : x.pad(1, 0, out - x.size(1), 0);
        for (int layer = 0; layer < layers; layer++) {
            Tensor own = weight.slice(0, layer, layer + 1).reshape(out, out);
            Tensor heard = aggregation.neighbours(h.matmul(own), graph.bipartite());
            h = gru.forward(heard.reshape(1, 1, nodes, out), h.reshape(1, nodes, out))
                    .last()
                    .reshape(nodes, out);
        }
        return h;
    }
}
