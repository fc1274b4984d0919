package io.github.sibyl4j.graph.classify;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.ArrayList;
import java.util.List;

/**
 * The classifier of Xu et al. (ICLR 2019): the nodes' features and the outputs of every layer are each pooled and scored by
 * a linear readout with dropout behind it; the scores are added up.
 */
final class GraphNetwork extends Module {
    private final List<NormalizedLayer> layers = new ArrayList<>();
    private final List<Linear> readouts = new ArrayList<>();
    private final GraphClassification config;

    GraphNetwork(int features, int classes, GraphClassification config, Seed seed) {
        this.config = config;
        for (int i = 0; i <= config.layers(); i++) {
            int width = i == 0 ? features : config.hidden();
            readouts.add(part(
                    "readout" + i,
                    new Linear(width, classes, seed.split("readout").split(i))));
            if (i < config.layers()) {
                layers.add(part(
                        "layer" + i,
                        NormalizedLayer.of(
                                config.backbone(),
                                width,
                                config.hidden(),
                                seed.split("layer").split(i))));
            }
        }
    }

    /** @return {@code [graph, class]} */
    Tensor logits(Tensor x, GraphBatch batch) {
        return logits(x, batch, null);
    }

    /** @param seed of what is dropped */
    Tensor logitsForTraining(Tensor x, GraphBatch batch, Seed seed) {
        return logits(x, batch, seed);
    }

    private Tensor logits(Tensor x, GraphBatch batch, Seed seed) {
        Tensor h = x;
        Tensor sum = null;
        for (int i = 0; i < readouts.size(); i++) {
            Tensor share = readouts.get(i).forward(config.pooling().of(h, batch));
            if (seed != null) {
                share = share.dropout(config.dropout(), seed.split(i));
            }
            sum = sum == null ? share : sum.add(share);
            if (i < layers.size()) {
                h = layers.get(i).forward(h, batch.joined(), seed != null);
            }
        }
        return sum;
    }
}
