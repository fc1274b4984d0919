package io.github.sibyl4j.tensor;

import java.util.Arrays;

/** Matrix products with their backward rules: for {@code C = A B}, {@code dA = dC B^T} and {@code dB = A^T dC}. */
final class Products {
    private Products() {}

    static Tensor matmul(Tensor a, Tensor b) {
        if (a.rank() >= 2 && b.rank() == 2 && a.size(-1) == b.size(0)) {
            return wide(a, b, false);
        }
        if (a.rank() == 3 && b.rank() == 3 && a.size(0) == b.size(0) && a.size(2) == b.size(1)) {
            return batched(a, b);
        }
        throw new IllegalArgumentException("matmul cannot multiply " + Shape.text(a.shape()) + " by "
                + Shape.text(b.shape()) + ": expected [..., m, k] x [k, n] or [b, m, k] x [b, k, n]");
    }

    static Tensor linear(Tensor x, Tensor weights, Tensor bias) {
        if (x.rank() < 1 || weights.rank() != 2 || x.size(-1) != weights.size(1)) {
            throw new IllegalArgumentException("linear cannot apply weights " + Shape.text(weights.shape()) + " to "
                    + Shape.text(x.shape()) + ": expected [out, in] and [..., in]");
        }
        Tensor product = wide(x, weights, true);
        return bias == null ? product : product.add(bias);
    }

    /** {@code [..., k]} times one matrix, {@code [k, n]} or, transposed, {@code [n, k]}. */
    private static Tensor wide(Tensor a, Tensor b, boolean transposeB) {
        int k = a.size(-1);
        int m = k == 0 ? Shape.product(a.shape(), 0, a.rank() - 1) : (int) (a.length() / k);
        int n = transposeB ? b.size(0) : b.size(1);
        int[] shape = a.shape();
        shape[shape.length - 1] = n;
        Tensor c = gemm(false, transposeB, m, n, k, a, b, shape);
        return Autograd.record(
                c,
                g -> {
                    if (a.tracksGradient()) {
                        a.addGradient(gemm(false, !transposeB, m, k, n, g, b, a.shape()));
                    }
                    if (b.tracksGradient()) {
                        b.addGradient(
                                transposeB
                                        ? gemm(true, false, n, k, m, g, a, b.shape())
                                        : gemm(true, false, k, n, m, a, g, b.shape()));
                    }
                },
                a,
                b);
    }

    private static Tensor gemm(
            boolean transposeA, boolean transposeB, int m, int n, int k, Tensor a, Tensor b, int[] shape) {
        Tensor c = Tensor.allocate(shape);
        Tensor.backend().gemm(transposeA, transposeB, m, n, k, 1, a.buffer(), b.buffer(), 0, c.buffer(), 1, 0, 0);
        return c;
    }

    private static Tensor batched(Tensor a, Tensor b) {
        int batch = a.size(0);
        int m = a.size(1);
        int k = a.size(2);
        int n = b.size(2);
        Tensor c = batchedGemm(false, false, batch, m, n, k, a, b);
        return Autograd.record(
                c,
                g -> {
                    if (a.tracksGradient()) {
                        a.addGradient(batchedGemm(false, true, batch, m, k, n, g, b));
                    }
                    if (b.tracksGradient()) {
                        b.addGradient(batchedGemm(true, false, batch, k, n, m, a, g));
                    }
                },
                a,
                b);
    }

    private static Tensor batchedGemm(
            boolean transposeA, boolean transposeB, int batch, int m, int n, int k, Tensor a, Tensor b) {
        Tensor c = Tensor.allocate(batch, m, n);
        Tensor.backend()
                .gemm(
                        transposeA,
                        transposeB,
                        m,
                        n,
                        k,
                        1,
                        a.buffer(),
                        b.buffer(),
                        0,
                        c.buffer(),
                        batch,
                        (long) m * k,
                        (long) k * n);
        return c;
    }

    /** {@code matrix x} for every batch of {@code x} {@code [..., columns, width]}; {@code dX = matrix^T dY}. */
    static Tensor sparse(SparseMatrix matrix, Tensor x) {
        if (x.rank() < 2 || x.size(-2) != matrix.columns()) {
            throw new IllegalArgumentException(matrix + " cannot be applied to " + Shape.text(x.shape())
                    + ": expected [..., " + matrix.columns() + ", width]");
        }
        Tensor y = sparsePlain(matrix, x);
        return Autograd.record(y, g -> x.addGradient(sparsePlain(matrix.transpose(), g)), x);
    }

    private static Tensor sparsePlain(SparseMatrix matrix, Tensor x) {
        int[] shape = x.shape();
        int batch = Shape.product(shape, 0, shape.length - 2);
        int width = shape[shape.length - 1];
        int[] result = Arrays.copyOf(shape, shape.length);
        result[shape.length - 2] = matrix.rows();
        Tensor y = Tensor.allocate(result);
        Tensor.backend().sparseTimesDense(matrix.entries(), x.buffer(), batch, width, y.buffer());
        return y;
    }
}
