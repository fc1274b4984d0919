package io.github.sibyl4j.tensor;

/**
 * A tensor that is learned: it lives outside every scope, gathers gradients, and is changed in place by an optimiser (or
 * {@link #assign}), never by an operation.
 */
public final class Parameter extends Tensor {
    private Tensor gradient;

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
        if (gradient == null) {
            gradient = new Tensor(Backends.current().allocate(length()), shape());
            Backends.current().fill(gradient.buffer(), 0);
        }
        return gradient;
    }

    public void clearGradient() {
        if (gradient != null) {
            Backends.current().fill(gradient.buffer(), 0);
        }
    }

    @Override
    boolean tracksGradient() {
        return true;
    }

    @Override
    void addGradient(Tensor more) {
        gradient().addInPlace(more);
    }
}
