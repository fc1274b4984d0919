package io.github.sibyl4j.graph.pretrain;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.nn.GatConv;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.graph.nn.SageConv;
import io.github.sibyl4j.tensor.Seed;
import java.util.List;

/** One of our encoders with its sizes, in the form that a saved model names it by. */
record EncoderArchitecture(Layer layer, int heads, List<Integer> widths) implements StackedEncoder.Factory {

    enum Layer {
        GCN,
        SAGE,
        GAT
    }

    EncoderArchitecture {
        require(layer != null, "an encoder needs a kind of layer, found none");
        require(widths != null && !widths.isEmpty(), "an encoder needs the width of at least one layer, found none");
        for (Integer width : widths) {
            require(width != null && width >= 1, "the widths of layers must be positive, found %s", width);
            require(
                    heads >= 1 && width % heads == 0,
                    "every width must be a multiple of the %d heads, found %d",
                    heads,
                    width);
        }
        widths = List.copyOf(widths);
    }

    @Override
    public StackedEncoder create(int features, Seed seed) {
        int[] each = widths.stream().mapToInt(Integer::intValue).toArray();
        return switch (layer) {
            case GCN -> StackedEncoder.of(GcnConv::new, each).create(features, seed);
            case SAGE ->
                StackedEncoder.of((in, out, drawn) -> new SageConv(in, out, drawn), each)
                        .create(features, seed);
            case GAT ->
                StackedEncoder.of((in, out, drawn) -> new GatConv(in, out / heads, heads, true, drawn), each)
                        .create(features, seed);
        };
    }

    /** How many values the encoder has at least. */
    double weights(int features) {
        double sum = 0;
        double in = features;
        for (int width : widths) {
            sum += in * width;
            in = width;
        }
        return sum;
    }
}
