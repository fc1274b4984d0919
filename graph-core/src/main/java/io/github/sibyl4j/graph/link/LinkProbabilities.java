package io.github.sibyl4j.graph.link;

import io.github.sibyl4j.graph.embedding.NodeEmbeddings;
import io.github.sibyl4j.graph.metric.AveragePrecision;
import io.github.sibyl4j.graph.metric.RocAuc;

/** How probable links between nodes are by the inner products of their vectors. Immutable. */
public final class LinkProbabilities {
    private final NodeEmbeddings embeddings;

    LinkProbabilities(NodeEmbeddings embeddings) {
        this.embeddings = embeddings;
    }

    /** The vectors of the nodes. */
    public NodeEmbeddings embeddings() {
        return embeddings;
    }

    /** How probable a link between two nodes is, learned from as many links as other pairs. */
    public double of(int u, int v) {
        return 1 / (1 + Math.exp(-embeddings.product(u, v)));
    }

    /** The logits of many pairs: in the order of their probabilities, of which those near 1 round to it. */
    public float[] logits(NodePairs pairs) {
        float[] logits = new float[pairs.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) embeddings.product(pairs.first(i), pairs.second(i));
        }
        return logits;
    }

    /** How well links score beside other pairs: the area under the ROC and the average precision. */
    public record Quality(double auc, double averagePrecision) {}

    /**
     * How well links score beside other pairs.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are none of either or a node does not exist
     */
    public Quality quality(NodePairs links, NodePairs others) {
        float[] high = logits(links);
        float[] low = logits(others);
        return new Quality(RocAuc.of(high, low), AveragePrecision.of(high, low));
    }
}
