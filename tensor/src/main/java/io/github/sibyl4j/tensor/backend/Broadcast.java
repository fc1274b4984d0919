package io.github.sibyl4j.tensor.backend;

import java.util.Arrays;

/**
 * How two row-major operands are walked to fill a contiguous result: the sizes of the result and, for each operand, the
 * step in floats along every axis (0 where the operand is repeated). Neighbouring axes that can be walked as one are
 * merged, so that {@code [64, 207, 32] + [207, 32]} is a walk over two axes and equal shapes are a single run.
 */
public record Broadcast(int[] sizes, int[] stepsA, int[] stepsB) {

    /** Plans the walk for two shapes that are known to broadcast to {@code result}. */
    public static Broadcast of(int[] a, int[] b, int[] result) {
        int rank = result.length;
        int[] fullA = steps(a, rank);
        int[] fullB = steps(b, rank);
        int[] sizes = new int[rank];
        int[] stepsA = new int[rank];
        int[] stepsB = new int[rank];
        int kept = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (result[axis] == 1) {
                continue;
            }
            if (kept > 0
                    && stepsA[kept - 1] == fullA[axis] * result[axis]
                    && stepsB[kept - 1] == fullB[axis] * result[axis]) {
                sizes[kept - 1] *= result[axis];
                stepsA[kept - 1] = fullA[axis];
                stepsB[kept - 1] = fullB[axis];
            } else {
                sizes[kept] = result[axis];
                stepsA[kept] = fullA[axis];
                stepsB[kept] = fullB[axis];
                kept++;
            }
        }
        if (kept == 0) {
            return new Broadcast(new int[] {1}, new int[] {1}, new int[] {1});
        }
        return new Broadcast(Arrays.copyOf(sizes, kept), Arrays.copyOf(stepsA, kept), Arrays.copyOf(stepsB, kept));
    }

    private static int[] steps(int[] shape, int rank) {
        int[] steps = new int[rank];
        int step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            steps[axis + rank - shape.length] = shape[axis] == 1 ? 0 : step;
            step *= shape[axis];
        }
        return steps;
    }

    /** The length of a run along the last axis. */
    public int runLength() {
        return sizes[sizes.length - 1];
    }

    /** The number of runs. */
    public int runs() {
        int runs = 1;
        for (int axis = 0; axis < sizes.length - 1; axis++) {
            runs *= sizes[axis];
        }
        return runs;
    }

    public int runStepA() {
        return stepsA[stepsA.length - 1];
    }

    public int runStepB() {
        return stepsB[stepsB.length - 1];
    }

    /** Whether the first operand is as contiguous as the result, and the second one row that is repeated. */
    public boolean repeatsRowB() {
        return sizes.length == 2 && stepsA[0] == sizes[1] && stepsA[1] == 1 && stepsB[0] == 0 && stepsB[1] == 1;
    }

    public int startA(int run) {
        return start(run, stepsA);
    }

    public int startB(int run) {
        return start(run, stepsB);
    }

    private int start(int run, int[] steps) {
        if (sizes.length == 1) {
            return 0;
        }
        int rest = run;
        int start = 0;
        for (int axis = sizes.length - 2; axis > 0; axis--) {
            start += rest % sizes[axis] * steps[axis];
            rest /= sizes[axis];
        }
        return start + rest * steps[0];
    }
}
