package io.github.sibyl4j.tensor.optim;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.util.Collection;
import java.util.List;

/** Moves parameters against their gradients and clears these. One optimiser belongs to one set of parameters. */
public abstract class Optimizer {
    final Backend backend = Backends.current();
    private final List<Parameter> parameters;

    Optimizer(Collection<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /** Memory of a parameter's length, filled with zeros, that lives as long as the optimiser. */
    final Buffer zeros(Parameter parameter) {
        Buffer buffer = backend.allocate(parameter.length());
        backend.fill(buffer, 0);
        return buffer;
    }

    /**
     * Moves the parameter at an index.
     *
     * @param gradientFactor what the gradient is to be multiplied by
     */
    abstract void update(int index, Parameter parameter, Buffer gradient, double rate, float gradientFactor);

    /** Called once before a step's updates. */
    void beginStep() {}

    /** The length of all gradients taken as one vector. */
    public final double gradientNorm() {
        double sum = 0;
        for (Parameter parameter : parameters) {
            sum += backend.sumOfSquares(parameter.gradient().buffer());
        }
        return Math.sqrt(sum);
    }

    /** Limits every single value of the gradients to {@code -limit} to {@code limit}. */
    public final void clipValues(double limit) {
        require(limit > 0, "limit must be positive, found %s", limit);
        for (Parameter parameter : parameters) {
            Buffer gradient = parameter.gradient().buffer();
            backend.unary(UnaryOp.AT_LEAST, gradient, (float) -limit, gradient);
            backend.unary(UnaryOp.AT_MOST, gradient, (float) limit, gradient);
        }
    }

    /**
     * Moves every parameter and clears its gradient.
     *
     * @param rate the learning rate
     */
    public final void step(double rate) {
        move(rate, 1);
    }

    /**
     * The same with gradients that are first shortened where they are longer, all taken as one vector, than
     * {@code clipNorm}; infinite for never.
     *
     * @return the length of the gradients before they were shortened
     */
    public final double step(double rate, double clipNorm) {
        double norm = gradientNorm();
        // The small constant is PyTorch's, so that both shorten alike.
        move(rate, (float) Math.min(1, clipNorm / (norm + 1e-6)));
        return norm;
    }

    private void move(double rate, float gradientFactor) {
        beginStep();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            update(i, parameter, parameter.gradient().buffer(), rate, gradientFactor);
            parameter.clearGradient();
        }
    }
}
