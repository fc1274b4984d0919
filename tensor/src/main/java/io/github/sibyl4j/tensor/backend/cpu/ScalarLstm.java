package io.github.sibyl4j.tensor.backend.cpu;

/**
 * The LSTM kernels of {@link Kernels} on single floats, for the columns from {@code firstColumn} on: all of them without the
 * Vector API, otherwise those that do not fill a vector.
 */
public final class ScalarLstm {
    private ScalarLstm() {}

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    public static void gates(int rows, LstmStep s, int firstColumn) {
        int h = s.hidden;
        for (int r = 0; r < rows; r++) {
            for (int j = firstColumn; j < h; j++) {
                int at = s.gatesAt + r * 4 * h + j;
                float input = ScalarMath.sigmoid(get(s.gates, at) + get(s.bias, j));
                float forget = ScalarMath.sigmoid(get(s.gates, at + h) + get(s.bias, h + j));
                float candidate = ScalarMath.tanh(get(s.gates, at + 2 * h) + get(s.bias, 2 * h + j));
                float output = ScalarMath.sigmoid(get(s.gates, at + 3 * h) + get(s.bias, 3 * h + j));
                float cell = forget * get(s.previousCell, s.previousCellAt + r * h + j) + input * candidate;
                set(s.gates, at, input);
                set(s.gates, at + h, forget);
                set(s.gates, at + 2 * h, candidate);
                set(s.gates, at + 3 * h, output);
                set(s.cell, s.cellAt + r * h + j, cell);
                set(s.state, s.stateAt + r * h + j, output * ScalarMath.tanh(cell));
            }
        }
    }

    public static void gateGradients(int rows, LstmStep s, int firstColumn) {
        int h = s.hidden;
        for (int r = 0; r < rows; r++) {
            for (int j = firstColumn; j < h; j++) {
                int at = s.gatesAt + r * 4 * h + j;
                float input = get(s.gates, at);
                float forget = get(s.gates, at + h);
                float candidate = get(s.gates, at + 2 * h);
                float output = get(s.gates, at + 3 * h);
                float cell = ScalarMath.tanh(get(s.cell, s.cellAt + r * h + j));
                float g = get(s.stateGradient, r * h + j);
                float c = get(s.cellGradient, r * h + j) + g * output * (1 - cell * cell);
                float previous = get(s.previousCell, s.previousCellAt + r * h + j);
                int to = s.gateGradientsAt + r * 4 * h + j;
                set(s.gateGradients, to, c * candidate * input * (1 - input));
                set(s.gateGradients, to + h, c * previous * forget * (1 - forget));
                set(s.gateGradients, to + 2 * h, c * input * (1 - candidate * candidate));
                set(s.gateGradients, to + 3 * h, g * cell * output * (1 - output));
                set(s.cellGradient, r * h + j, c * forget);
            }
        }
    }
}
