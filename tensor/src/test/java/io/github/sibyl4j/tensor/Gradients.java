package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares gradients with differences of the function itself. */
public final class Gradients {
    private static final float STEP = 0.02f;

    private Gradients() {}

    /** Parameters with seeded values, uniform in [low, high). */
    public static Parameter random(long seed, double low, double high, int... shape) {
        float[] values = new Seed(seed).uniform((int) Shape.length(shape), (high - low) / 2);
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) ((high + low) / 2);
        }
        return Parameter.of(values, shape);
    }

    public static Parameter random(long seed, int... shape) {
        return random(seed, -1, 1, shape);
    }

    /**
     * Checks the gradient of a randomly weighted sum of {@code function}'s results for every value of every parameter,
     * against a four-point difference that is exact to the fourth order.
     */
    public static void check(Function<Tensor[], Tensor> function, Parameter... inputs) {
        check(3e-3, function, inputs);
    }

    public static void check(double tolerance, Function<Tensor[], Tensor> function, Parameter... inputs) {
        Arrays.stream(inputs).forEach(Parameter::clearGradient);
        float[] weights;
        try (Scope scope = Scope.open()) {
            Tensor y = function.apply(inputs);
            weights = new Seed(99).uniform((int) y.length(), 1);
            y.mul(Tensor.of(weights, y.shape())).sum().backward();
        }
        for (Parameter input : inputs) {
            float[] gradient = input.gradient().toArray();
            float[] values = input.toArray();
            double scale = Math.max(
                    1,
                    Stream.of(gradient).flatMapToDouble(Gradients::sizes).max().orElse(0));
            for (int i = 0; i < values.length; i++) {
                double near = value(function, inputs, input, values, i, STEP, weights)
                        - value(function, inputs, input, values, i, -STEP, weights);
                double far = value(function, inputs, input, values, i, 2 * STEP, weights)
                        - value(function, inputs, input, values, i, -2 * STEP, weights);
                double expected = (8 * near - far) / (12 * STEP);
                assertEquals(expected, gradient[i], tolerance * scale, "gradient at " + i);
            }
        }
    }

    private static java.util.stream.DoubleStream sizes(float[] values) {
        double[] sizes = new double[values.length];
        Arrays.setAll(sizes, i -> Math.abs(values[i]));
        return Arrays.stream(sizes);
    }

    private static double value(
            Function<Tensor[], Tensor> function,
            Parameter[] inputs,
            Parameter moved,
            float[] values,
            int at,
            float step,
            float[] weights) {
        float[] changed = values.clone();
        changed[at] += step;
        moved.assign(changed);
        double sum = 0;
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            float[] results = function.apply(inputs).toArray();
            for (int i = 0; i < results.length; i++) {
                sum += (double) results[i] * weights[i];
            }
        } finally {
            moved.assign(values);
        }
        return sum;
    }
}
