package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import java.util.Arrays;

/**
 * Half of the nodes get one learned row in the place of their features; the encoder's output is mapped linearly, set to zero
 * at these nodes again, and a graph convolution decodes it. What is lost is {@code (1 - cos(x, x'))^3}, the mean of the masked
 * nodes. A share of the edges is left out, as in the published code.
 */
final class FeatureReconstruction extends Pretext {
    private static final double MASKED = 0.5;
    private static final double EDGES_DROPPED = 0.35;
    private static final float SHARPNESS = 3;

    private final Parameter token;
    private final Linear bridge;
    private final GcnConv decoder;

    FeatureReconstruction(int features, int embedding, Seed seed) {
        token = parameter("token", Parameter.zeros(1, features));
        bridge = part("bridge", Head.glorot(embedding, embedding, false, seed.split("bridge")));
        decoder = part("decoder", new GcnConv(embedding, features, seed.split("decoder")));
    }

    @Override
    Tensor loss(StackedEncoder encoder, StepGraph step, Seed seed) {
        int nodes = step.graph().nodeCount();
        int[] masked = Arrays.copyOf(seed.split("mask").permutation(nodes), Math.max(1, (int) (MASKED * nodes)));
        GraphTensor graph = Views.thinned(step.graph(), EDGES_DROPPED, seed.split("edges"));
        Tensor h = encoder.forwardTraining(Views.masked(step.features(), masked, token), graph);
        Tensor kept = Views.flags(masked, nodes).mul(-1).add(1);
        Tensor decoded = decoder.forward(bridge.forward(h).mul(kept), graph);
        return loss(decoded.gather(masked), Views.rows(step.features(), masked).toTensor());
    }

    /** @param found {@code [node, feature]} */
    static Tensor loss(Tensor found, Tensor expected) {
        Tensor cosines = unit(found).mul(unit(expected)).sum(-1, false);
        return cosines.mul(-1).add(1).pow(SHARPNESS).mean();
    }
}
