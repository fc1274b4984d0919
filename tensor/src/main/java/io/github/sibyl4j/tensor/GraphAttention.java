package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.AttentionShape;
import io.github.sibyl4j.tensor.backend.Buffer;

/** Attention over the entries of a sparse matrix, with its backward rule; see {@link SparseMatrix#attention}. */
final class GraphAttention {
    private GraphAttention() {}

    static Tensor attention(SparseMatrix matrix, Tensor x, Tensor source, Tensor target, float slope) {
        int heads = source.rank() == 2 ? source.size(1) : 0;
        boolean fits = heads > 0
                && x.rank() == 2
                && x.size(0) == matrix.columns()
                && x.size(1) % heads == 0
                && source.size(0) == matrix.columns()
                && target.rank() == 2
                && target.size(0) == matrix.rows()
                && target.size(1) == heads;
        if (!fits) {
            throw new IllegalArgumentException("attention over " + matrix + " cannot combine x "
                    + Shape.text(x.shape()) + ", source scores " + Shape.text(source.shape()) + " and target scores "
                    + Shape.text(target.shape()) + ": expected [" + matrix.columns() + ", width], ["
                    + matrix.columns() + ", head] and [" + matrix.rows()
                    + ", head], where the number of heads divides width");
        }
        if (!(slope >= 0 && slope <= 1)) {
            throw new IllegalArgumentException("the slope of attention must lie from 0 to 1, found " + slope);
        }
        AttentionShape shape = new AttentionShape(heads, x.size(1) / heads, slope);
        Tensor y = Tensor.allocate(matrix.rows(), x.size(1));
        Buffer saved = Autograd.records(x, source, target)
                ? Scope.allocate(Tensor.backend().graphAttentionSavedLength(matrix.entries(), shape))
                : null;
        Tensor.backend()
                .graphAttention(
                        matrix.entries(), shape, x.buffer(), source.buffer(), target.buffer(), y.buffer(), saved);
        return Autograd.record(
                y,
                g -> {
                    Tensor xGradient = x.gradientRoom();
                    Tensor sourceGradient = source.gradientRoom();
                    Tensor targetGradient = target.gradientRoom();
                    Tensor.backend()
                            .graphAttentionBackward(
                                    matrix.entries(),
                                    matrix.transpose().entries(),
                                    shape,
                                    x.buffer(),
                                    source.buffer(),
                                    target.buffer(),
                                    y.buffer(),
                                    saved,
                                    g.buffer(),
                                    xGradient.buffer(),
                                    sourceGradient.buffer(),
                                    targetGradient.buffer());
                    x.addGradient(xGradient);
                    source.addGradient(sourceGradient);
                    target.addGradient(targetGradient);
                },
                x,
                source,
                target);
    }
}
