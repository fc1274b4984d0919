package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.util.Arrays;

/**
 * A row-major array of float32 with up to five axes, outside the heap. Operations return new tensors and never change
 * their operands; they are recorded for {@link #backward()} when an operand depends on a {@link Parameter}.
 *
 * <p>Shapes broadcast as in NumPy: aligned at the last axis, a size of 1 stretches. Negative axes count from the end.
 * Operands whose shapes do not fit cause an {@link IllegalArgumentException} that shows both; a tensor of a closed
 * {@link Scope} causes an {@link IllegalStateException}.
 */
public class Tensor {
    private final Buffer buffer;
    private final int[] shape;
    Autograd.Node node;

    Tensor(Buffer buffer, int[] shape) {
        this.buffer = buffer;
        this.shape = shape;
    }

    /** Uninitialised memory for a result, in the current scope. */
    static Tensor allocate(int... shape) {
        return new Tensor(Scope.allocate(Shape.length(shape)), shape);
    }

    static Backend backend() {
        return Backends.current();
    }

    /** A tensor that holds a copy of {@code values} in row-major order. */
    public static Tensor of(float[] values, int... shape) {
        int[] checked = Shape.checked(shape);
        if (values.length != Shape.length(checked)) {
            throw new IllegalArgumentException("the shape " + Shape.text(shape) + " takes " + Shape.length(checked)
                    + " values, found " + values.length);
        }
        Tensor tensor = allocate(checked);
        tensor.buffer.write(0, values, 0, values.length);
        return tensor;
    }

    public static Tensor scalar(float value) {
        return full(value);
    }

    public static Tensor zeros(int... shape) {
        return full(0, shape);
    }

    public static Tensor full(float value, int... shape) {
        Tensor tensor = allocate(Shape.checked(shape));
        backend().fill(tensor.buffer, value);
        return tensor;
    }

    /** Numbers that are uniform in [0, 1); the same for the same seed, whatever the backend and the threads. */
    public static Tensor uniform(Seed seed, int... shape) {
        Tensor tensor = allocate(Shape.checked(shape));
        backend().uniform(seed.value(), tensor.buffer);
        return tensor;
    }

    /** Numbers from the standard normal distribution; the same for the same seed. */
    public static Tensor normal(Seed seed, int... shape) {
        return of(seed.normal((int) Shape.length(Shape.checked(shape))), shape);
    }

    // ---- what it is ----

    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** The size along an axis. */
    public int size(int axis) {
        return shape[Shape.axis(axis, shape.length)];
    }

    /** The number of values. */
    public long length() {
        return buffer.length();
    }

    /** A copy of all values in row-major order. */
    public float[] toArray() {
        float[] values = new float[(int) length()];
        buffer().read(0, values, 0, values.length);
        return values;
    }

