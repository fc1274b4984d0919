package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** BP: the whole network by one loss, with all its activations in memory. */
final class Backpropagation implements Schedule.Epochs {
    private final Collection<Parameter> parameters;
    private final Supplier<Tensor> network;
    private final Function<Tensor, Tensor> loss;
    private final ToDoubleFunction<Tensor> quality;
    private final double rate;
    private final Adam adam;

    /** @param quality of an output on validation data; null where there is none */
    Backpropagation(
            ForwardConfig config,
            Collection<Parameter> parameters,
            Supplier<Tensor> network,
            Function<Tensor, Tensor> loss,
            ToDoubleFunction<Tensor> quality) {
        this.parameters = parameters;
        this.network = network;
        this.loss = loss;
        this.quality = quality;
        rate = config.learningRate();
        adam = Optimizers.adam(config, parameters);
    }

    @Override
    public Collection<Parameter> parameters() {
        return parameters;
    }

    @Override
    public double run(boolean validates, boolean trains, Schedule.Judge judge) {
        try (Scope scope = Scope.open()) {
            Tensor output = network.get();
            if (validates && quality != null) {
                try (Autograd.NoGradient off = Autograd.off()) {
                    if (!judge.goOn(quality.applyAsDouble(output))) {
                        return Double.NaN;
                    }
                }
            }
            if (!trains) {
                return Double.NaN;
            }
            Tensor now = loss.apply(output);
            double value = now.item();
            if (Double.isFinite(value)) {
                now.backward();
                adam.step(rate);
            }
            return value;
        }
    }
}
