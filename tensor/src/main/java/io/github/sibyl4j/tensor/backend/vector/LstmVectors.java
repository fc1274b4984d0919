package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.LstmStep;
import io.github.sibyl4j.tensor.backend.cpu.ScalarLstm;
import jdk.incubator.vector.FloatVector;

/** The kernels of a long short-term memory, split into loops that the compiler can inline (see {@link GruVectors}). */
final class LstmVectors {
    private LstmVectors() {}

    private static int at(HostBuffer buffer, int offset) {
        return buffer.byteOffset() + (offset << 2);
    }

    static void gates(int rows, LstmStep s) {
        int columns = SPECIES.loopBound(s.hidden);
        int bytes = columns << 2;
        int gate = s.hidden << 2;
        int bias = s.bias.byteOffset();
        for (int r = 0; r < rows; r++) {
            int row = at(s.gates, s.gatesAt) + 4 * r * gate;
            sigmoids(s, row, bias, bytes);
            sigmoids(s, row + gate, bias + gate, bytes);
            tanhs(s, row + 2 * gate, bias + 2 * gate, bytes);
            sigmoids(s, row + 3 * gate, bias + 3 * gate, bytes);
            cells(s, r, bytes);
        }
        if (columns < s.hidden) {
            ScalarLstm.gates(rows, s, columns);
        }
    }

    private static void sigmoids(LstmStep s, int gateAt, int biasAt, int bytes) {
        Object gates = s.gates.vectorView();
        Object bias = s.bias.vectorView();
        for (int i = 0; i < bytes; i += LANES << 2) {
            FloatVector sum = load(gates, gateAt + i).add(load(bias, biasAt + i));
            store(LongVectorMath.sigmoid(sum), gates, gateAt + i);
        }
    }

    private static void tanhs(LstmStep s, int gateAt, int biasAt, int bytes) {
        Object gates = s.gates.vectorView();
        Object bias = s.bias.vectorView();
        for (int i = 0; i < bytes; i += LANES << 2) {
            FloatVector sum = load(gates, gateAt + i).add(load(bias, biasAt + i));
            store(LongVectorMath.tanh(sum), gates, gateAt + i);
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
            store(LongVectorMath.tanh(cell).mul(output), states, stateAt + i);
        }
    }

    static void gateGradients(int rows, LstmStep s) {
        int columns = SPECIES.loopBound(s.hidden);
        for (int r = 0; r < rows; r++) {
            outputGradients(s, r, columns << 2);
            cellGradients(s, r, columns << 2);
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
            FloatVector cell = LongVectorMath.tanh(load(cells, cellAt + i));
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
