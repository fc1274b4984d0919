package io.github.sibyl4j.graph.classify;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;

/**
 * Several graphs as one.
 *
 * @param features {@code [node of all graphs, feature]}
 */
record JoinedSamples(GraphBatch graphs, Tensor features) {

    static JoinedSamples of(List<GraphSample> samples) {
        return new JoinedSamples(
                GraphBatch.of(samples.stream().map(GraphSample::graph).toList()),
                Tensor.concat(
                        0,
                        samples.stream()
                                .map(sample -> sample.features().toTensor())
                                .toArray(Tensor[]::new)));
    }
}
