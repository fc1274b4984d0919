package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;

/**
 * Combines the results of all layers of a network, so that every node chooses how far it looks (Xu et al., ICML 2018), as
 * PyTorch Geometric's JumpingKnowledge: side by side; the largest value of each feature; or a sum with the weights
 * {@code softmax_l(a . h_l)} from the states of a bidirectional LSTM over the layers.
 */
public final class JumpingKnowledge extends Module {
    private enum Mode {
        CAT,
        MAX,
        LSTM
    }

    private final Mode mode;
    private final int channels;
    private final int layers;
    private final BidirectionalLstm lstm;
    private final Linear attention;

    private JumpingKnowledge(Mode mode) {
        this.mode = mode;
        channels = 0;
        layers = 0;
        lstm = null;
        attention = null;
    }

    private JumpingKnowledge(int channels, int layers, Seed seed) {
        mode = Mode.LSTM;
        this.channels = Inputs.positive(this, "channels", channels);
        this.layers = Inputs.positive(this, "layers", layers);
        int hidden = Inputs.positive(this, "layers * channels / 2", layers * channels / 2);
        lstm = part("lstm", new BidirectionalLstm(channels, hidden, seed.split("lstm")));
        attention = part("att", new Linear(2 * hidden, 1, seed.split("att")));
    }

    /** Side by side: {@code [node, width of all layers]}. */
    public static JumpingKnowledge cat() {
        return new JumpingKnowledge(Mode.CAT);
    }

    /** The largest value over layers of one width: {@code [node, width]}. */
    public static JumpingKnowledge max() {
        return new JumpingKnowledge(Mode.MAX);
    }

    /** A weighted sum over the given number of layers of one width: {@code [node, channels]}. */
    public static JumpingKnowledge lstm(int channels, int layers, Seed seed) {
        return new JumpingKnowledge(channels, layers, seed);
    }

    /** @param results of the layers, {@code [node, width]} each */
    public Tensor forward(Tensor... results) {
        require(results.length > 0, "JumpingKnowledge combines the results of at least one layer, found none");
        for (Tensor result : results) {
            require(
                    result.rank() == 2
                            && result.size(0) == results[0].size(0)
                            && (mode == Mode.CAT || result.size(1) == results[0].size(1)),
                    "JumpingKnowledge combines results of the same nodes%s, found the shapes %s: give it one [node, width]"
                            + " a layer",
                    mode == Mode.CAT ? "" : " and one width",
                    Arrays.toString(Arrays.stream(results)
                            .map(r -> Arrays.toString(r.shape()))
                            .toArray()));
        }
        switch (mode) {
            case CAT:
                return Tensor.concat(-1, results);
            case MAX:
                return Tensor.stack(0, results).max(0, false);
            default:
                return weighted(results);
        }
    }

    private Tensor weighted(Tensor[] results) {
        require(
                results.length == layers && results[0].size(1) == channels,
                "JumpingKnowledge was built for %d layers of the width %d, found %d of the width %d",
                layers,
                channels,
                results.length,
                results[0].size(1));
        Tensor x = Tensor.stack(0, results);
        Tensor weights = attention.forward(lstm.forward(x)).softmax(0);
        return x.mul(weights).sum(0, false);
    }
}
