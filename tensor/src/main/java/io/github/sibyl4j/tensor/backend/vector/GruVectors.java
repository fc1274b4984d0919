package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.GruRows;
import io.github.sibyl4j.tensor.backend.cpu.GruStep;
import io.github.sibyl4j.tensor.backend.cpu.GruSums;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.ScalarGru;
import jdk.incubator.vector.FloatVector;

/**
 * The gate kernels of a gated recurrent unit. They are split, and free of branches between vectors, because the compiler
 * inlines only so many vector operations into one method and puts vectors on the heap beyond that or where two branches
 * meet.
 */
final class GruVectors {
    private GruVectors() {}

    static void gates(GruRows rows, GruStep s) {
        int columns = SPECIES.loopBound(s.hidden);
        resetAndUpdate(rows, s, columns << 2);
        candidateAndState(rows, s, columns << 2);
        if (columns < s.hidden) {
            ScalarGru.gates(rows, s, columns);
        }
    }

    private static void resetAndUpdate(GruRows rows, GruStep s, int columnBytes) {
        int gate = s.hidden << 2;
        Object nodes = s.nodeBias.vectorView();
        Object inputs = s.inputGates.vectorView();
        Object hidden = s.hiddenGates.vectorView();
        Object kept = s.gates.vectorView();
        int count = rows.count();
        for (int r = 0; r < count; r++) {
            int node = rows.firstNode() + r % rows.nodes();
            int nodeAt = s.nodeBias.byteOffset() + (node * s.nodeStep << 2);
            int inputAt = s.inputGates.byteOffset() + 3 * r * gate;
            int hiddenAt = s.hiddenGates.byteOffset() + 3 * r * gate;
            int keptAt = s.gates.byteOffset() + (s.gatesAt << 2) + 4 * r * gate;
            for (int begin = 0; begin <= gate; begin += gate) {
                for (int at = begin; at < begin + columnBytes; at += LANES << 2) {
                    FloatVector sum = load(nodes, nodeAt + at)
                            .add(load(inputs, inputAt + at))
                            .add(load(hidden, hiddenAt + at));
                    store(VectorMath.sigmoid(sum), kept, keptAt + at);
                }
            }
        }
    }

    private static void candidateAndState(GruRows rows, GruStep s, int columnBytes) {
        int gate = s.hidden << 2;
        Object nodes = s.nodeBias.vectorView();
        Object inputs = s.inputGates.vectorView();
        Object hidden = s.hiddenGates.vectorView();
        Object bias = s.candidateBias.vectorView();
        Object kept = s.gates.vectorView();
        Object previousStates = s.previous.vectorView();
        Object states = s.state.vectorView();
        int biasAt = s.candidateBias.byteOffset();
        int count = rows.count();
        for (int r = 0; r < count; r++) {
            int node = rows.firstNode() + r % rows.nodes();
            int nodeAt = s.nodeBias.byteOffset() + (node * s.nodeStep << 2) + 2 * gate;
            int inputAt = s.inputGates.byteOffset() + 3 * r * gate + 2 * gate;
            int hiddenAt = s.hiddenGates.byteOffset() + 3 * r * gate + 2 * gate;
            int keptAt = s.gates.byteOffset() + (s.gatesAt << 2) + 4 * r * gate;
            int previousAt = s.previous.byteOffset() + (s.previousAt << 2) + r * gate;
            int stateAt = s.state.byteOffset() + (s.stateAt << 2) + r * gate;
            for (int at = 0; at < columnBytes; at += LANES << 2) {
                FloatVector q = load(bias, biasAt + at).add(load(hidden, hiddenAt + at));
                FloatVector sum = load(nodes, nodeAt + at).add(load(inputs, inputAt + at));
                FloatVector candidate = VectorMath.tanh(load(kept, keptAt + at).fma(q, sum));
                store(candidate, kept, keptAt + 2 * gate + at);
                store(q, kept, keptAt + 3 * gate + at);
                FloatVector update = load(kept, keptAt + gate + at);
                FloatVector change = load(previousStates, previousAt + at).sub(candidate);
                store(change.fma(update, candidate), states, stateAt + at);
            }
        }
    }

    static void gateGradients(GruRows rows, GruStep s, GruSums sums) {
        int columns = SPECIES.loopBound(s.hidden);
        for (int r = 0; r < rows.count(); r++) {
            rowGradient(s, r, columns << 2);
        }
        if (sums.nodeStep() == 0) {
            addAllRows(rows, s, sums, columns << 2);
        } else {
            for (int r = 0; r < rows.count(); r++) {
                addRow(rows, s, sums, r, columns << 2);
            }
        }
        if (columns < s.hidden) {
            ScalarGru.gateGradients(rows, s, sums, columns);
        }
    }

