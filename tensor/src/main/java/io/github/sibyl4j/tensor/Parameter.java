package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.UnaryOp;

/**
 * A tensor that is learned: it lives outside every scope, gathers gradients, and is changed in place by an optimiser (or
 * {@link #assign}), never by an operation.
 */
public final class Parameter extends Tensor {
    private Tensor gradient;
    /** Whether the gradient counts as zero, so that the next one is copied instead of added. */
    private boolean cleared = true;
    /** The backward pass one of whose rules has written to the gradient's memory, and has not yet said so. */
    private BackwardMemory lentTo;

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

    private boolean isLent() {
        return lentTo != null && lentTo == BackwardMemory.running();
    }

    /** The gradient's own memory, for one operand of a rule; what a rule that failed has left there is of no account. */
    @Override
    Tensor gradientRoom() {
        if (!cleared || isLent()) {
            return super.gradientRoom();
        }
        lentTo = BackwardMemory.running();
        return gradientMemory();
    }

    @Override
    void addUniformGradient(Tensor value) {
        Buffer sum = gradientMemory().buffer();
        if (cleared && !isLent()) {
            Backends.current().fill(sum, value.item());
            cleared = false;
        } else {
            Backends.current().unary(UnaryOp.SHIFT, sum, value.item(), sum);
        }
    }

    @Override
    void addGradientRun(Tensor more, int from) {
        if (isLent()) {
            addGradient(Layout.withinZeros(more, from, shape()));
        } else {
            gradient().addRunInPlace(more, from);
        }
    }

    @Override
    void addGradient(Tensor more) {
        if (more == gradient) {
            lentTo = null;
            cleared = false;
        } else if (cleared && !isLent()) {
            Backends.current().copy(more.buffer(), gradientMemory().buffer());
            cleared = false;
        } else {
            gradient.addInPlace(more);
        }
    }
}
