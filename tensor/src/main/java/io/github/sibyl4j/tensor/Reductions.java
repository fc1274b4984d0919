package io.github.sibyl4j.tensor;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Reductions over any axes. Each is brought to {@code [outer, reduced, inner]} with one axis to reduce; the gradient of a
 * largest or smallest value goes to the first place that holds it.
 */
final class Reductions {
    private Reductions() {}

    static Tensor sum(Tensor x, int[] axes, boolean keepAxes) {
        return over(x, axes, keepAxes, Reductions::sumMiddle);
    }

    static Tensor mean(Tensor x, int[] axes, boolean keepAxes) {
        Tensor sum = sum(x, axes, keepAxes);
        return sum.mul((float) ((double) sum.length() / x.length()));
    }

    static Tensor product(Tensor x, int[] axes, boolean keepAxes) {
        return over(x, axes, keepAxes, Reductions::productMiddle);
    }

    static Tensor extreme(boolean largest, Tensor x, int[] axes, boolean keepAxes) {
        return over(x, axes, keepAxes, middle -> extremeMiddle(largest, middle));
    }

    static Tensor logSumExp(Tensor x, int[] axes, boolean keepAxes) {
        return over(x, axes, keepAxes, Reductions::logSumExpMiddle);
    }

    static int[] allAxes(Tensor x) {
        int[] axes = new int[x.rank()];
        Arrays.setAll(axes, i -> i);
        return axes;
    }

    private static Tensor over(Tensor x, int[] axes, boolean keepAxes, UnaryOperator<Tensor> reduceMiddle) {
        int rank = x.rank();
        boolean[] reduced = new boolean[rank];
        for (int axis : axes) {
            int checked = Shape.axis(axis, rank);
            if (reduced[checked]) {
                throw new IllegalArgumentException("an axis can be reduced once, found " + Arrays.toString(axes)
                        + " for the shape " + Shape.text(x.shape()));
            }
            reduced[checked] = true;
        }
        int[] shape = x.shape();
        int first = 0;
        while (first < rank && !reduced[first]) {
            first++;
        }
        int end = first;
        while (end < rank && reduced[end]) {
            end++;
        }
        boolean oneRun = end - first == axes.length;
        Tensor middle;
        if (oneRun) {
            middle = x.reshape(
                    Shape.product(shape, 0, first), Shape.product(shape, first, end), Shape.product(shape, end, rank));
        } else {
            int[] order = new int[rank];
            int next = 0;
            int outer = 1;
            for (int pass = 0; pass < 2; pass++) {
                for (int axis = 0; axis < rank; axis++) {
                    if (reduced[axis] == (pass == 1)) {
                        order[next++] = axis;
                        outer *= pass == 0 ? shape[axis] : 1;
                    }
                }
            }
            Tensor turned = x.permute(order);
            middle = turned.reshape(outer, Shape.product(turned.shape(), rank - axes.length, rank), 1);
        }
        return reduceMiddle.apply(middle).reshape(resultShape(shape, reduced, keepAxes));
    }

