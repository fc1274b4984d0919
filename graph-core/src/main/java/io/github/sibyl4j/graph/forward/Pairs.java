package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.graph.metric.RocAuc;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/** Links and then pairs that are none, in the form that steps work on. */
final class Pairs {
    private final Segments first;
    private final Segments second;
    private final int positives;
    private final int all;

    Pairs(int nodes, NodePairs positive, NodePairs negative) {
        NodePairs both = positive.and(negative);
        first = Segments.of(both.firsts(), nodes);
        second = Segments.of(both.seconds(), nodes);
        positives = positive.size();
        all = both.size();
    }

    boolean isEmpty() {
        return all == 0;
    }

    int positives() {
        return positives;
    }

    int negatives() {
        return all - positives;
    }

    /** {@code z_u z_v} for every pair: {@code [node, width]} to {@code [pair, width]}. */
    Tensor products(Tensor z) {
        return first.gather(z).mul(second.gather(z));
    }

    /** 1 for links and 0 for others. */
    Tensor targets() {
        float[] targets = new float[all];
        Arrays.fill(targets, 0, positives, 1);
        return Tensor.of(targets, all);
    }

    /** The part of values {@code [pair, ...]} that is of links. */
    Tensor ofPositives(Tensor values) {
        return values.slice(0, 0, positives);
    }

    Tensor ofNegatives(Tensor values) {
        return values.slice(0, positives, all);
    }

    double auc(float[] scores) {
        return RocAuc.of(
                Arrays.copyOfRange(scores, 0, positives), Arrays.copyOfRange(scores, positives, scores.length));
    }
}
