package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * Options of {@link GatConv} and {@link GatV2Conv}, with the names of PyTorch Geometric's arguments in brackets.
 *
 * @param heads number of heads, at least 1 ("heads")
 * @param concat whether the heads stand side by side in the result; otherwise they are averaged ("concat")
 * @param negativeSlope of the leaky ReLU of a score, from 0 to 1 ("negative_slope")
 * @param addSelfLoops whether every node hears itself, exactly once; its edge features are then the mean of its incoming
 *     edges' ("add_self_loops")
 * @param edgeDim width of edge features, which every call then needs; 0 for none ("edge_dim")
 * @param bias whether the result has a bias ("bias")
 * @param residual whether a linear map of the node's own features is added ("residual")
 * @param shareWeights whether {@link GatV2Conv} transforms a node as a source and as a target alike; refused by {@link GatConv}
 *     ("share_weights")
 */
public record AttentionOptions(
        int heads,
        boolean concat,
        float negativeSlope,
        boolean addSelfLoops,
        int edgeDim,
        boolean bias,
        boolean residual,
        boolean shareWeights) {

    public AttentionOptions {
        require(
                negativeSlope >= 0 && negativeSlope <= 1,
                "attention needs a negativeSlope from 0 to 1, found %s",
                negativeSlope);
    }

    /** One head, slope 0.2, self-loops and bias; no edge features, no residual, nothing shared. */
    public static AttentionOptions defaults() {
        return new AttentionOptions(1, true, 0.2f, true, 0, true, false, false);
    }

    /** The same with another number of heads. */
    public AttentionOptions withHeads(int value) {
        return new AttentionOptions(value, concat, negativeSlope, addSelfLoops, edgeDim, bias, residual, shareWeights);
    }

    /** The same with heads side by side, or averaged. */
    public AttentionOptions withConcat(boolean value) {
        return new AttentionOptions(heads, value, negativeSlope, addSelfLoops, edgeDim, bias, residual, shareWeights);
    }

    /** The same with another slope below zero of the leaky ReLU. */
    public AttentionOptions withNegativeSlope(float value) {
        return new AttentionOptions(heads, concat, value, addSelfLoops, edgeDim, bias, residual, shareWeights);
    }

    /** The same with every node hearing itself, or not. */
    public AttentionOptions withSelfLoops(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, value, edgeDim, bias, residual, shareWeights);
    }

    /** The same for edge features of a width; 0 for none. */
    public AttentionOptions withEdgeDim(int value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, value, bias, residual, shareWeights);
    }

    /** The same with a bias, or without. */
    public AttentionOptions withBias(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, edgeDim, value, residual, shareWeights);
    }

    /** The same with a linear map of the node's own features added, or without. */
    public AttentionOptions withResidual(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, edgeDim, bias, value, shareWeights);
    }

    /** The same with one transformation of sources and targets in {@link GatV2Conv}, or two. */
    public AttentionOptions withShareWeights(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, edgeDim, bias, residual, value);
    }
}
