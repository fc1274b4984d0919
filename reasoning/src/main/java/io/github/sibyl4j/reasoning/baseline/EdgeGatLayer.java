package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Gru;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Attention over incoming edges, {@code softmax_j(leakyRelu(a . [W x_i, W x_j, e_ij]))} over {@code [W x_j, e_ij]}, averaged over
 * heads and taken in by a gated recurrent unit.
 */
final class EdgeGatLayer extends Module {
    private static final float SLOPE = 0.2f;

    private final int width;
    private final int heads;
    private final Gru gru;
    private final Linear transform;
    private final Parameter ofReceiver;
    private final Parameter ofSender;
    private final Parameter ofEdge;
    private final Parameter bias;

    /** @param gru of all layers, registered elsewhere */
    EdgeGatLayer(int width, int heads, Gru gru, Seed seed) {
        this.width = width;
        this.heads = heads;
        this.gru = gru;
        transform = part("transform", new Linear(width, heads * width, false, seed.split("transform")));
        ofReceiver = attention("receiver", seed);
        ofSender = attention("sender", seed);
        ofEdge = attention("edge", seed);
        bias = parameter("bias", Parameter.zeros(width));
    }

    /** A vector of each head, which is three of the published code's in one, hence their bound. */
    private Parameter attention(String name, Seed seed) {
        double bound = Math.sqrt(6.0 / (heads + 3 * width));
        return parameter(name, Parameter.of(seed.split(name).uniform(heads * width, bound), heads, width));
    }

    /**
     * @param states {@code [entity, width]}
     * @param features {@code [edge, width]}
     */
    Tensor forward(Tensor states, Tensor features, LoopedEdges edges, Dropout dropout) {
        int entities = states.size(0);
        Tensor x = dropout.of(states, "input");
        Tensor transformed = transform.forward(x).reshape(entities, heads, width);
        Tensor asReceiver = transformed.mul(ofReceiver).sum(-1, false);
        Tensor asSender = transformed.mul(ofSender).sum(-1, false);
        Tensor scores = asReceiver
                .gather(edges.to())
                .add(asSender.gather(edges.from()))
                .add(features.matmul(ofEdge, false, true));
        Tensor weights = dropout.of(edges.receivers().softmax(scores.leakyRelu(SLOPE)), "weights");
        Tensor heard = edges.receivers()
                .sum(transformed.gather(edges.from()).mul(weights.reshape(edges.from().length, heads, 1)))
                .mean(1, false);
        Tensor said = edges.receivers().sum(features.mul(weights.mean(1, true)));
        Tensor taken = gru.forward(
                        Tensor.concat(1, heard, said).reshape(1, 1, entities, 2 * width), x.reshape(1, entities, width))
                .last();
        return taken.reshape(entities, width).add(bias);
    }
}
