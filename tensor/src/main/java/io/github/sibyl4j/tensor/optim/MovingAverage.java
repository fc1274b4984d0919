package io.github.sibyl4j.tensor.optim;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exponential moving average of a module's weights: {@code average = decay * average + (1 - decay) * weight}. */
public final class MovingAverage {
    private final Module module;
    private final float decay;
    private final Backend backend = Backends.current();
    private final Map<String, Buffer> averages = new LinkedHashMap<>();

    /** Starts from the module's present weights. */
    public MovingAverage(Module module, double decay) {
        require(decay >= 0 && decay < 1, "decay must lie in [0, 1), found %s", decay);
        this.module = module;
        this.decay = (float) decay;
        module.namedParameters().forEach((name, parameter) -> {
            Buffer average = backend.allocate(parameter.length());
            backend.copy(parameter.buffer(), average);
            averages.put(name, average);
        });
    }

    /** Takes in the present weights; to be called after every step of the optimiser. */
    public void update() {
        module.namedParameters().forEach((name, parameter) -> {
            Buffer average = averages.get(name);
            backend.unary(UnaryOp.SCALE, average, decay, average);
            backend.addScaled(average, parameter.buffer(), 1 - decay);
        });
    }

    /** The averages in the form of {@link Module#state()}, for {@link Module#restore}. */
    public Map<String, float[]> state() {
        Map<String, float[]> state = module.state();
        averages.forEach((name, average) -> average.read(0, state.get(name), 0, (int) average.length()));
        return state;
    }
}
