package io.github.sibyl4j.tensor.backend.cpu;

import java.util.Arrays;

/** Graph attention one float at a time: every group is a head. */
final class ScalarAttention implements AttentionLoops {

    @Override
    public int lanes() {
        return 1;
    }

    private static float leaky(float z, float slope) {
        return z > 0 ? z : z * slope;
    }

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    @Override
    public void forward(AttentionNeighbours n, float[] target, float[] out, float[] saved, int from, int to) {
        int values = n.layout().values();
        int[] index = n.edges().columnIndices();
        int at = 0;
        for (int row = from; row < to; row++) {
            int first = n.edges().rowPointers()[row];
            int last = n.edges().rowPointers()[row + 1];
            for (int group = 0; group < n.layout().groups(); group++, at++) {
                int savedAt = at * (3 + values);
                Arrays.fill(out, at * values, (at + 1) * values, 0);
                Arrays.fill(saved, savedAt, savedAt + 3 + values, 0);
                if (first == last) {
                    continue;
                }
                int offset = group * (1 + values);
                float most = Float.NEGATIVE_INFINITY;
                for (int e = first; e < last; e++) {
                    most = Math.max(most, get(n.records(), index[e] * n.recordLength() + offset));
                }
                float greatest = leaky(target[at] + most, n.slope());
                float sum = 0;
                float positiveSum = 0;
                for (int e = first; e < last; e++) {
                    int record = index[e] * n.recordLength() + offset;
                    float z = target[at] + get(n.records(), record);
                    float w = (float) Math.exp(leaky(z, n.slope()) - greatest);
                    float p = z > 0 ? w : 0;
                    sum += w;
                    positiveSum += p;
                    for (int i = 0; i < values; i++) {
                        float x = get(n.records(), record + 1 + i);
                        out[at * values + i] += w * x;
                        saved[savedAt + 3 + i] += p * x;
                    }
                }
                saved[savedAt] = greatest;
                saved[savedAt + 1] = 1 / sum;
                saved[savedAt + 2] = positiveSum / sum;
                for (int i = 0; i < values; i++) {
                    out[at * values + i] /= sum;
                    saved[savedAt + 3 + i] /= sum;
                }
            }
        }
    }

    @Override
    public void prepare(
            AttentionLayout layout,
            float slope,
            int rows,
            float[] g,
            float[] out,
            float[] saved,
            float[] target,
            float[] records,
            float[] targetGradient) {
        int values = layout.values();
        for (int at = 0; at < rows * layout.groups(); at++) {
            int savedAt = at * (3 + values);
            float scale = saved[savedAt + 1];
            float dot = 0;
            float positiveDot = 0;
            for (int i = 0; i < values; i++) {
                float gradient = g[at * values + i];
                dot += gradient * out[at * values + i];
                positiveDot += gradient * saved[savedAt + 3 + i];
                records[savedAt + 3 + i] = gradient * scale;
            }
            records[savedAt] = target[at];
            records[savedAt + 1] = saved[savedAt];
            records[savedAt + 2] = dot * scale;
            targetGradient[at] = (1 - slope) * (positiveDot - dot * saved[savedAt + 2]);
        }
    }

    @Override
    public void backward(
            AttentionNeighbours n,
            float[] source,
            float[] x,
            float[] xGradient,
            float[] sourceGradient,
            int from,
            int to) {
        int values = n.layout().values();
        int at = 0;
        for (int column = from; column < to; column++) {
            for (int group = 0; group < n.layout().groups(); group++, at++) {
                Arrays.fill(xGradient, at * values, (at + 1) * values, 0);
                float change = 0;
                for (int e = n.edges().rowPointers()[column]; e < n.edges().rowPointers()[column + 1]; e++) {
                    int record = n.edges().columnIndices()[e] * n.recordLength() + group * (3 + values);
                    float z = get(n.records(), record) + source[at];
                    float w = (float) Math.exp(leaky(z, n.slope()) - get(n.records(), record + 1));
                    float dot = -get(n.records(), record + 2);
                    for (int i = 0; i < values; i++) {
                        float g = get(n.records(), record + 3 + i);
                        dot += g * x[at * values + i];
                        xGradient[at * values + i] += w * g;
                    }
                    change += (z > 0 ? 1 : n.slope()) * w * dot;
                }
                sourceGradient[at] = change;
            }
        }
    }
}
