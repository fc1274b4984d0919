package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * Options of {@link GatConv} and {@link GatV2Conv}, named as in PyTorch Geometric.
 *
 * @param heads number of heads
 * @param concat whether the heads stand side by side in the result; otherwise they are averaged
 * @param negativeSlope of the leaky ReLU of a score, from 0 to 1
 * @param addSelfLoops whether every node hears itself, exactly once; its edge features are then the mean of its incoming
 *     edges'
 * @param edgeDim width of edge features, 0 for none
 * @param bias whether the result has a bias
 * @param residual whether a linear map of the node's own features is added
 * @param shareWeights whether {@link GatV2Conv} transforms a node as a source and as a target alike; refused by {@link GatConv}
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

    public AttentionOptions withHeads(int value) {
        return new AttentionOptions(value, concat, negativeSlope, addSelfLoops, edgeDim, bias, residual, shareWeights);
    }

    public AttentionOptions withConcat(boolean value) {
        return new AttentionOptions(heads, value, negativeSlope, addSelfLoops, edgeDim, bias, residual, shareWeights);
    }

    public AttentionOptions withNegativeSlope(float value) {
        return new AttentionOptions(heads, concat, value, addSelfLoops, edgeDim, bias, residual, shareWeights);
    }

    public AttentionOptions withSelfLoops(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, value, edgeDim, bias, residual, shareWeights);
    }

    public AttentionOptions withEdgeDim(int value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, value, bias, residual, shareWeights);
    }

    public AttentionOptions withBias(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, edgeDim, value, residual, shareWeights);
    }

    public AttentionOptions withResidual(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, edgeDim, bias, value, shareWeights);
    }

    public AttentionOptions withShareWeights(boolean value) {
        return new AttentionOptions(heads, concat, negativeSlope, addSelfLoops, edgeDim, bias, residual, value);
    }
}
