package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * Two views without some edges and features, of which the columns of the encoder's output are standardised over the nodes:
 * {@code |Z1 - Z2|^2 / N + lambda (|I - C1|^2 + |I - C2|^2)} with {@code C = Z^T Z / N}. It has no head.
 */
final class Decorrelation extends Pretext {
    private static final double DROPPED = 0.2;
    private static final float LAMBDA = 1e-3f;
    /** Keeps columns that are the same for all nodes at zero. */
    private static final float EPSILON = 1e-6f;

    @Override
    Tensor loss(StackedEncoder encoder, StepGraph step, Seed seed) {
        return loss(
                Views.encoded(encoder, step, DROPPED, DROPPED, seed.split(0)),
                Views.encoded(encoder, step, DROPPED, DROPPED, seed.split(1)),
                LAMBDA);
    }

    /** @param first {@code [node, width]} */
    static Tensor loss(Tensor first, Tensor second, float lambda) {
        Tensor z1 = standardised(first);
        Tensor z2 = standardised(second);
        float share = 1f / first.size(0);
        Tensor alike = z1.sub(z2).square().sum().mul(share);
        return alike.add(correlation(z1).add(correlation(z2)).mul(lambda));
    }

    private static Tensor standardised(Tensor h) {
        Tensor centred = h.sub(h.mean(0, true));
        Tensor variance = centred.square().sum(0, true).mul(1f / Math.max(1, h.size(0) - 1));
        return centred.div(variance.add(EPSILON).sqrt());
    }

    /** {@code |I - C|^2}. */
    private static Tensor correlation(Tensor z) {
        int width = z.size(1);
        float[] identity = new float[width * width];
        for (int i = 0; i < width; i++) {
            identity[i * width + i] = 1;
        }
        Tensor c = z.matmul(z, true, false).mul(1f / z.size(0));
        return Tensor.of(identity, width, width).sub(c).square().sum();
    }
}
