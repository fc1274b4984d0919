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

    // ---- products ----

    /**
     * The matrix product: {@code [..., m, k] x [k, n]} with one right matrix for all, or {@code [b, m, k] x [b, k, n]}
     * matrix by matrix.
     */
    public Tensor matmul(Tensor other) {
        return Products.matmul(this, other);
    }

    /** {@code this W^T + bias} for {@code this} {@code [..., in]} and weights {@code [out, in]}; bias may be null. */
    public Tensor linear(Tensor weights, Tensor bias) {
        return Products.linear(this, weights, bias);
    }

    // ---- reductions ----

    /** The sum of all values. */
    public Tensor sum() {
        return Reductions.sum(this.reshape((int) length()), 0, false);
    }

    public Tensor sum(int axis, boolean keepAxis) {
        return Reductions.sum(this, axis, keepAxis);
    }

    /** The mean of all values. */
    public Tensor mean() {
        return sum().mul((float) (1.0 / length()));
    }

    public Tensor mean(int axis, boolean keepAxis) {
        return Reductions.sum(this, axis, keepAxis).mul(1f / size(axis));
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

    /** The rows {@code index[0], index[1], ...} of the first axis; a row may occur more than once. */
    public Tensor gather(int... index) {
        return Layout.gather(this, index);
    }
}
