package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * Nodes are to be told from nodes with each other's features by what is known of the graph: with the summary
 * {@code s = sigmoid(mean_i h_i)} and logits {@code h_i . W s}, the binary cross entropy of the graph as it is and of one with
 * shuffled rows of features.
 */
final class NodeGraphInformation extends Pretext {
    private final Parameter weights;

    NodeGraphInformation(int embedding, Seed seed) {
        float[] drawn = seed.uniform(embedding * embedding, 1 / Math.sqrt(embedding));
        weights = parameter("weight", Parameter.of(drawn, embedding, embedding));
    }

    @Override
    Tensor loss(StackedEncoder encoder, StepGraph step, Seed seed) {
        Tensor positive = encoder.forwardTraining(Views.whole(step.features()), step.graph());
        ImplicitFeatures shuffled = Views.shuffled(step.features(), seed.split("shuffle"));
        return loss(positive, encoder.forwardTraining(shuffled, step.graph()), weights);
    }

    /**
     * @param positive {@code [node, width]}
     * @param negative {@code [node, width]}
     * @param weights {@code [width, width]}
     */
    static Tensor loss(Tensor positive, Tensor negative, Tensor weights) {
        Tensor summary = positive.mean(0, false).sigmoid();
        Tensor direction = weights.matmul(summary.reshape(-1, 1));
        Tensor real = positive.matmul(direction);
        Tensor corrupted = negative.matmul(direction);
        return real.neg().softplus().mean().add(corrupted.softplus().mean());
    }
}