    private static int[] resultShape(int[] shape, boolean[] reduced, boolean keepAxes) {
        int[] result = new int[shape.length];
        int kept = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (!reduced[axis]) {
                result[kept++] = shape[axis];
            } else if (keepAxes) {
                result[kept++] = 1;
            }
        }
        return Arrays.copyOf(result, kept);
    }

    /** The gradient of a sum is the same for every summand. */
    private static Tensor sumMiddle(Tensor x) {
        Tensor y = Tensor.allocate(x.size(0), x.size(2));
        Tensor.backend().sum(x.buffer(), x.size(0), x.size(1), x.size(2), y.buffer());
        return Autograd.record(
                y,
                g -> {
                    if (Autograd.isUniform(g, x)) {
                        x.addUniformGradient(g);
                    } else {
                        x.addGradient(Layout.expandPlain(g.reshape(x.size(0), 1, x.size(2)), x.shape()));
                    }
                },
                x);
    }

    private static Tensor productMiddle(Tensor x) {
        Tensor y = Tensor.allocate(x.size(0), x.size(2));
        Tensor.backend().product(x.buffer(), x.size(0), x.size(1), x.size(2), y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor gradient = Tensor.allocate(x.shape());
                    Tensor.backend()
                            .productGradient(
                                    x.buffer(), g.buffer(), x.size(0), x.size(1), x.size(2), gradient.buffer());
                    x.addGradient(gradient);
                },
                x);
    }

    private static Tensor extremeMiddle(boolean largest, Tensor x) {
        requireValues(x, largest ? "max" : "min");
        Tensor y = Tensor.allocate(x.size(0), x.size(2));
        int[] places = Tensor.backend().extremes(largest, x.buffer(), x.size(0), x.size(1), x.size(2), y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor gradient = Tensor.allocate(x.shape());
                    Tensor.backend()
                            .scatterPlaces(g.buffer(), places, x.size(0), x.size(1), x.size(2), gradient.buffer());
                    x.addGradient(gradient);
                },
                x);
    }

    /** {@code d/dx log sum exp(x) = exp(x - y)}. */
    private static Tensor logSumExpMiddle(Tensor x) {
        Tensor y;
        try (Autograd.NoGradient off = Autograd.off()) {
            if (x.size(1) == 0) {
                return Tensor.full(Float.NEGATIVE_INFINITY, x.size(0), x.size(2));
            }
            Tensor largest = extremeMiddle(true, x).reshape(x.size(0), 1, x.size(2));
            // Infinities are not subtracted from themselves.
            Tensor shift = largest.clamp(-Float.MAX_VALUE, Float.MAX_VALUE);
            y = sumMiddle(x.sub(shift).exp()).log().add(shift.reshape(x.size(0), x.size(2)));
        }
        Tensor result = y;
        return Autograd.record(
                result.detach(),
                g -> {
                    int[] column = {x.size(0), 1, x.size(2)};
                    Tensor share = x.sub(result.clamp(-Float.MAX_VALUE, Float.MAX_VALUE)
                                    .reshape(column))
                            .exp();
                    x.addGradient(share.mul(g.reshape(column)));
                },
                x);
    }

    static int[] argmax(Tensor x, int axis) {
        int along = Shape.axis(axis, x.rank());
        int[] shape = x.shape();
        int outer = Shape.product(shape, 0, along);
        int inner = Shape.product(shape, along + 1, shape.length);
        requireValues(x.detach().reshape(outer, shape[along], inner), "argmax");
        try (Scope scope = Scope.open()) {
            Tensor values = Tensor.allocate(outer, inner);
            return Tensor.backend().extremes(true, x.buffer(), outer, shape[along], inner, values.buffer());
        }
    }

    private static void requireValues(Tensor middle, String operation) {
        if (middle.size(1) == 0 && middle.size(0) * middle.size(2) > 0) {
            throw new IllegalArgumentException(
                    operation + " of no values is not defined: the axes to reduce hold none");
        }
    }

    static Tensor softmax(Tensor x, int axis, boolean logarithm) {
        int along = Shape.axis(axis, x.rank());
        if (along != x.rank() - 1) {
            int[] order = allAxes(x);
            order[along] = x.rank() - 1;
            order[x.rank() - 1] = along;
            return softmax(x.permute(order), -1, logarithm).permute(order);
        }
        int width = x.size(-1);
        Tensor y = Tensor.allocate(x.shape());
        Tensor.backend().softmax(x.buffer(), width, logarithm, y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor gradient = Autograd.roomInPlaceOf(g, x);
                    Tensor.backend().softmaxGradient(y.buffer(), g.buffer(), width, logarithm, gradient.buffer());
                    x.addGradient(gradient);
                },
                x);
    }

    /** The sum over an axis without a record. */
    static Tensor sumPlain(Tensor x, int axis, boolean keepAxis) {
        return sum(x.detach(), new int[] {axis}, keepAxis);
    }
}
