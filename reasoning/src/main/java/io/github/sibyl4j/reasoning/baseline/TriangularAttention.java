package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.CustomOp;
import io.github.sibyl4j.tensor.Tensor;

/**
 * The attention of the Edge Transformer over all graphs of a batch: in each head, with d numbers of every row,
 *
 * <pre>
 * weight(x, a, y) = softmax over a of leftKey(x, a) . rightKey(a, y) / sqrt(d)
 * out(x, y)       = sum over a of weight(x, a, y) leftValue(x, a) * rightValue(a, y)
 * </pre>
 *
 * <p>Fused, since the products of all triples of entities would be {@code width} numbers each. Graphs share nothing, so each is a
 * task of its own.
 */
final class TriangularAttention {
    private static final int TOGETHER = 8;

    private final PairBatch batch;
    private final int heads;
    private final int width;
    private final int d;
    private final float scale;
    private final float[] leftKeys;
    private final float[] rightKeys;
    private final float[] leftValues;
    private final float[] rightValues;
    /** What dropout multiplies the weights by, {@code [graph][x, y, head, a]} as the weights; null for nothing. */
    private final float[] factors;

    private final int[] firstWeight;

    private TriangularAttention(PairBatch batch, int heads, Dropout dropout, Tensor[] operands) {
        this.batch = batch;
        this.heads = heads;
        this.width = operands[0].size(1);
        this.d = width / heads;
        this.scale = (float) (1 / Math.sqrt(d));
        leftKeys = operands[0].toArray();
        rightKeys = operands[1].toArray();
        leftValues = operands[2].toArray();
        rightValues = operands[3].toArray();
        firstWeight = new int[batch.entities().length + 1];
        for (int g = 0; g < batch.entities().length; g++) {
            int n = batch.entities()[g];
            firstWeight[g + 1] = Math.addExact(firstWeight[g], Math.multiplyExact(n * n, n * heads));
        }
        int weights = firstWeight[firstWeight.length - 1];
        factors = dropout.rate() == 0
                ? null
                : dropout.of(Tensor.full(1, weights), "weights").toArray();
    }

    /**
     * {@code [pair, width]}.
     *
     * @param leftKeys {@code [pair, width]}, as the others
     * @param dropout of the weights
     */
    static Tensor of(
            Tensor leftKeys,
            Tensor rightKeys,
            Tensor leftValues,
            Tensor rightValues,
            int heads,
            PairBatch batch,
            Dropout dropout) {
        Tensor[] operands = {leftKeys, rightKeys, leftValues, rightValues};
        TriangularAttention attention = new TriangularAttention(batch, heads, dropout, operands);
        float[] weights = new float[attention.firstWeight[attention.firstWeight.length - 1]];
        float[] out = new float[batch.pairs() * attention.width];
        attention.eachGraph(graph -> attention.forward(graph, weights, out));
        return CustomOp.of(
                out, new int[] {batch.pairs(), attention.width}, g -> attention.backward(weights, g), operands);
    }

    private interface GraphTask {
        void run(int graph);
    }

    private void eachGraph(GraphTask task) {
        int graphs = batch.entities().length;
        Backends.current().run((graphs + TOGETHER - 1) / TOGETHER, block -> {
            for (int g = block * TOGETHER; g < Math.min(graphs, (block + 1) * TOGETHER); g++) {
                task.run(g);
            }
        });
    }

    /** Where the numbers of a pair's first head begin. */
    private int row(int graph, int x, int y) {
        return (batch.first()[graph] + x * batch.entities()[graph] + y) * width;
    }

    private void forward(int graph, float[] weights, float[] out) {
        int n = batch.entities()[graph];
        int at = firstWeight[graph];
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                for (int h = 0; h < width; h += d, at += n) {
                    softmax(graph, x, y, h, weights, at);
                    int to = row(graph, x, y) + h;
                    for (int a = 0; a < n; a++) {
                        float weight = dropped(weights, at + a);
                        int left = row(graph, x, a) + h;
                        int right = row(graph, a, y) + h;
                        for (int i = 0; i < d; i++) {
                            out[to + i] += weight * leftValues[left + i] * rightValues[right + i];
                        }
                    }
                }
            }
        }
    }

    private void softmax(int graph, int x, int y, int h, float[] weights, int at) {
        int n = batch.entities()[graph];
        float largest = Float.NEGATIVE_INFINITY;
        for (int a = 0; a < n; a++) {
            int left = row(graph, x, a) + h;
            int right = row(graph, a, y) + h;
            float score = 0;
            for (int i = 0; i < d; i++) {
                score += leftKeys[left + i] * rightKeys[right + i];
            }
            weights[at + a] = score * scale;
            largest = Math.max(largest, weights[at + a]);
        }
        float sum = 0;
        for (int a = 0; a < n; a++) {
            weights[at + a] = (float) Math.exp(weights[at + a] - largest);
            sum += weights[at + a];
        }
        for (int a = 0; a < n; a++) {
            weights[at + a] /= sum;
        }
    }

    private float dropped(float[] weights, int at) {
        return factors == null ? weights[at] : weights[at] * factors[at];
    }

    private float[][] backward(float[] weights, float[] g) {
        float[][] gradients = new float[4][g.length];
        eachGraph(graph -> backward(graph, weights, g, gradients));
        return gradients;
    }

    private void backward(int graph, float[] weights, float[] g, float[][] gradients) {
        int n = batch.entities()[graph];
        float[] ofWeights = new float[n];
        int at = firstWeight[graph];
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                for (int h = 0; h < width; h += d, at += n) {
                    int to = row(graph, x, y) + h;
                    float mean = 0;
                    for (int a = 0; a < n; a++) {
                        int left = row(graph, x, a) + h;
                        int right = row(graph, a, y) + h;
                        float dot = throughValues(left, right, to, dropped(weights, at + a), g, gradients);
                        ofWeights[a] = factors == null ? dot : dot * factors[at + a];
                        mean += weights[at + a] * ofWeights[a];
                    }
                    for (int a = 0; a < n; a++) {
                        float ofScore = scale * weights[at + a] * (ofWeights[a] - mean);
                        throughKeys(row(graph, x, a) + h, row(graph, a, y) + h, ofScore, gradients);
                    }
                }
            }
        }
    }

    /** Adds the gradients of two values, and gives that of their weight. */
    private float throughValues(int left, int right, int to, float weight, float[] g, float[][] gradients) {
        float[] ofLeft = gradients[2];
        float[] ofRight = gradients[3];
        float dot = 0;
        for (int i = 0; i < d; i++) {
            float l = leftValues[left + i];
            float r = rightValues[right + i];
            float share = g[to + i];
            dot += share * l * r;
            ofLeft[left + i] += weight * share * r;
            ofRight[right + i] += weight * share * l;
        }
        return dot;
    }

    private void throughKeys(int left, int right, float ofScore, float[][] gradients) {
        float[] ofLeft = gradients[0];
        float[] ofRight = gradients[1];
        for (int i = 0; i < d; i++) {
            ofLeft[left + i] += ofScore * rightKeys[right + i];
            ofRight[right + i] += ofScore * leftKeys[left + i];
        }
    }
}
