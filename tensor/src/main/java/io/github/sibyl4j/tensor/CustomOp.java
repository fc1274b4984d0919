package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * An operation that is computed elsewhere, on arrays, and takes part in {@link Tensor#backward()}: for passes that fuse what
 * tensors would do in many steps. Such an operation runs on the host whatever the backend; {@link
 * io.github.sibyl4j.tensor.backend.Backend#run} splits it over threads.
 */
public final class CustomOp {
    private CustomOp() {}

    /** How the gradient of a result flows back. */
    @FunctionalInterface
    public interface GradientRule {
        /**
         * The gradients of the inputs in their order, each as long as its input; null where there is none.
         *
         * @param gradient that of the result, row-major
         */
        float[][] apply(float[] gradient);
    }

    /**
     * A result with the values given.
     *
     * @param values row-major
     * @param rule called in a backward pass, once a pass that reaches the result
     * @param inputs what the values were computed from
     */
    public static Tensor of(float[] values, int[] shape, GradientRule rule, Tensor... inputs) {
        Tensor[] from = inputs.clone();
        return Autograd.record(
                Tensor.of(values, shape),
                gradient -> {
                    float[][] gradients = rule.apply(gradient.toArray());
                    require(
                            gradients.length == from.length,
                            "a gradient rule of %d inputs gives as many gradients, found %d",
                            from.length,
                            gradients.length);
                    for (int i = 0; i < from.length; i++) {
                        if (gradients[i] != null && from[i].tracksGradient()) {
                            from[i].addGradient(Tensor.of(gradients[i], from[i].shape()));
                        }
                    }
                },
                from);
    }
}
