package io.github.sibyl4j.graph.link;

import io.github.sibyl4j.tensor.Tensor;

/** The losses of graph autoencoders (Kipf and Welling, 2016), as PyTorch Geometric's GAE and VGAE have them. */
final class ReconstructionLoss {
    private static final float EPSILON = 1e-15f;
    /** Beyond this the logarithm of a standard deviation is cut off. */
    static final float LONGEST_DEVIATION = 10;

    private ReconstructionLoss() {}

    /**
     * {@code -mean log(s(z_u z_v) + 1e-15)} over links and {@code -mean log(1 - s(z_u z_v) + 1e-15)} over other pairs.
     *
     * @param z {@code [node, width]}
     */
    static Tensor of(Tensor z, NodePairs links, NodePairs others) {
        // 1 - s(x) is s(-x), which does not vanish in rounding.
        return cost(products(z, links)).add(cost(products(z, others).neg()));
    }

    /**
     * The weighted cross entropy of all pairs of nodes: {@code norm mean(w t softplus(-x) + (1 - t) softplus(x))} for {@code x = z
     * z^T} and targets {@code t} of 1 for links in both directions and for nodes with themselves; with {@code n^2} pairs of which
     * {@code a} are links, {@code w = (n^2 - a) / a} and {@code norm = n^2 / (2 (n^2 - a))}.
     *
     * @param links without nodes with themselves, each in one direction
     */
    static Tensor whole(Tensor z, NodePairs links) {
        int n = z.size(0);
        double pairs = (double) n * n;
        double ones = 2.0 * links.size();
        float weight = (float) ((pairs - ones) / ones);
        Tensor all = z.matmul(z, false, true).softplus().sum();
        // A link stands in the matrix twice, a node with itself once.
        Tensor linked = corrections(products(z, links), weight).mul(2);
        Tensor own = corrections(z.square().sum(-1, false), weight);
        return all.add(linked).add(own).mul((float) (1 / (2 * (pairs - ones))));
    }

    /** What has to be added for pairs that were counted as others. */
    private static Tensor corrections(Tensor logits, float weight) {
        return logits.neg().softplus().mul(weight).sub(logits.softplus()).sum();
    }

    private static Tensor cost(Tensor logits) {
        return logits.sigmoid().add(EPSILON).log().mean().neg();
    }

    private static Tensor products(Tensor z, NodePairs pairs) {
        return z.gather(pairs.firsts()).mul(z.gather(pairs.seconds())).sum(-1, false);
    }

    /**
     * How far the normal distributions of all nodes are from the standard one: {@code -1/2 mean over nodes of sum (1 + 2 log d -
     * m^2 - d^2)}.
     *
     * @param mean {@code [node, width]}
     * @param logDeviation the same shape, cut off at {@link #LONGEST_DEVIATION}
     */
    static Tensor divergence(Tensor mean, Tensor logDeviation) {
        return logDeviation
                .mul(2)
                .add(1)
                .sub(mean.square())
                .sub(logDeviation.exp().square())
                .sum(-1, false)
                .mean()
                .mul(-0.5f);
    }

    static Tensor cutOff(Tensor logDeviation) {
        return logDeviation.clamp(Float.NEGATIVE_INFINITY, LONGEST_DEVIATION);
    }
}
