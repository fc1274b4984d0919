package io.github.sibyl4j.tensor.optim;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Adam (Kingma and Ba 2015) with corrected moments, and AdamW (Loshchilov and Hutter 2019). */
public final class Adam extends Optimizer {
    private final Settings settings;
    private final List<Buffer> first = new ArrayList<>();
    private final List<Buffer> second = new ArrayList<>();
    private int steps;

    /**
     * @param beta1 what remains of the first moment after a step, in {@code [0, 1)}
     * @param beta2 what remains of the second moment after a step, in {@code [0, 1)}
     * @param epsilon added to the root of the second moment
     * @param weightDecay 0 for none
     * @param decoupled whether the decay acts on the parameter itself (AdamW) or is added to the gradient
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
        public Settings {
            require(beta1 >= 0 && beta1 < 1, "beta1 must lie in [0, 1), found %s", beta1);
            require(beta2 >= 0 && beta2 < 1, "beta2 must lie in [0, 1), found %s", beta2);
            require(epsilon > 0, "epsilon must be positive, found %s", epsilon);
            require(weightDecay >= 0, "weightDecay cannot be negative, found %s", weightDecay);
        }

        /** 0.9, 0.999, 1e-8 and no decay. */
        public static Settings defaults() {
            return new Settings(0.9, 0.999, 1e-8, 0, false);
        }

        /** AdamW: the decay acts on the parameters, {@code p -= rate * weightDecay * p}. */
        public static Settings decoupled(double weightDecay) {
            return new Settings(0.9, 0.999, 1e-8, weightDecay, true);
        }
    }

    public Adam(Collection<Parameter> parameters) {
        this(parameters, Settings.defaults());
    }

    public Adam(Collection<Parameter> parameters, Settings settings) {
        super(parameters);
        this.settings = settings;
        for (Parameter parameter : parameters) {
            first.add(zeros(parameter));
            second.add(zeros(parameter));
        }
    }

    @Override
    void beginStep() {
        steps++;
    }

    @Override
    void update(int index, Parameter parameter, Buffer gradient, double rate, float gradientFactor) {
        Backend.AdamStep step = new Backend.AdamStep(
                (float) (rate / (1 - Math.pow(settings.beta1, steps))),
                (float) settings.beta1,
                (float) settings.beta2,
                (float) settings.epsilon,
                (float) Math.sqrt(1 - Math.pow(settings.beta2, steps)),
                gradientFactor,
                settings.decoupled ? 0 : (float) settings.weightDecay,
                settings.decoupled ? (float) (1 - rate * settings.weightDecay) : 1);
        backend.adam(parameter.buffer(), gradient, first.get(index), second.get(index), step);
    }
}
