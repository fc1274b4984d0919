package io.github.sibyl4j.benchmarks.epignn;

import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.baseline.Baseline;
import io.github.sibyl4j.reasoning.baseline.BaselineConfig;
import io.github.sibyl4j.reasoning.baseline.RelationalBaseline;
import java.util.ArrayList;
import java.util.List;

/** What EpiGNN is compared with, on CLUTRR and RCC-8. */
final class BaselineExperiments {
    /** Instead of 200, so that a run takes minutes. */
    private static final int NARROW = 64;

    private static final int EPOCHS = 40;

    private BaselineExperiments() {}

    static List<Experiment> all() {
        List<Experiment> all = new ArrayList<>();
        for (Baseline model : Baseline.values()) {
            all.add(Experiments.clutrr(
                    "clutrr " + model, RelationalBaseline.of(sized(model, 10)), training(model), Experiments.THREE));
        }
        for (Baseline model : Baseline.values()) {
            // Pairs of 40 entities take an Edge Transformer hours.
            if (model != Baseline.EDGE_TRANSFORMER) {
                all.add(Experiments.star(
                        "rcc8 " + model,
                        "star_rcc8",
                        "rcc8",
                        RelationalBaseline.of(sized(model, 15)),
                        training(model),
                        15));
            }
        }
        return all;
    }

    /** As published, but with as many layers as the longest test path has edges, as EpiGNN has rounds, and narrower. */
    private static BaselineConfig sized(Baseline model, int longest) {
        BaselineConfig published = model.config();
        return switch (model) {
            case LSTM, GRU -> published;
            case R_GCN, NBFNET -> published.withLayers(longest);
            case E_GAT -> published.withLayers(longest).withWidth(NARROW).withDropout(0);
            case EDGE_TRANSFORMER -> published.withWidth(NARROW);
        };
    }

    /** As published, but with 40 epochs as EpiGNN's ablations have; E-GAT makes larger steps in fewer epochs. */
    private static ReasonerTraining training(Baseline model) {
        ReasonerTraining published = model.training();
        return switch (model) {
            case LSTM, GRU, R_GCN, NBFNET -> published.withEpochs(EPOCHS);
            case E_GAT -> published.withEpochs(EPOCHS).withBatchSize(128).withLearningRate(1e-3);
            // As many steps as 50 epochs of batches of 400 are, in less than half the time.
            case EDGE_TRANSFORMER -> published.withEpochs(20).withBatchSize(128);
        };
    }
}
