package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.Groups;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Attention over the entries of a matrix, one array {@code [entry, head]} after the other. */
final class AttentionOps {
    private final int[] columnOf;
    private final int[] rowOf;
    private final Groups groups;

    AttentionOps(CompressedRows matrix) {
        columnOf = matrix.columnIndices();
        rowOf = SegmentOps.rowOf(matrix);
        int[] members = IntStream.range(0, columnOf.length).toArray();
        groups = new Groups(matrix.rows(), matrix.rowPointers(), members, rowOf);
    }

    /** Also gives the scores before leaky ReLU and the weights. */
    void forward(
            INDArray x,
            INDArray source,
            INDArray target,
            float slope,
            INDArray scores,
            INDArray weights,
            INDArray out) {
        SegmentOps.gather(source, columnOf, scores);
        scores.addi(SegmentOps.gather(target, rowOf));
        SegmentOps.softmax(groups, scores.mul(steepness(scores, slope)), weights);
        SegmentOps.weightedSparse(x, columnOf, weights, rowOf, out);
    }

    /** The derivative of leaky ReLU. */
    private static INDArray steepness(INDArray scores, float slope) {
        return scores.gt(0).castTo(DataType.FLOAT).muli(1 - slope).addi(slope);
    }

    void backward(
            INDArray x,
            INDArray scores,
            INDArray weights,
            INDArray g,
            float slope,
            INDArray xGradient,
            INDArray sourceGradient,
            INDArray targetGradient) {
        INDArray change = Nd4j.zeros(DataType.FLOAT, weights.shape());
        SegmentOps.addSampled(g, rowOf, x, columnOf, change);
        INDArray exponentChange = Nd4j.createUninitialized(DataType.FLOAT, weights.shape());
        SegmentOps.softmaxGradient(groups, weights, change, exponentChange);
        exponentChange.muli(steepness(scores, slope));
        SegmentOps.sums(exponentChange, columnOf, sourceGradient);
        SegmentOps.sums(exponentChange, rowOf, targetGradient);
        SegmentOps.weightedSparse(g, rowOf, weights, columnOf, xGradient);
    }
}
