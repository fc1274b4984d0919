package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Features {@code [node, width]} that a layer only multiplies by its weights, so that they need never be written out: a
 * dense or sparse matrix, what is added to it as a product of two narrow ones, and dense columns beside it. Gradients flow
 * into weights and into whatever dense part is learned. Immutable, but for what {@link #remembering} ones remember.
 */
public final class ImplicitFeatures {
    private final Tensor dense;
    private final SparseMatrix sparse;
    private final Tensor left;
    private final Tensor right;
    private final Tensor beside;
    /** Products without those of the columns beside, by their weights; null where they are computed each time. */
    private final Map<Tensor, float[]> remembered;

    private ImplicitFeatures(
            Tensor dense,
            SparseMatrix sparse,
            Tensor left,
            Tensor right,
            Tensor beside,
            Map<Tensor, float[]> remembered) {
        this.dense = dense;
        this.sparse = sparse;
        this.left = left;
        this.right = right;
        this.beside = beside;
        this.remembered = remembered;
    }

    /** @param x {@code [node, width]} */
    public static ImplicitFeatures of(Tensor x) {
        require(x.rank() == 2, "features must be a matrix [node, width], found %d axes", x.rank());
        return new ImplicitFeatures(x, null, null, null, null, null);
    }

    /** @param x {@code [node, width]} */
    public static ImplicitFeatures of(SparseMatrix x) {
        return new ImplicitFeatures(null, x, null, null, null, null);
    }

    /**
     * These and the product of two matrices, instead of what was added before: for rows that share a learned one, or an error
     * that is projected into the input.
     *
     * @param a {@code [node, rank]}
     * @param b {@code [rank, width]}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if shapes do not fit
     */
    public ImplicitFeatures plus(Tensor a, Tensor b) {
        require(
                a.rank() == 2 && b.rank() == 2 && a.size(0) == nodes() && b.size(1) == own() && a.size(1) == b.size(0),
                "a product [%d, rank] by [rank, %d] was expected, found %s by %s",
                nodes(),
                own(),
                Arrays.toString(a.shape()),
                Arrays.toString(b.shape()));
        return new ImplicitFeatures(dense, sparse, a, b, beside, remembered == null ? null : new IdentityHashMap<>());
    }

    /**
     * With these columns to the right of all others.
     *
     * @param columns {@code [node, more]}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the numbers of nodes differ
     */
    public ImplicitFeatures beside(Tensor columns) {
        require(
                columns.rank() == 2 && columns.size(0) == nodes(),
                "columns [%d, more] were expected, found %s",
                nodes(),
                Arrays.toString(columns.shape()));
        Tensor all = beside == null ? columns : Tensor.concat(1, beside, columns);
        return new ImplicitFeatures(dense, sparse, left, right, all, remembered);
    }

    /**
     * The same for weights that do not change: what they make of these features, without any columns beside, is computed once
     * and kept on the heap, and has no gradients. Not for several threads at a time.
     */
    public ImplicitFeatures remembering() {
        return new ImplicitFeatures(dense, sparse, left, right, beside, new IdentityHashMap<>());
    }

    public int nodes() {
        return dense == null ? sparse.rows() : dense.size(0);
    }

    public int width() {
        return own() + (beside == null ? 0 : beside.size(1));
    }

    private int own() {
        return dense == null ? sparse.columns() : dense.size(1);
    }

    /** Whether writing them out would take more than they do. */
    public boolean isSparse() {
        return sparse != null;
    }

    /**
     * {@code X W^T}, {@code [node, out]}.
     *
     * @param weights {@code W} {@code [out, width]}
     */
    public Tensor times(Tensor weights) {
        Tensor y = remembered == null ? ownTimes(weights) : recall(weights);
        return beside == null ? y : y.add(beside.linear(weights.slice(1, own(), width()), null));
    }

    /** Without the columns beside. */
    private Tensor ownTimes(Tensor weights) {
        Tensor w = beside == null ? weights : weights.slice(1, 0, own());
        Tensor y = dense == null ? sparse.times(w.transpose()) : dense.linear(w, null);
        return left == null ? y : y.add(left.matmul(right.linear(w, null)));
    }

    private Tensor recall(Tensor weights) {
        try (Autograd.NoGradient off = Autograd.off()) {
            float[] known = remembered.get(weights);
            if (known != null) {
                return Tensor.of(known, nodes(), weights.size(0));
            }
            Tensor product = ownTimes(weights);
            remembered.put(weights, product.toArray());
            return product;
        }
    }

    /** All of it {@code [node, width]}, for layers that cannot do without. */
    public Tensor toTensor() {
        Tensor x = dense == null ? Inputs.written(sparse) : dense;
        if (left != null) {
            x = x.add(left.matmul(right));
        }
        return beside == null ? x : Tensor.concat(1, x, beside);
    }

    @Override
    public String toString() {
        if (sparse != null && beside == null) {
            return sparse.toString();
        }
        return "ImplicitFeatures[" + nodes() + ", " + width() + (isSparse() ? ", sparse]" : "]");
    }
}