    private static void rowGradient(GruStep s, int r, int columnBytes) {
        int gate = s.hidden << 2;
        Object kept = s.gates.vectorView();
        int keptAt = s.gates.byteOffset() + (s.gatesAt << 2) + 4 * r * gate;
        Object previousStates = s.previous.vectorView();
        int previousAt = s.previous.byteOffset() + (s.previousAt << 2) + r * gate;
        Object stateGradients = s.stateGradient.vectorView();
        int stateAt = s.stateGradient.byteOffset() + r * gate;
        Object out = s.gateGradients.vectorView();
        int outAt = s.gateGradients.byteOffset() + 4 * r * gate;
        for (int at = 0; at < columnBytes; at += LANES << 2) {
            FloatVector reset = load(kept, keptAt + at);
            FloatVector update = load(kept, keptAt + gate + at);
            FloatVector candidate = load(kept, keptAt + 2 * gate + at);
            FloatVector g = load(stateGradients, stateAt + at);
            FloatVector kc = g.mul(update);
            store(kc, stateGradients, stateAt + at);
            FloatVector change = load(previousStates, previousAt + at).sub(candidate);
            // g z (1 - z) = kc - kc z
            store(kc.sub(kc.mul(update)).mul(change), out, outAt + 2 * gate + at);
            FloatVector gc = g.sub(kc).mul(VectorMath.ONE.sub(candidate.mul(candidate)));
            store(gc, out, outAt + at);
            FloatVector gq = gc.mul(reset);
            store(gq, out, outAt + 3 * gate + at);
            FloatVector q = load(kept, keptAt + 3 * gate + at);
            store(gq.sub(gq.mul(reset)).mul(q), out, outAt + gate + at);
        }
    }

    /** Adds the gradients of all rows' gates to those of biases that all nodes share. */
    private static void addAllRows(GruRows rows, GruStep s, GruSums sums, int columnBytes) {
        for (int gate = 0; gate < 3; gate++) {
            addColumns(rows.count(), s, gate * s.hidden, sums.nodeBias(), gate * s.hidden, columnBytes);
        }
        addColumns(rows.count(), s, 3 * s.hidden, sums.candidateBias(), 0, columnBytes);
    }

    private static void addColumns(int count, GruStep s, int from, HostBuffer sums, int sumAt, int bytes) {
        int at = 0;
        for (; at <= bytes - (LANES << 4); at += LANES << 4) {
            addFour(count, s, (from << 2) + at, sums, (sumAt << 2) + at);
        }
        for (; at < bytes; at += LANES << 2) {
            addOne(count, s, (from << 2) + at, sums, (sumAt << 2) + at);
        }
    }

    private static void addFour(int count, GruStep s, int fromByte, HostBuffer sums, int sumByte) {
        Object target = sums.vectorView();
        Object source = s.gateGradients.vectorView();
        int targetAt = sums.byteOffset() + sumByte;
        int sourceAt = s.gateGradients.byteOffset() + fromByte;
        int row = s.hidden << 4;
        int vector = LANES << 2;
        FloatVector a = load(target, targetAt);
        FloatVector b = load(target, targetAt + vector);
        FloatVector c = load(target, targetAt + 2 * vector);
        FloatVector d = load(target, targetAt + 3 * vector);
        for (int r = 0; r < count; r++) {
            int at = sourceAt + r * row;
            a = a.add(load(source, at));
            b = b.add(load(source, at + vector));
            c = c.add(load(source, at + 2 * vector));
            d = d.add(load(source, at + 3 * vector));
        }
        store(a, target, targetAt);
        store(b, target, targetAt + vector);
        store(c, target, targetAt + 2 * vector);
        store(d, target, targetAt + 3 * vector);
    }

    private static void addOne(int count, GruStep s, int fromByte, HostBuffer sums, int sumByte) {
        Object target = sums.vectorView();
        Object source = s.gateGradients.vectorView();
        int sourceAt = s.gateGradients.byteOffset() + fromByte;
        int row = s.hidden << 4;
        FloatVector sum = load(target, sums.byteOffset() + sumByte);
        for (int r = 0; r < count; r++) {
            sum = sum.add(load(source, sourceAt + r * row));
        }
        store(sum, target, sums.byteOffset() + sumByte);
    }

    /** Adds the gradients of a row's gates to those of the biases. */
    private static void addRow(GruRows rows, GruStep s, GruSums sums, int r, int columnBytes) {
        int nodeAt = (rows.firstNode() + r % rows.nodes() - sums.firstNode()) * sums.nodeStep();
        int from = 4 * r * s.hidden;
        for (int begin = 0; begin < 3 * s.hidden; begin += s.hidden) {
            add(sums.nodeBias(), nodeAt + begin, s.gateGradients, from + begin, columnBytes);
        }
        add(sums.candidateBias(), 0, s.gateGradients, from + 3 * s.hidden, columnBytes);
    }

    private static void add(HostBuffer sums, int sumAt, HostBuffer values, int valueAt, int bytes) {
        Object target = sums.vectorView();
        Object source = values.vectorView();
        int targetAt = sums.byteOffset() + (sumAt << 2);
        int sourceAt = values.byteOffset() + (valueAt << 2);
        for (int at = 0; at < bytes; at += LANES << 2) {
            store(load(target, targetAt + at).add(load(source, sourceAt + at)), target, targetAt + at);
        }
    }
}
