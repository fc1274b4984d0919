package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.LinearShape;
import java.util.Arrays;

/** Matrix products with their backward rules: for {@code C = A B}, {@code dA = dC B^T} and {@code dB = A^T dC}. */
final class Products {
    private Products() {}

    static Tensor matmul(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        boolean matrices = a.rank() >= 2 && b.rank() >= 2;
        if (!matrices || a.size(transposeA ? -2 : -1) != b.size(transposeB ? -1 : -2)) {
            throw misfit(a, b, transposeA, transposeB);
        }
        if (b.rank() == 2 && !transposeA) {
            return wide(a, b, transposeB);
        }
        int[] batches;
        try {
            batches = Shape.broadcast(leading(a), leading(b), "matmul");
        } catch (IllegalArgumentException e) {
            throw misfit(a, b, transposeA, transposeB);
        }
        Tensor c = batched(stack(a, batches), stack(b, batches), transposeA, transposeB);
        int[] shape = Arrays.copyOf(batches, batches.length + 2);
        shape[batches.length] = c.size(1);
        shape[batches.length + 1] = c.size(2);
        return c.reshape(shape);
    }

    private static IllegalArgumentException misfit(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        return new IllegalArgumentException("matmul cannot multiply " + Shape.text(a.shape())
                + (transposeA ? " transposed" : "") + " by " + Shape.text(b.shape())
                + (transposeB ? " transposed" : "") + ": expected [..., m, k] x [k, n] or [..., m, k] x [..., k, n]");
    }

    private static int[] leading(Tensor x) {
        return Arrays.copyOf(x.shape(), x.rank() - 2);
    }

    /** {@code [batch, rows, columns]}, repeated where another operand has more matrices. */
    private static Tensor stack(Tensor x, int[] batches) {
        int[] shape = Arrays.copyOf(batches, batches.length + 2);
        shape[batches.length] = x.size(-2);
        shape[batches.length + 1] = x.size(-1);
        Tensor all = Arrays.equals(shape, x.shape()) ? x : x.expand(shape);
        return all.reshape(Shape.product(batches, 0, batches.length), x.size(-2), x.size(-1));
    }

