package io.github.sibyl4j.tensor;

/**
 * A tensor that is learned: it lives outside every scope, gathers gradients, and is changed in place by an optimiser (or
 * {@link #assign}), never by an operation.
 */
public final class Parameter extends Tensor {
    private Tensor gradient;
    /** Whether the gradient counts as zero, so that the next one is copied instead of added. */
    private boolean cleared = true;

    private Parameter(int[] shape) {
        super(Backends.current().allocate(Shape.length(shape)), shape);
    }

    public static Parameter of(float[] values, int... shape) {
        Parameter parameter = new Parameter(Shape.checked(shape));
        parameter.assign(values);
        return parameter;
    }

    public static Parameter zeros(int... shape) {
        return of(new float[(int) Shape.length(shape)], shape);
    }

    /** Replaces all values. */
    public void assign(float[] values) {
        if (values.length != length()) {
            throw new IllegalArgumentException("a parameter of shape " + Shape.text(shape()) + " takes " + length()
                    + " values, found " + values.length);
        }
        buffer().write(0, values, 0, values.length);
    }

    /** The gradient gathered since {@link #clearGradient()}: zeros at first, the same shape as this. */
    public Tensor gradient() {
        if (cleared) {
            Backends.current().fill(gradientMemory().buffer(), 0);
            cleared = false;
        }
        return gradient;
    }

    /** Memory for the gradient, whatever it holds. */
    private Tensor gradientMemory() {
        if (gradient == null) {
            gradient = new Tensor(Backends.current().allocate(length()), shape());
        }
        return gradient;
    }

    public void clearGradient() {
        cleared = true;
    }

    @Override
    boolean tracksGradient() {
        return true;
    }

    @Override
    void addGradient(Tensor more) {
        if (cleared) {
            Backends.current().copy(more.buffer(), gradientMemory().buffer());
            cleared = false;
        } else {
            gradient.addInPlace(more);
        }
    }
}
