package io.github.sibyl4j.tensor.backend.cpu;

/**
 * The gate kernels of {@link Kernels} on single floats, for the columns from {@code firstColumn} on: all of them without
 * the Vector API, otherwise those that do not fill a vector.
 */
public final class ScalarGru {
    private ScalarGru() {}

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    private static void add(HostBuffer x, int i, float value) {
        set(x, i, get(x, i) + value);
    }

    public static void gates(GruRows rows, GruStep s, int firstColumn) {
        int h = s.hidden;
        for (int r = 0; r < rows.count(); r++) {
            for (int j = firstColumn; j < h; j++) {
                float hiddenReset = get(s.hiddenGates, r * 3 * h + j);
                float hiddenUpdate = get(s.hiddenGates, r * 3 * h + h + j);
                float q = get(s.hiddenGates, r * 3 * h + 2 * h + j) + get(s.candidateBias, j);
                float previous = get(s.previous, s.previousAt + r * h + j);
                float reset = ScalarMath.sigmoid(input(rows, s, r, j) + hiddenReset);
                float update = ScalarMath.sigmoid(input(rows, s, r, h + j) + hiddenUpdate);
                float candidate = ScalarMath.tanh(input(rows, s, r, 2 * h + j) + reset * q);
                int kept = s.gatesAt + r * s.gatesStep + j;
                set(s.gates, kept, reset);
                set(s.gates, kept + h, update);
                set(s.gates, kept + 2 * h, candidate);
                set(s.gates, kept + 3 * h, q);
                set(s.state, s.stateAt + r * h + j, candidate + update * (previous - candidate));
            }
        }
    }

    /** The input's share of gate column {@code j} of row {@code r}. */
    private static float input(GruRows rows, GruStep s, int r, int j) {
        int node = rows.firstNode() + r % rows.nodes();
        return get(s.nodeBias, node * s.nodeStep + j) + get(s.inputGates, r * 3 * s.hidden + j);
    }

    public static void gateGradients(GruRows rows, GruStep s, GruSums sums, int firstColumn) {
        int h = s.hidden;
        for (int r = 0; r < rows.count(); r++) {
            for (int j = firstColumn; j < h; j++) {
                int kept = s.gatesAt + r * 4 * h + j;
                float reset = get(s.gates, kept);
                float update = get(s.gates, kept + h);
                float candidate = get(s.gates, kept + 2 * h);
                float q = get(s.gates, kept + 3 * h);
                float previous = get(s.previous, s.previousAt + r * h + j);
                float g = get(s.stateGradient, r * h + j);
                float candidateGradient = g * (1 - update) * (1 - candidate * candidate);
                float updateGradient = g * (previous - candidate) * (update * (1 - update));
                float resetGradient = candidateGradient * q * (reset * (1 - reset));
                int at = r * 4 * h + j;
                set(s.gateGradients, at, candidateGradient);
                set(s.gateGradients, at + h, resetGradient);
                set(s.gateGradients, at + 2 * h, updateGradient);
                set(s.gateGradients, at + 3 * h, candidateGradient * reset);
                set(s.stateGradient, r * h + j, g * update);
                int nodeAt = (rows.firstNode() + r % rows.nodes() - sums.firstNode()) * sums.nodeStep() + j;
                add(sums.nodeBias(), nodeAt, candidateGradient);
                add(sums.nodeBias(), nodeAt + h, resetGradient);
                add(sums.nodeBias(), nodeAt + 2 * h, updateGradient);
                add(sums.candidateBias(), j, candidateGradient * reset);
            }
        }
    }
}
