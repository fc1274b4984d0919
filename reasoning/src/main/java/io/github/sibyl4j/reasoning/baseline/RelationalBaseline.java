package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.EpochSelection;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalEstimator;
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
        return of(model.config());
    }

    public static RelationalBaseline of(BaselineConfig config) {
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
