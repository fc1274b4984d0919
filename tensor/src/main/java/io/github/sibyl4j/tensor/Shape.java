package io.github.sibyl4j.tensor;

import java.util.Arrays;

/** Rules for shapes: int arrays of up to five axes. */
final class Shape {
    static final int MOST_AXES = 5;

    private Shape() {}

    static String text(int[] shape) {
        return Arrays.toString(shape);
    }

    static int[] checked(int... shape) {
        if (shape.length > MOST_AXES) {
            throw new IllegalArgumentException(
                    "a tensor has at most " + MOST_AXES + " axes, found the shape " + text(shape));
        }
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a shape has no negative sizes, found " + text(shape));
            }
        }
        return shape.clone();
    }

    static long length(int[] shape) {
        long length = 1;
        for (int size : shape) {
            length *= size;
        }
        return length;
    }

    /** The product of the sizes of axes {@code from} to {@code to - 1}. */
    static int product(int[] shape, int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= shape[axis];
        }
        return product;
    }

    /** Turns -1 for the last axis, -2 for the one before it, and so on, into an index. */
    static int axis(int axis, int rank) {
        int index = axis < 0 ? axis + rank : axis;
        if (index < 0 || index >= rank) {
            throw new IllegalArgumentException("axis " + axis + " does not exist in a tensor of " + rank + " axes");
        }
        return index;
    }

    /** The common shape of two operands: axes are aligned at the end, and a size of 1 stretches. */
    static int[] broadcast(int[] a, int[] b, String operation) {
        int rank = Math.max(a.length, b.length);
        int[] result = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.length ? a[a.length - i] : 1;
            int right = i <= b.length ? b[b.length - i] : 1;
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException(operation + " cannot combine the shapes " + text(a) + " and "
                        + text(b) + ": counted from the end, axis " + i + " has " + left + " and " + right
                        + "; sizes must be equal or 1");
            }
            result[rank - i] = left == 1 ? right : left;
        }
        return result;
    }

    static int[] steps(int[] shape) {
        int[] steps = new int[shape.length];
        int step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            steps[axis] = step;
            step *= shape[axis];
        }
        return steps;
    }
}
