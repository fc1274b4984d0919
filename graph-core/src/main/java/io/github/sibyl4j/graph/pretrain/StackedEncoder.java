package io.github.sibyl4j.graph.pretrain;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GraphLayer;
import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.graph.nn.ImplicitInputLayer;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.BatchNorm;
import io.github.sibyl4j.tensor.nn.Module;
import io.github.sibyl4j.tensor.nn.PRelu;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Graph layers, each followed by batch normalisation and a PReLU, as ParetoGNN's encoder. Running statistics move to those of
 * the last batch all but a hundredth.
 */
public final class StackedEncoder extends Module {
    private static final float MOMENTUM = 0.99f;

    private final List<Block> blocks = new ArrayList<>();

    private record Block(GraphLayer layer, int width, BatchNorm norm, PRelu activation) {}

    /** Makes an encoder for the width of the data. */
    @FunctionalInterface
    public interface Factory {
        StackedEncoder create(int features, Seed seed);
    }

    /** Makes a layer. */
    @FunctionalInterface
    public interface LayerFactory<L extends Module & GraphLayer> {
        L create(int in, int out, Seed seed);
    }

    private StackedEncoder() {}

    /** Graph convolutions of these widths; published: 512 and 256. */
    public static Factory gcn(int... widths) {
        return ours(EncoderArchitecture.Layer.GCN, 1, widths);
    }

    /** GraphSAGE with means. */
    public static Factory sage(int... widths) {
        return ours(EncoderArchitecture.Layer.SAGE, 1, widths);
    }

    /** Graph attention, where the number of heads divides every width. */
    public static Factory gat(int heads, int... widths) {
        return ours(EncoderArchitecture.Layer.GAT, heads, widths);
    }

    private static Factory ours(EncoderArchitecture.Layer layer, int heads, int... widths) {
        return new EncoderArchitecture(
                layer, heads, IntStream.of(widths).boxed().toList());
    }

    /**
     * Any layers. A first layer that is an {@link ImplicitInputLayer} never writes sparse features out.
     *
     * @param widths of the layers' outputs, the first layer's first
     */
    public static <L extends Module & GraphLayer> Factory of(LayerFactory<L> layer, int... widths) {
        require(widths.length > 0, "an encoder needs the width of at least one layer, found none");
        for (int width : widths) {
            require(width >= 1, "the widths of layers must be positive, found %d", width);
        }
        int[] kept = widths.clone();
        return (features, seed) -> {
            StackedEncoder encoder = new StackedEncoder();
            int in = features;
            for (int i = 0; i < kept.length; i++) {
                encoder.add(i, layer.create(in, kept[i], seed.split(i)), kept[i]);
                in = kept[i];
            }
            return encoder;
        };
    }

    private <L extends Module & GraphLayer> void add(int index, L layer, int width) {
        blocks.add(new Block(
                part("layers." + index, layer),
                width,
                part("norms." + index, new BatchNorm(width, MOMENTUM)),
                part("activations." + index, new PRelu())));
    }

    /** The width of its output. */
    public int width() {
        return blocks.get(blocks.size() - 1).width;
    }

    /** {@code [node, feature]} to {@code [node, width]} by running statistics. */
    public Tensor forward(ImplicitFeatures x, GraphTensor graph) {
        Tensor h = null;
        for (Block block : blocks) {
            h = block.activation.forward(block.norm.forward(output(block, x, h, graph)));
        }
        return h;
    }

    /** The same by the statistics of these nodes, which become the running ones. */
    public Tensor forwardTraining(ImplicitFeatures x, GraphTensor graph) {
        Tensor h = null;
        for (Block block : blocks) {
            h = block.activation.forward(block.norm.forwardTraining(output(block, x, h, graph)));
        }
        return h;
    }

    /** @param h null for the first layer, which takes {@code x} */
    private static Tensor output(Block block, ImplicitFeatures x, Tensor h, GraphTensor graph) {
        Tensor y;
        if (h != null) {
            y = block.layer.forward(h, graph);
        } else if (x.isSparse() && block.layer instanceof ImplicitInputLayer) {
            y = ((ImplicitInputLayer) block.layer).forward(x, graph);
        } else {
            y = block.layer.forward(x.toTensor(), graph);
        }
        require(
                y.rank() == 2 && y.size(1) == block.width,
                "the encoder's layer %s was to have the width %d, but its output has %d: let its factory make a layer of"
                        + " the width that it is asked for",
                block.layer.getClass().getSimpleName(),
                block.width,
                y.size(-1));
        return y;
    }
}
