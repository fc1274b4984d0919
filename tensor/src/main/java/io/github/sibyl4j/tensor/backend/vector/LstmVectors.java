package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.LstmStep;
import io.github.sibyl4j.tensor.backend.cpu.ScalarLstm;
import jdk.incubator.vector.FloatVector;

/**
 * The kernels of a long short-term memory, one loop after the other. The loops are objects, called from one place, so that
 * each is compiled on its own: together they have more vector operations than the compiler inlines into one method. None is
 * called for a row without a whole vector, see {@link GruVectors}.
 */
final class LstmVectors {
    private static final Loop[] FORWARD = {LstmVectors::sigmoids, LstmVectors::candidates, LstmVectors::cells};
    private static final Loop[] BACKWARD = {LstmVectors::outputGradients, LstmVectors::cellGradients};

    private LstmVectors() {}

    /** Works on the first {@code bytes} of row {@code r}. */
    private interface Loop {
        void run(LstmStep step, int r, int bytes);
    }

    private static void run(Loop[] loops, int rows, LstmStep s, int bytes) {
        for (int r = 0; r < rows; r++) {
            for (Loop loop : loops) {
                loop.run(s, r, bytes);
            }
        }
    }

    private static int at(HostBuffer buffer, int offset) {
        return buffer.byteOffset() + (offset << 2);
    }

    static void gates(int rows, LstmStep s) {
        int columns = SPECIES.loopBound(s.hidden);
        if (columns > 0) {
            run(FORWARD, rows, s, columns << 2);
        }
        if (columns < s.hidden) {
            ScalarLstm.gates(rows, s, columns);
        }
    }

    /** The input, forget and output gates: 0, 1 and 3. */
    private static void sigmoids(LstmStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        int row = at(s.gates, s.gatesAt) + 4 * r * gate;
        int bias = s.bias.byteOffset();
        for (int begin = 0; begin <= 3 * gate; begin += (begin == 0 ? 1 : 2) * gate) {
            sigmoids(s, row + begin, bias + begin, bytes);
        }
    }

    private static void sigmoids(LstmStep s, int gateAt, int biasAt, int bytes) {
        Object gates = s.gates.vectorView();
        Object bias = s.bias.vectorView();
        for (int i = 0; i < bytes; i += LANES << 2) {
            FloatVector sum = load(gates, gateAt + i).add(load(bias, biasAt + i));
            store(VectorMath.sigmoid(sum), gates, gateAt + i);
        }
    }

    private static void candidates(LstmStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        int gateAt = at(s.gates, s.gatesAt) + (4 * r + 2) * gate;
        int biasAt = s.bias.byteOffset() + 2 * gate;
        Object gates = s.gates.vectorView();
        Object bias = s.bias.vectorView();
        for (int i = 0; i < bytes; i += LANES << 2) {
            FloatVector sum = load(gates, gateAt + i).add(load(bias, biasAt + i));
            store(VectorMath.tanh(sum), gates, gateAt + i);
        }
    }

    private static void cells(LstmStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        Object gates = s.gates.vectorView();
        Object previous = s.previousCell.vectorView();
        Object cells = s.cell.vectorView();
        Object states = s.state.vectorView();
        int gateAt = at(s.gates, s.gatesAt) + 4 * r * gate;
        int previousAt = at(s.previousCell, s.previousCellAt) + r * gate;
        int cellAt = at(s.cell, s.cellAt) + r * gate;
        int stateAt = at(s.state, s.stateAt) + r * gate;
        for (int i = 0; i < bytes; i += LANES << 2) {
            FloatVector remembered = load(gates, gateAt + gate + i).mul(load(previous, previousAt + i));
            FloatVector cell = load(gates, gateAt + i).fma(load(gates, gateAt + 2 * gate + i), remembered);
            FloatVector output = load(gates, gateAt + 3 * gate + i);
            store(cell, cells, cellAt + i);
            store(VectorMath.tanh(cell).mul(output), states, stateAt + i);
        }
    }

    static void gateGradients(int rows, LstmStep s) {
        int columns = SPECIES.loopBound(s.hidden);
        if (columns > 0) {
            run(BACKWARD, rows, s, columns << 2);
        }
        if (columns < s.hidden) {
            ScalarLstm.gateGradients(rows, s, columns);
        }
    }

    /** The output gate's gradient, and what the state adds to the cell's. */
    private static void outputGradients(LstmStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        Object gates = s.gates.vectorView();
        Object cells = s.cell.vectorView();
        Object stateGradients = s.stateGradient.vectorView();
        Object cellGradients = s.cellGradient.vectorView();
        Object out = s.gateGradients.vectorView();
        int outputAt = at(s.gates, s.gatesAt) + 4 * r * gate + 3 * gate;
        int cellAt = at(s.cell, s.cellAt) + r * gate;
        int stateAt = s.stateGradient.byteOffset() + r * gate;
        int cellGradientAt = s.cellGradient.byteOffset() + r * gate;
        int to = at(s.gateGradients, s.gateGradientsAt) + 4 * r * gate + 3 * gate;
        for (int i = 0; i < bytes; i += LANES << 2) {
            FloatVector cell = VectorMath.tanh(load(cells, cellAt + i));
            FloatVector output = load(gates, outputAt + i);
            FloatVector share = load(stateGradients, stateAt + i).mul(output);
            FloatVector passed = share.sub(share.mul(cell).mul(cell));
            store(load(cellGradients, cellGradientAt + i).add(passed), cellGradients, cellGradientAt + i);
            // g tanh(c) o (1 - o)
            FloatVector product = share.mul(cell);
            store(product.sub(product.mul(output)), out, to + i);
        }
    }

    /** The gradients of the other gates, and the previous cell's. */
    private static void cellGradients(LstmStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        Object gates = s.gates.vectorView();
        Object previous = s.previousCell.vectorView();
        Object cellGradients = s.cellGradient.vectorView();
        Object out = s.gateGradients.vectorView();
        int gateAt = at(s.gates, s.gatesAt) + 4 * r * gate;
        int previousAt = at(s.previousCell, s.previousCellAt) + r * gate;
        int cellAt = s.cellGradient.byteOffset() + r * gate;
        int to = at(s.gateGradients, s.gateGradientsAt) + 4 * r * gate;
        for (int i = 0; i < bytes; i += LANES << 2) {
            FloatVector g = load(cellGradients, cellAt + i);
            FloatVector forget = load(gates, gateAt + gate + i);
            FloatVector kept = g.mul(forget);
            store(kept, cellGradients, cellAt + i);
            FloatVector lost = kept.sub(kept.mul(forget));
            store(lost.mul(load(previous, previousAt + i)), out, to + gate + i);
            FloatVector taken = g.mul(load(gates, gateAt + i));
            FloatVector candidate = load(gates, gateAt + 2 * gate + i);
            store(taken.sub(taken.mul(candidate).mul(candidate)), out, to + 2 * gate + i);
            FloatVector refused = taken.sub(taken.mul(load(gates, gateAt + i)));
            store(refused.mul(candidate), out, to + i);
        }
    }
}
