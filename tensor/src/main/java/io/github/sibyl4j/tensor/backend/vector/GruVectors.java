package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.GruRows;
import io.github.sibyl4j.tensor.backend.cpu.GruStep;
import io.github.sibyl4j.tensor.backend.cpu.GruSums;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.ScalarGru;
import jdk.incubator.vector.FloatVector;

/**
 * The gate kernels of a gated recurrent unit. The loops over a row are objects, called from one place, so that each is
 * compiled on its own: in one method together, JDK 17 made an object of every vector of some of them, in one process and not
 * in the next. None is called for a row without a whole vector: what a loop that is hardly ever entered calls is not inlined
 * into it, and not when wider rows come, either.
 */
final class GruVectors {
    private static final Loop[] FORWARD = {
        GruVectors::resetAndUpdate, GruVectors::candidate, GruVectors::state,
    };
    private static final Loop[] BACKWARD = {GruVectors::rowGradient};

    private GruVectors() {}

    /** Works on the first {@code bytes} of every gate of row {@code r}. */
    private interface Loop {
        void run(GruRows rows, GruStep s, int r, int bytes);
    }

    private static void run(Loop[] loops, GruRows rows, GruStep s, int bytes) {
        int count = rows.count();
        for (int r = 0; r < count; r++) {
            for (Loop loop : loops) {
                loop.run(rows, s, r, bytes);
            }
        }
    }

    static void gates(GruRows rows, GruStep s) {
        int columns = SPECIES.loopBound(s.hidden);
        if (columns > 0) {
            run(FORWARD, rows, s, columns << 2);
        }
        if (columns < s.hidden) {
            ScalarGru.gates(rows, s, columns);
        }
    }

    private static int nodeAt(GruRows rows, GruStep s, int r) {
        int node = rows.firstNode() + r % rows.nodes();
        return s.nodeBias.byteOffset() + (node * s.nodeStep << 2);
    }

    private static int keptAt(GruStep s, int r) {
        return s.gates.byteOffset() + (s.gatesAt + r * s.gatesStep << 2);
    }

    private static void resetAndUpdate(GruRows rows, GruStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        Object nodes = s.nodeBias.vectorView();
        Object inputs = s.inputGates.vectorView();
        Object hidden = s.hiddenGates.vectorView();
        Object kept = s.gates.vectorView();
        int nodeAt = nodeAt(rows, s, r);
        int inputAt = s.inputGates.byteOffset() + 3 * r * gate;
        int hiddenAt = s.hiddenGates.byteOffset() + 3 * r * gate;
        int keptAt = keptAt(s, r);
        for (int begin = 0; begin <= gate; begin += gate) {
            for (int at = begin; at < begin + bytes; at += LANES << 2) {
                FloatVector sum =
                        load(nodes, nodeAt + at).add(load(inputs, inputAt + at)).add(load(hidden, hiddenAt + at));
                store(VectorMath.sigmoid(sum), kept, keptAt + at);
            }
        }
    }

    private static void candidate(GruRows rows, GruStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        Object nodes = s.nodeBias.vectorView();
        Object inputs = s.inputGates.vectorView();
        Object hidden = s.hiddenGates.vectorView();
        Object bias = s.candidateBias.vectorView();
        Object kept = s.gates.vectorView();
        int biasAt = s.candidateBias.byteOffset();
        int nodeAt = nodeAt(rows, s, r) + 2 * gate;
        int inputAt = s.inputGates.byteOffset() + 3 * r * gate + 2 * gate;
        int hiddenAt = s.hiddenGates.byteOffset() + 3 * r * gate + 2 * gate;
        int keptAt = keptAt(s, r);
        for (int at = 0; at < bytes; at += LANES << 2) {
            FloatVector q = load(bias, biasAt + at).add(load(hidden, hiddenAt + at));
            FloatVector sum = load(nodes, nodeAt + at).add(load(inputs, inputAt + at));
            store(VectorMath.tanh(load(kept, keptAt + at).fma(q, sum)), kept, keptAt + 2 * gate + at);
            store(q, kept, keptAt + 3 * gate + at);
        }
    }

    private static void state(GruRows rows, GruStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        Object kept = s.gates.vectorView();
        Object previousStates = s.previous.vectorView();
        Object states = s.state.vectorView();
        int keptAt = keptAt(s, r);
        int previousAt = s.previous.byteOffset() + (s.previousAt << 2) + r * gate;
        int stateAt = s.state.byteOffset() + (s.stateAt << 2) + r * gate;
        for (int at = 0; at < bytes; at += LANES << 2) {
            FloatVector update = load(kept, keptAt + gate + at);
            FloatVector candidate = load(kept, keptAt + 2 * gate + at);
            FloatVector change = load(previousStates, previousAt + at).sub(candidate);
            store(change.fma(update, candidate), states, stateAt + at);
        }
    }

    static void gateGradients(GruRows rows, GruStep s, GruSums sums) {
        int columns = SPECIES.loopBound(s.hidden);
        if (columns > 0) {
            run(BACKWARD, rows, s, columns << 2);
            addRows(rows, s, sums, columns << 2);
        }
        if (columns < s.hidden) {
            ScalarGru.gateGradients(rows, s, sums, columns);
        }
    }

    private static void rowGradient(GruRows rows, GruStep s, int r, int bytes) {
        int gate = s.hidden << 2;
        Object kept = s.gates.vectorView();
        int keptAt = s.gates.byteOffset() + (s.gatesAt << 2) + 4 * r * gate;
        Object previousStates = s.previous.vectorView();
        int previousAt = s.previous.byteOffset() + (s.previousAt << 2) + r * gate;
        Object stateGradients = s.stateGradient.vectorView();
        int stateAt = s.stateGradient.byteOffset() + r * gate;
        Object out = s.gateGradients.vectorView();
        int outAt = s.gateGradients.byteOffset() + 4 * r * gate;
        for (int at = 0; at < bytes; at += LANES << 2) {
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

    private static void addRows(GruRows rows, GruStep s, GruSums sums, int columnBytes) {
        if (sums.nodeStep() == 0) {
            addAllRows(rows, s, sums, columnBytes);
        } else {
            for (int r = 0; r < rows.count(); r++) {
                addRow(rows, s, sums, r, columnBytes);
            }
        }
    }

    /** Adds the gradients of all rows' gates to those of biases that all nodes share. */
    private static void addAllRows(GruRows rows, GruStep s, GruSums sums, int columnBytes) {
        float[] total = new float[4 * s.hidden];
        sums.nodeBias().read(0, total, 0, 3 * s.hidden);
        sums.candidateBias().read(0, total, 3 * s.hidden, s.hidden);
        for (int r = 0; r < rows.count(); r++) {
            addRow(s, r, columnBytes, total);
        }
        sums.nodeBias().write(0, total, 0, 3 * s.hidden);
        sums.candidateBias().write(0, total, 3 * s.hidden, s.hidden);
    }

    private static void addRow(GruStep s, int r, int columnBytes, float[] total) {
        Object gradients = s.gateGradients.vectorView();
        int row = s.gateGradients.byteOffset() + (4 * r * s.hidden << 2);
        int gate = s.hidden << 2;
        for (int begin = 0; begin < 4 * gate; begin += gate) {
            for (int at = begin; at < begin + columnBytes; at += LANES << 2) {
                fromArray(total, at >> 2).add(load(gradients, row + at)).intoArray(total, at >> 2);
            }
        }
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
