package io.github.sibyl4j.reasoning.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.EpochSelection;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalEstimator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A {@link Baseline} that is trained as EpiGNN is: the same split, the same choice of the epoch.
 *
 * <pre>{@code
 * BaselineReasoner reasoner = RelationalBaseline.of(Baseline.LSTM).fit(data, Baseline.LSTM.training());
 * reasoner.predict(graph, head, tail).name();
 * }</pre>
 */
public final class RelationalBaseline implements RelationalEstimator<BaselineReasoner> {
    private final BaselineConfig config;

    private RelationalBaseline(BaselineConfig config) {
        this.config = config;
    }

    public static RelationalBaseline of(Baseline model) {
        require(model != null, "there is no model: expected one of %s", List.of(Baseline.values()));
        return of(model.config());
    }

    public static RelationalBaseline of(BaselineConfig config) {
        require(config != null, "there is no configuration: take that of a Baseline, such as Baseline.LSTM.config()");
        return new RelationalBaseline(config);
    }

    public BaselineConfig config() {
        return config;
    }

    @Override
    public BaselineReasoner fit(
            RelationalDataset train,
            RelationalDataset validation,
            ReasonerTraining training,
            Consumer<ReasonerTraining.Epoch> listener) {
        EpochSelection.requireComparable(train, validation);
        return new BaselineTraining(config, training, train, validation).run(listener);
    }
}