    /** The value at one index per axis. */
    public float get(int... index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException(
                    "the shape " + Shape.text(shape) + " takes " + shape.length + " indices, found " + index.length);
        }
        int at = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            at = at * shape[axis] + java.util.Objects.checkIndex(index[axis], shape[axis]);
        }
        float[] value = new float[1];
        buffer().read(at, value, 0, 1);
        return value[0];
    }

    /** The only value of a tensor that has one. */
    public float item() {
        if (length() != 1) {
            throw new IllegalStateException("item() reads a single number, the shape is " + Shape.text(shape));
        }
        float[] value = new float[1];
        buffer().read(0, value, 0, 1);
        return value[0];
    }

    /** A short description; the first values only. */
    @Override
    public String toString() {
        int shown = (int) Math.min(8, length());
        float[] first = new float[shown];
        buffer().read(0, first, 0, shown);
        String values = Arrays.toString(first);
        return "Tensor" + Shape.text(shape) + " "
                + (shown < length() ? values.substring(0, values.length() - 1) + ", ...]" : values);
    }

    // ---- gradients and memory ----

    /**
     * Adds the gradient of this single number to every {@link Parameter} it was computed from.
     *
     * @throws IllegalStateException if this is not a single number or depends on no parameter
     */
    public void backward() {
        Autograd.backward(this);
    }

    /** The same values without their history. */
    public Tensor detach() {
        return new Tensor(buffer(), shape);
    }

    /** A copy that belongs to no scope and has no history. */
    public Tensor keep() {
        Tensor copy = new Tensor(backend().allocate(length()), shape);
        backend().copy(buffer(), copy.buffer);
        return copy;
    }

    boolean tracksGradient() {
        return node != null;
    }

    void addGradient(Tensor more) {
        if (node != null) {
            node.add(more);
        }
    }

    /** {@link #addGradient} of zeros but for a run of values that begins with value {@code from}. */
    void addGradientRun(Tensor more, int from) {
        if (node != null) {
            node.addRun(more, from, shape);
        }
    }

    /** Memory for a gradient that {@link #addGradient} is then called with, whatever it holds. */
    Tensor gradientRoom() {
        return allocate(shape);
    }

    /** {@link #addGradient} with the same single number for every value. */
    void addUniformGradient(Tensor value) {
        if (node != null) {
            node.addUniform(value, shape);
        }
    }

    void addRunInPlace(Tensor more, int from) {
        if (more.length() > 0) {
            backend().addScaled(buffer().slice(from, more.length()), more.buffer(), 1);
        }
    }

    void addInPlace(Tensor more) {
        backend().addScaled(buffer(), more.buffer(), 1);
    }

    /** The memory, checked to be alive; for optimisers, files and bridges, which know what they do. */
    public Buffer buffer() {
        buffer.requireOpen();
        return buffer;
    }

    // ---- element-wise ----

    public Tensor add(Tensor other) {
        return Elementwise.binary(BinaryOp.ADD, this, other);
    }

    public Tensor add(float value) {
        return Elementwise.unary(UnaryOp.SHIFT, this, value);
    }

    public Tensor sub(Tensor other) {
        return Elementwise.binary(BinaryOp.SUBTRACT, this, other);
    }

    public Tensor mul(Tensor other) {
        return Elementwise.binary(BinaryOp.MULTIPLY, this, other);
    }

    public Tensor mul(float value) {
        return Elementwise.unary(UnaryOp.SCALE, this, value);
    }

    public Tensor div(Tensor other) {
        return Elementwise.binary(BinaryOp.DIVIDE, this, other);
    }

    /** The larger of both; where they are equal the gradient goes to this tensor. */
    public Tensor maximum(Tensor other) {
        return Elementwise.binary(BinaryOp.MAXIMUM, this, other);
    }

    /** The smaller of both; where they are equal the gradient goes to {@code other}. */
    public Tensor minimum(Tensor other) {
        return Elementwise.binary(BinaryOp.MINIMUM, this, other);
    }

    public Tensor neg() {
        return Elementwise.unary(UnaryOp.NEGATE, this, 0);
    }

    public Tensor abs() {
        return Elementwise.unary(UnaryOp.ABS, this, 0);
    }

    public Tensor square() {
        return Elementwise.unary(UnaryOp.SQUARE, this, 0);
    }

    public Tensor sqrt() {
        return Elementwise.unary(UnaryOp.SQRT, this, 0);
    }

    public Tensor exp() {
        return Elementwise.unary(UnaryOp.EXP, this, 0);
    }

    /** The natural logarithm. */
    public Tensor log() {
        return Elementwise.unary(UnaryOp.LOG, this, 0);
    }

    public Tensor relu() {
        return Elementwise.unary(UnaryOp.RELU, this, 0);
    }

    public Tensor leakyRelu(float slope) {
        return Elementwise.unary(UnaryOp.LEAKY_RELU, this, slope);
    }

    /** {@code x > 0 ? x : exp(x) - 1}. */
    public Tensor elu() {
        return Elementwise.unary(UnaryOp.ELU, this, 1);
    }

    public Tensor sigmoid() {
        return Elementwise.unary(UnaryOp.SIGMOID, this, 0);
    }

    public Tensor tanh() {
        return Elementwise.unary(UnaryOp.TANH, this, 0);
    }

    /** The Gaussian error linear unit in its exact form, {@code x Phi(x)} (Hendrycks and Gimpel 2016). */
    public Tensor gelu() {
        return Elementwise.unary(UnaryOp.GELU, this, 0);
    }

    /** {@code x sigmoid(x)}, also known as swish. */
    public Tensor silu() {
        return Elementwise.unary(UnaryOp.SILU, this, 0);
    }

    /** {@code log(1 + exp(x))}. */
    public Tensor softplus() {
        return Elementwise.unary(UnaryOp.SOFTPLUS, this, 0);
    }

    public Tensor sin() {
        return Elementwise.unary(UnaryOp.SIN, this, 0);
    }

    public Tensor cos() {
        return Elementwise.unary(UnaryOp.COS, this, 0);
    }

    /** The logarithm of the gamma function, for positive values. */
    public Tensor logGamma() {
        return Elementwise.unary(UnaryOp.LOG_GAMMA, this, 0);
    }

    /** {@code x ^ exponent}; NaN for a negative {@code x} and a broken exponent. */
    public Tensor pow(float exponent) {
        return Elementwise.unary(UnaryOp.POWER, this, exponent);
    }

    /** Values below {@code low} become {@code low}, values above {@code high} become {@code high}; NaN stays NaN. */
    public Tensor clamp(float low, float high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("clamp needs low <= high, found " + low + " and " + high);
        }
        return Elementwise.unary(UnaryOp.AT_MOST, Elementwise.unary(UnaryOp.AT_LEAST, this, low), high);
    }

    /** 1 where this is greater than {@code other}, else 0. Comparisons pass on no gradient. */
    public Tensor greater(Tensor other) {
        return Elementwise.compare(BinaryOp.GREATER, this, other);
    }

    /** 1 where this is greater than or equal to {@code other}, else 0. */
    public Tensor greaterOrEqual(Tensor other) {
        return Elementwise.compare(BinaryOp.GREATER_OR_EQUAL, this, other);
    }

    /** 1 where both are equal, else 0; NaN equals nothing. */
    public Tensor equal(Tensor other) {
        return Elementwise.compare(BinaryOp.EQUAL, this, other);
    }

    /** {@code condition != 0 ? a : b} with broadcasting; what is not chosen may be anything, also NaN. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return Elementwise.where(condition, a, b);
    }

    /**
     * Sets each value to zero with probability {@code rate} and scales the others up by {@code 1 / (1 - rate)} (Srivastava
     * et al. 2014); for training only.
     *
     * @param seed decides which; take a new one for every call
     */
    public Tensor dropout(double rate, Seed seed) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the dropout rate must lie in [0, 1), found " + rate);
        }
        if (rate == 0) {
            return this;
        }
        Tensor kept = uniform(seed, shape).greaterOrEqual(scalar((float) rate));
        return mul(kept.mul((float) (1 / (1 - rate))));
    }

    // ---- products ----

    /**
     * The matrix product: {@code [..., m, k] x [k, n]} with one right matrix for all, or {@code [..., m, k] x [..., k, n]}
     * matrix by matrix, where leading axes broadcast.
     */
    public Tensor matmul(Tensor other) {
        return Products.matmul(this, other, false, false);
    }

    /** The matrix product with the last two axes of either operand exchanged, without moving any values. */
    public Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
        return Products.matmul(this, other, transposeThis, transposeOther);
    }

    /**
     * A bilinear form: {@code out[p] = sum over i, j of this[i] weights[p, i, j] other[j]}, for this {@code [..., i]} and
     * {@code other} {@code [..., j]}; or one form a facet, for {@code [..., facet, i]}, {@code [facet, p, i, j]} and
     * {@code [..., facet, j]}.
     */
    public Tensor bilinear(Tensor weights, Tensor other) {
        return Products.bilinear(this, weights, other);
    }

    /** {@code this W^T + bias} for {@code this} {@code [..., in]} and weights {@code [out, in]}; bias may be null. */
    public Tensor linear(Tensor weights, Tensor bias) {
        return Products.linear(this, weights, bias, Activation.NONE);
    }

    /** {@code f(this W^T + bias)}, without the memory of what {@code f} is applied to. */
    public Tensor linear(Tensor weights, Tensor bias, Activation f) {
        return Products.linear(this, weights, bias, f);
    }

    // ---- reductions ----

    /** The sum of all values. */
    public Tensor sum() {
        return sum(Reductions.allAxes(this), false);
    }

    public Tensor sum(int axis, boolean keepAxis) {
        return sum(new int[] {axis}, keepAxis);
    }

    /** The sum over several axes, which are left out of the result's shape or kept with size 1. */
    public Tensor sum(int[] axes, boolean keepAxes) {
        return Reductions.sum(this, axes, keepAxes);
    }

    /** The mean of all values. */
    public Tensor mean() {
        return mean(Reductions.allAxes(this), false);
    }

    public Tensor mean(int axis, boolean keepAxis) {
        return mean(new int[] {axis}, keepAxis);
    }

    public Tensor mean(int[] axes, boolean keepAxes) {
        return Reductions.mean(this, axes, keepAxes);
    }

    /** The largest values over some axes; the gradient goes to the first place that holds one. NaN if there is one. */
    public Tensor max(int[] axes, boolean keepAxes) {
        return Reductions.extreme(true, this, axes, keepAxes);
    }

    public Tensor max(int axis, boolean keepAxis) {
        return max(new int[] {axis}, keepAxis);
    }

    /** The smallest values over some axes; the gradient goes to the first place that holds one. NaN if there is one. */
    public Tensor min(int[] axes, boolean keepAxes) {
        return Reductions.extreme(false, this, axes, keepAxes);
    }

    public Tensor min(int axis, boolean keepAxis) {
        return min(new int[] {axis}, keepAxis);
    }

    /** The product over some axes; factors of zero are differentiated exactly. */
    public Tensor prod(int[] axes, boolean keepAxes) {
        return Reductions.product(this, axes, keepAxes);
    }

    public Tensor prod(int axis, boolean keepAxis) {
        return prod(new int[] {axis}, keepAxis);
    }

    /** {@code log(sum(exp(x)))} over some axes, without overflow. */
    public Tensor logSumExp(int[] axes, boolean keepAxes) {
        return Reductions.logSumExp(this, axes, keepAxes);
    }

    public Tensor logSumExp(int axis, boolean keepAxis) {
        return logSumExp(new int[] {axis}, keepAxis);
    }

    /** The first index of the largest value along an axis, in the row-major order of the other axes. */
    public int[] argmax(int axis) {
        return Reductions.argmax(this, axis);
    }

    /** {@code exp(x) / sum(exp(x))} along an axis. */
    public Tensor softmax(int axis) {
        return Reductions.softmax(this, axis, false);
    }

    /** The logarithm of {@link #softmax}, without loss of small values. */
    public Tensor logSoftmax(int axis) {
        return Reductions.softmax(this, axis, true);
    }

    /**
     * Layer normalisation over the last axis (Ba et al. 2016): {@code (x - mean) / sqrt(variance + epsilon) * gain + bias}
     * with the biased variance.
     *
     * @param gain {@code [size(-1)]}
     * @param bias {@code [size(-1)]}
     */
    public Tensor layerNorm(Tensor gain, Tensor bias, float epsilon) {
        return Normalizations.layerNorm(this, gain, bias, epsilon);
    }

    /** {@code out[i] = this[i, index[i]]} for this {@code [n, choice]}: one value a row. */
    public Tensor pick(int... index) {
        return Layout.pick(this, index);
    }

    // ---- shape ----

    /** The same values in another shape; one size may be -1 and follows from the others. Shares memory. */
    public Tensor reshape(int... sizes) {
        return Layout.reshape(this, sizes);
    }

    /** The axes in another order: axis {@code i} of the result is axis {@code order[i]} of this. */
    public Tensor permute(int... order) {
        return Layout.permute(this, order);
    }

    /** The last two axes exchanged. */
    public Tensor transpose() {
        return Layout.transpose(this);
    }

    /** The entries {@code from} to {@code to - 1} along an axis. Along the first axis it shares memory. */
    public Tensor slice(int axis, int from, int to) {
        return Layout.slice(this, axis, from, to);
    }

    /** Tensors one after the other along an axis; their other sizes are equal. */
    public static Tensor concat(int axis, Tensor... parts) {
        return Layout.concat(axis, parts);
    }

    /** Tensors of one shape along a new axis. */
    public static Tensor stack(int axis, Tensor... parts) {
        return Layout.stack(axis, parts);
    }

    /** {@code before} and {@code after} further entries along an axis, all of one value. */
    public Tensor pad(int axis, int before, int after, float value) {
        return Layout.pad(this, axis, before, after, value);
    }

    /** Repeats axes of size 1, and new leading axes, to the given shape. */
    public Tensor expand(int... shape) {
        return Layout.expand(this, shape);
    }

    /** The rows {@code index[0], index[1], ...} of the first axis; a row may occur more than once. */
    public Tensor gather(int... index) {
        return Layout.gather(this, index);
    }
}