    static Tensor linear(Tensor x, Tensor weights, Tensor bias, Activation f) {
        if (x.rank() < 1 || weights.rank() != 2 || x.size(-1) != weights.size(1)) {
            throw new IllegalArgumentException("linear cannot apply weights " + Shape.text(weights.shape()) + " to "
                    + Shape.text(x.shape()) + ": expected [out, in] and [..., in]");
        }
        if (bias != null && (bias.rank() != 1 || bias.size(0) != weights.size(0))) {
            throw new IllegalArgumentException("linear cannot add the bias " + Shape.text(bias.shape())
                    + " to what the weights " + Shape.text(weights.shape()) + " give: expected [out] or null");
        }
        int[] shape = x.shape();
        shape[shape.length - 1] = weights.size(0);
        if (x.length() == 0 || weights.length() == 0) {
            Tensor product = wide(x, weights, true);
            Tensor sum = bias == null ? product : product.add(bias);
            return f == Activation.NONE ? sum : Elementwise.unary(f.function, sum, 1);
        }
        int rows = (int) (x.length() / x.size(-1));
        LinearShape sizes = new LinearShape(rows, x.size(-1), weights.size(0), f.function, f.slope, 1);
        Tensor y = Tensor.allocate(shape);
        Tensor.backend().linear(sizes, x.buffer(), weights.buffer(), buffer(bias), y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor sums = f == Activation.NONE ? g : Autograd.inPlaceOf(g);
                    Tensor xGradient = null;
                    if (x.tracksGradient()) {
                        boolean inPlace =
                                sizes.in() == sizes.out() && sizes.fewWeights() && BackwardMemory.heldOnce(sums);
                        xGradient = inPlace ? sums.reshape(x.shape()) : x.gradientRoom();
                    }
                    Tensor weightGradient = gradientFor(weights);
                    Tensor biasGradient = bias == null ? null : gradientFor(bias);
                    Tensor.backend()
                            .linearBackward(
                                    sizes,
                                    x.buffer(),
                                    weights.buffer(),
                                    y.buffer(),
                                    g.buffer(),
                                    sums.buffer(),
                                    buffer(xGradient),
                                    buffer(weightGradient),
                                    buffer(biasGradient));
                    if (xGradient != null) {
                        x.addGradient(xGradient);
                    }
                    if (weightGradient != null) {
                        weights.addGradient(weightGradient);
                    }
                    if (biasGradient != null) {
                        bias.addGradient(biasGradient);
                    }
                },
                bias == null ? new Tensor[] {x, weights} : new Tensor[] {x, weights, bias});
    }

    private static Tensor gradientFor(Tensor operand) {
        return operand.tracksGradient() ? operand.gradientRoom() : null;
    }

    private static Buffer buffer(Tensor tensor) {
        return tensor == null ? null : tensor.buffer();
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

    private static Tensor batched(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        int m = a.size(transposeA ? 2 : 1);
        int k = a.size(transposeA ? 1 : 2);
        int n = b.size(transposeB ? 1 : 2);
        return Autograd.record(
                batchedGemm(transposeA, transposeB, m, n, k, a, b),
                g -> {
                    if (a.tracksGradient()) {
                        a.addGradient(
                                transposeA
                                        ? batchedGemm(transposeB, true, k, m, n, b, g)
                                        : batchedGemm(false, !transposeB, m, k, n, g, b));
                    }
                    if (b.tracksGradient()) {
                        b.addGradient(
                                transposeB
                                        ? batchedGemm(true, transposeA, n, k, m, g, a)
                                        : batchedGemm(!transposeA, false, k, n, m, a, g));
                    }
                },
                a,
                b);
    }

    private static Tensor batchedGemm(boolean transposeA, boolean transposeB, int m, int n, int k, Tensor a, Tensor b) {
        int batch = a.size(0);
        Tensor c = Tensor.allocate(batch, m, n);
        long stepA = (long) m * k;
        long stepB = (long) k * n;
        Tensor.backend()
                .gemm(transposeA, transposeB, m, n, k, 1, a.buffer(), b.buffer(), 0, c.buffer(), batch, stepA, stepB);
        return c;
    }

    /** {@code out[p] = sum over i, j of x[i] A[p, i, j] y[j]}, for every row and facet. */
    static Tensor bilinear(Tensor x, Tensor weights, Tensor y) {
        boolean facets = weights.rank() == 4;
        int[] w = weights.shape();
        boolean fits = (facets || weights.rank() == 3)
                && x.rank() >= (facets ? 2 : 1)
                && y.rank() == x.rank()
                && x.size(-1) == w[w.length - 2]
                && y.size(-1) == w[w.length - 1]
                && Arrays.equals(Arrays.copyOf(x.shape(), x.rank() - 1), Arrays.copyOf(y.shape(), y.rank() - 1))
                && (!facets || x.size(-2) == w[0]);
        if (!fits) {
            throw new IllegalArgumentException("bilinear cannot combine x " + Shape.text(x.shape()) + ", weights "
                    + Shape.text(w) + " and y " + Shape.text(y.shape())
                    + ": expected [..., i], [p, i, j] and [..., j], or [..., facet, i], [facet, p, i, j] and"
                    + " [..., facet, j]");
        }
        int facet = facets ? w[0] : 1;
        int p = w[w.length - 3];
        int i = w[w.length - 2];
        int j = w[w.length - 1];
        int rows = Shape.product(x.shape(), 0, x.rank() - (facets ? 2 : 1));
        Tensor left = x.reshape(rows, facet, i).permute(1, 0, 2);
        Tensor matrices = weights.reshape(facet, p, i, j).permute(0, 2, 1, 3).reshape(facet, i, p * j);
        Tensor half = left.matmul(matrices).reshape(facet, rows, p, j);
        Tensor right = y.reshape(rows, facet, 1, j).permute(1, 0, 2, 3);
        int[] shape = x.shape();
        shape[shape.length - 1] = p;
        return half.mul(right).sum(3, false).permute(1, 0, 2).reshape(shape);
    }

    /** {@code matrix x} for every batch of {@code x} {@code [..., columns, width]}; {@code dX = matrix^T dY}. */
    static Tensor sparse(SparseMatrix matrix, Tensor x) {
        if (x.rank() < 2 || x.size(-2) != matrix.columns()) {
            throw new IllegalArgumentException(matrix + " cannot be applied to " + Shape.text(x.shape())
                    + ": expected [..., " + matrix.columns() + ", width]");
        }
        Tensor y = sparsePlain(matrix, x);
        return Autograd.record(y, g -> x.addGradient(transposedPlain(matrix, g)), x);
    }

    /** Floats of a result that stays in the second level cache of most processors. */
    private static final int CACHED = 1 << 16;

    /** {@code matrix^T g}: into a small result by adding to it, otherwise by the transposed matrix. */
    private static Tensor transposedPlain(SparseMatrix matrix, Tensor g) {
        int width = g.size(-1);
        boolean small = (long) matrix.columns() * width <= CACHED && matrix.columns() < matrix.rows() / 4;
        if (!small) {
            return sparsePlain(matrix.transpose(), g);
        }
        int[] shape = g.shape();
        int batch = Shape.product(shape, 0, shape.length - 2);
        shape[shape.length - 2] = matrix.columns();
        Tensor x = Tensor.allocate(shape);
        Tensor.backend().transposedSparseTimesDense(matrix.entries(), g.buffer(), batch, width, x.buffer());
        return x;
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

    static Tensor weightedSparse(SparseMatrix matrix, Tensor x, Tensor weights) {
        boolean fits = x.rank() >= 2
                && x.size(-2) == matrix.columns()
                && (weights.rank() == 1 || weights.rank() == 2)
                && weights.size(0) == matrix.nonZeros();
        int heads = fits && weights.rank() == 2 ? weights.size(1) : 1;
        if (!fits || heads == 0 || x.size(-1) % heads != 0) {
            throw new IllegalArgumentException(matrix + " with weights " + Shape.text(weights.shape())
                    + " cannot be applied to " + Shape.text(x.shape()) + ": expected weights [" + matrix.nonZeros()
                    + "] or [" + matrix.nonZeros() + ", head] and x [..., " + matrix.columns()
                    + ", width], where the number of heads divides width");
        }
        Tensor y = weightedPlain(matrix, x, weights, heads);
        return Autograd.record(
                y,
                g -> {
                    if (x.tracksGradient()) {
                        Tensor turned = weights.detach().gather(matrix.transposedOrder());
                        x.addGradient(weightedPlain(matrix.transpose(), g, turned, heads));
                    }
                    if (weights.tracksGradient()) {
                        Tensor gradient = Tensor.allocate(weights.shape());
                        int[] shape = x.shape();
                        Tensor.backend()
                                .sampledProducts(
                                        matrix.entries(),
                                        g.buffer(),
                                        heads,
                                        x.buffer(),
                                        Shape.product(shape, 0, shape.length - 2),
                                        x.size(-1),
                                        gradient.buffer());
                        weights.addGradient(gradient);
                    }
                },
                x,
                weights);
    }

    private static Tensor weightedPlain(SparseMatrix matrix, Tensor x, Tensor weights, int heads) {
        int[] shape = x.shape();
        int batch = Shape.product(shape, 0, shape.length - 2);
        shape[shape.length - 2] = matrix.rows();
        Tensor y = Tensor.allocate(shape);
        Tensor.backend()
                .weightedSparseTimesDense(
                        matrix.entries(), weights.buffer(), heads, x.buffer(), batch, x.size(-1), y.buffer());
        return y;
    }
}
