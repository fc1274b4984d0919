package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * Two views of the graph, each without some edges and some features; the step's nodes are to be found again in the other view
 * among all of both. With {@code u} and {@code v} the unit rows of a head's output on the views, node {@code i} loses
 * {@code -log(e^(u_i.v_i / t) / (sum_(j != i) e^(u_i.u_j / t) + sum_j e^(u_i.v_j / t)))}, and the same the other way round; the
 * mean of both counts.
 */
final class SubgraphContrast extends Pretext {
    private static final double EDGES_DROPPED = 0.3;
    private static final double FEATURES_DROPPED = 0.3;
    private static final float TEMPERATURE = 0.1f;
    /** What makes a logit count for nothing. */
    private static final float NEVER = -1e9f;

    private final Head head;

    SubgraphContrast(int embedding, int width, Seed seed) {
        head = part("head", new Head(embedding, width, embedding, seed));
    }

    @Override
    Tensor loss(StackedEncoder encoder, StepGraph step, Seed seed) {
        Tensor[] views = new Tensor[2];
        for (int i = 0; i < 2; i++) {
            Tensor h = Views.encoded(encoder, step, EDGES_DROPPED, FEATURES_DROPPED, seed.split(i));
            views[i] = head.forward(h.gather(step.roots()));
        }
        return loss(views[0], views[1], TEMPERATURE);
    }

    /** @param first {@code [node, width]} */
    static Tensor loss(Tensor first, Tensor second, float temperature) {
        Tensor u = unit(first);
        Tensor v = unit(second);
        int nodes = u.size(0);
        float[] diagonal = new float[nodes * nodes];
        for (int i = 0; i < nodes; i++) {
            diagonal[i * nodes + i] = NEVER;
        }
        Tensor others = Tensor.of(diagonal, nodes, nodes);
        Tensor found = u.mul(v).sum(-1, false).mul(1 / temperature);
        Tensor oneWay = among(u, v, others, temperature);
        Tensor otherWay = among(v, u, others, temperature);
        return oneWay.add(otherWay).mul(0.5f).sub(found).mean();
    }

    private static Tensor among(Tensor u, Tensor v, Tensor others, float temperature) {
        Tensor own = u.matmul(u, false, true).mul(1 / temperature).add(others);
        Tensor across = u.matmul(v, false, true).mul(1 / temperature);
        return Tensor.concat(1, own, across).logSumExp(1, false);
    }
}
