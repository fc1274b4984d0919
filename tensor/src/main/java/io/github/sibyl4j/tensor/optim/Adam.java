package io.github.sibyl4j.tensor.optim;

import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Adam (Kingma and Ba 2015) with beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 and corrected moments. */
public final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final List<Slot> slots = new ArrayList<>();
    private final Backend backend = Backends.current();
    private int steps;

    private record Slot(Parameter parameter, Buffer first, Buffer second) {}

    public Adam(Collection<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            Buffer first = backend.allocate(parameter.length());
            Buffer second = backend.allocate(parameter.length());
            backend.fill(first, 0);
            backend.fill(second, 0);
            slots.add(new Slot(parameter, first, second));
        }
    }

    /**
     * The length of all gradients taken as one vector.
     */
    public double gradientNorm() {
        double sum = 0;
        for (Slot slot : slots) {
            sum += backend.sumOfSquares(slot.parameter.gradient().buffer());
        }
        return Math.sqrt(sum);
    }

    /**
     * Moves every parameter and clears its gradient.
     *
     * @param rate the learning rate
     * @param clipNorm gradients longer than this (all taken as one vector) are shortened to it; infinite for never
     * @return the length of the gradients before they were shortened
     */
    public double step(double rate, double clipNorm) {
        double norm = gradientNorm();
        // The small constant is PyTorch's, so that both shorten alike.
        double factor = Math.min(1, clipNorm / (norm + 1e-6));
        steps++;
        Backend.AdamStep step = new Backend.AdamStep(
                (float) (rate / (1 - Math.pow(BETA1, steps))),
                (float) BETA1,
                (float) BETA2,
                (float) EPSILON,
                (float) Math.sqrt(1 - Math.pow(BETA2, steps)),
                (float) factor);
        for (Slot slot : slots) {
            Buffer gradient = slot.parameter.gradient().buffer();
            backend.adam(slot.parameter.buffer(), gradient, slot.first, slot.second, step);
            slot.parameter.clearGradient();
        }
        return norm;
    }
}
