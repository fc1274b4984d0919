package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.cpu.AttentionLayout;
import io.github.sibyl4j.tensor.backend.cpu.AttentionLoops;
import io.github.sibyl4j.tensor.backend.cpu.AttentionNeighbours;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Graph attention on vectors with a head in every lane. */
final class AttentionVectors implements AttentionLoops {

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void forward(AttentionNeighbours n, float[] target, float[] out, float[] saved, int from, int to) {
        int values = n.layout().values();
        int groups = n.layout().groups();
        int[] pointers = n.edges().rowPointers();
        AttentionRow row = new AttentionRow(n, target, LANES, n.layout().vectors());
        AttentionStep[] all = {AttentionStep.greatest()};
        AttentionStep[] few =
                AttentionStep.of(AttentionStep.scores(), n.layout().vectors());
        for (int i = from; i < to; i++) {
            for (int group = 0; group < groups; group++) {
                int at = (i - from) * groups + group;
                int savedAt = at * (3 * LANES + values);
                row.begin(group * (LANES + values), at * LANES, pointers[i], pointers[i + 1]);
                if (row.isEmpty()) {
                    Arrays.fill(out, at * values, (at + 1) * values, 0);
                    Arrays.fill(saved, savedAt, savedAt + 3 * LANES + values, 0);
                } else {
                    row.run(all);
                    row.runTogether(few);
                    finishRow(row, values, out, at * values, saved, savedAt);
                }
            }
        }
    }

    private static void finishRow(AttentionRow row, int values, float[] out, int outAt, float[] saved, int savedAt) {
        FloatVector scale = VectorMath.ONE.div(fromArray(row.totals, 0));
        fromArray(row.greatest, 0).intoArray(saved, savedAt);
        scale.intoArray(saved, savedAt + LANES);
        fromArray(row.totals, LANES).mul(scale).intoArray(saved, savedAt + 2 * LANES);
        for (int i = 0; i < values; i += LANES) {
            fromArray(row.sums, i).mul(scale).intoArray(out, outAt + i);
            fromArray(row.positiveSums, i).mul(scale).intoArray(saved, savedAt + 3 * LANES + i);
        }
    }

    @Override
    public void prepare(
            AttentionLayout layout,
            float slope,
            int rows,
            float[] g,
            float[] out,
            float[] saved,
            float[] target,
            float[] records,
            float[] targetGradient) {
        int values = layout.values();
        for (int at = 0; at < rows * layout.groups(); at++) {
            int valuesAt = at * values;
            int oneAt = at * LANES;
            int savedAt = at * (3 * LANES + values);
            FloatVector dot = zero();
            FloatVector positiveDot = zero();
            for (int i = 0; i < values; i += LANES) {
                FloatVector gradient = fromArray(g, valuesAt + i);
                dot = fromArray(out, valuesAt + i).fma(gradient, dot);
                positiveDot = fromArray(saved, savedAt + 3 * LANES + i).fma(gradient, positiveDot);
            }
            dot = VectorMath.sumOfCopies(dot, layout.groupHeads());
            positiveDot = VectorMath.sumOfCopies(positiveDot, layout.groupHeads());
            FloatVector scale = fromArray(saved, savedAt + LANES);
            FloatVector share = fromArray(saved, savedAt + 2 * LANES);
            positiveDot.sub(dot.mul(share)).mul(1 - slope).intoArray(targetGradient, oneAt);
            fromArray(target, oneAt).intoArray(records, savedAt);
            fromArray(saved, savedAt).intoArray(records, savedAt + LANES);
            dot.mul(scale).intoArray(records, savedAt + 2 * LANES);
            for (int i = 0; i < values; i += LANES) {
                fromArray(g, valuesAt + i).mul(scale).intoArray(records, savedAt + 3 * LANES + i);
            }
        }
    }

    @Override
    public void backward(
            AttentionNeighbours n,
            float[] source,
            float[] x,
            float[] xGradient,
            float[] sourceGradient,
            int from,
            int to) {
        int values = n.layout().values();
        int groups = n.layout().groups();
        int[] pointers = n.edges().rowPointers();
        // The products g . out stand before the values and are summed like them.
        int vectors = n.layout().vectors() + 1;
        AttentionRow row = new AttentionRow(n, source, 2 * LANES, vectors);
        AttentionStep[] few = AttentionStep.of(AttentionStep.scoresOfRows(), vectors);
        for (int i = from; i < to; i++) {
            for (int group = 0; group < groups; group++) {
                int at = (i - from) * groups + group;
                row.begin(group * (3 * LANES + values), at * LANES, pointers[i], pointers[i + 1]);
                row.runTogether(few);
                finishColumn(n, row, x, at * values, xGradient, sourceGradient, at * LANES);
            }
        }
    }

    private static void finishColumn(
            AttentionNeighbours n,
            AttentionRow row,
            float[] x,
            int xAt,
            float[] xGradient,
            float[] sourceGradient,
            int sourceAt) {
        FloatVector dot = zero();
        FloatVector positiveDot = zero();
        for (int i = 0; i < n.layout().values(); i += LANES) {
            FloatVector value = fromArray(x, xAt + i);
            FloatVector sum = fromArray(row.sums, LANES + i);
            sum.intoArray(xGradient, xAt + i);
            dot = sum.fma(value, dot);
            positiveDot = fromArray(row.positiveSums, LANES + i).fma(value, positiveDot);
        }
        int heads = n.layout().groupHeads();
        FloatVector all = VectorMath.sumOfCopies(dot, heads).sub(fromArray(row.sums, 0));
        FloatVector positive = VectorMath.sumOfCopies(positiveDot, heads).sub(fromArray(row.positiveSums, 0));
        all.mul(n.slope()).add(positive.mul(1 - n.slope())).intoArray(sourceGradient, sourceAt);
    }
}
