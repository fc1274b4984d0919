package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Epochs until validation no longer gains, then the weights of the best. */
final class Schedule {
    private final ForwardConfig config;
    private final Consumer<LayerProgress> listener;

    /**
     * @param bestEpoch from 1 on, 0 where nothing validated
     * @param best NaN where nothing validated
     */
    record Outcome(int epochs, int bestEpoch, double best) {
        LayerWiseTrainer.TrainedLayer trained() {
            return new LayerWiseTrainer.TrainedLayer(epochs, bestEpoch, best);
        }
    }

    /** The work of an epoch. */
    interface Epochs {
        /** The weights that are kept and restored. */
        Collection<Parameter> parameters();

        /**
         * A validation of the present weights, a step, or both, which may share a forward pass.
         *
         * @param validates whether {@code judge} is to be told the quality before the step
         * @param trains whether there is to be a step, unless the judge says that it is enough
         * @return the loss of the step
         */
        double run(boolean validates, boolean trains, Judge judge);
    }

    /** Hears the quality and says whether to go on. */
    interface Judge {
        boolean goOn(double quality);
    }

    Schedule(ForwardConfig config, Consumer<LayerProgress> listener) {
        this.config = config;
        this.listener = listener;
    }

    /** @param layer from 0 on */
    Outcome run(int layer, Epochs work) {
        List<Parameter> parameters = List.copyOf(work.parameters());
        Best best = new Best(parameters);
        double[] loss = {Double.NaN};
        boolean[] judged = {false};
        int done = 0;
        while (true) {
            int finished = done;
            boolean validates = finished > 0 && finished % config.validateEvery() == 0;
            boolean trains = finished < config.epochs();
            if (!validates && !trains) {
                break;
            }
            boolean[] enough = {false};
            double next = work.run(validates, trains, quality -> {
                judged[0] = true;
                best.see(finished, quality);
                tell(layer, finished, loss[0], quality, best);
                enough[0] = finished - best.epoch >= (long) config.patience() * config.validateEvery();
                return !enough[0];
            });
            if (enough[0] || !trains) {
                break;
            }
            require(
                    Double.isFinite(next),
                    "the loss of layer %d became %s in epoch %d: lower the learning rate (now %s) or look for extreme"
                            + " values in the features",
                    layer + 1,
                    next,
                    finished + 1,
                    config.learningRate());
            loss[0] = next;
            done++;
        }
        if (!judged[0]) {
            tell(layer, done, loss[0], Double.NaN, best);
        }
        best.restore();
        return new Outcome(done, best.epoch, best.found());
    }

    private void tell(int layer, int epoch, double loss, double quality, Best best) {
        listener.accept(new LayerProgress(
                layer + 1, config.layers(), epoch, config.epochs(), loss, quality, best.found(), best.epoch));
    }

    /** The best weights so far. */
    private static final class Best {
        private final List<Parameter> parameters;
        private List<float[]> weights;
        private double quality = Double.NEGATIVE_INFINITY;
        private int epoch;

        Best(List<Parameter> parameters) {
            this.parameters = parameters;
        }

        void see(int finished, double found) {
            if (found > quality) {
                quality = found;
                epoch = finished;
                weights = parameters.stream().map(Parameter::toArray).toList();
            }
        }

        /** The highest quality, NaN where there is none. */
        double found() {
            return epoch == 0 ? Double.NaN : quality;
        }

        void restore() {
            for (int i = 0; weights != null && i < weights.size(); i++) {
                parameters.get(i).assign(weights.get(i));
            }
        }
    }
}
