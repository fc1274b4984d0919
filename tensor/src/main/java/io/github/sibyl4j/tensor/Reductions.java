package io.github.sibyl4j.tensor;

/** Sums over an axis. */
final class Reductions {
    private Reductions() {}

    /** The gradient of a sum is the same for every summand. */
    static Tensor sum(Tensor x, int axis, boolean keepAxis) {
        Tensor y = sumPlain(x, axis, keepAxis);
        int reduced = Shape.axis(axis, x.rank());
        int[] kept = x.shape();
        kept[reduced] = 1;
        return Autograd.record(y, g -> x.addGradient(Tensor.zeros(x.shape()).add(g.reshape(kept))), x);
    }

    static Tensor sumPlain(Tensor x, int axis, boolean keepAxis) {
        int reduced = Shape.axis(axis, x.rank());
        int[] shape = x.shape();
        int outer = Shape.product(shape, 0, reduced);
        int inner = Shape.product(shape, reduced + 1, shape.length);
        int[] result = keepAxis ? shape.clone() : Layout.without(shape, reduced);
        if (keepAxis) {
            result[reduced] = 1;
        }
        Tensor out = Tensor.allocate(result);
        Tensor.backend().sum(x.buffer(), outer, shape[reduced], inner, out.buffer());
        return out;
    }
}
