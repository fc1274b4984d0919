package io.github.sibyl4j.tensor.optim;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Stochastic gradient descent in PyTorch's form: {@code g += weightDecay * p}, {@code v = momentum * v + g},
 * {@code p -= rate * v}; Nesterov's form moves by {@code g + momentum * v}.
 */
public final class Sgd extends Optimizer {
    private final float momentum;
    private final float weightDecay;
    private final boolean nesterov;
    private final List<Buffer> velocities = new ArrayList<>();

    public Sgd(Collection<Parameter> parameters) {
        this(parameters, 0, 0, false);
    }

    public Sgd(Collection<Parameter> parameters, double momentum, double weightDecay, boolean nesterov) {
        super(parameters);
        require(momentum >= 0 && momentum < 1, "momentum must lie in [0, 1), found %s", momentum);
        require(weightDecay >= 0, "weightDecay cannot be negative, found %s", weightDecay);
        require(!nesterov || momentum > 0, "nesterov needs a momentum above 0");
        this.momentum = (float) momentum;
        this.weightDecay = (float) weightDecay;
        this.nesterov = nesterov;
        for (Parameter parameter : parameters) {
            velocities.add(momentum > 0 ? zeros(parameter) : null);
        }
    }

    @Override
    void update(int index, Parameter parameter, Buffer gradient, double rate, float gradientFactor) {
        Buffer p = parameter.buffer();
        if (gradientFactor != 1) {
            backend.unary(UnaryOp.SCALE, gradient, gradientFactor, gradient);
        }
        if (weightDecay != 0) {
            backend.addScaled(gradient, p, weightDecay);
        }
        Buffer velocity = velocities.get(index);
        if (velocity == null) {
            backend.addScaled(p, gradient, (float) -rate);
            return;
        }
        backend.unary(UnaryOp.SCALE, velocity, momentum, velocity);
        backend.addScaled(velocity, gradient, 1);
        if (nesterov) {
            backend.addScaled(p, gradient, (float) -rate);
            backend.addScaled(p, velocity, (float) (-rate * momentum));
        } else {
            backend.addScaled(p, velocity, (float) -rate);
        }
    }
}
