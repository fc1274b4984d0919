package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.LstmOperands;
import io.github.sibyl4j.tensor.backend.LstmShape;

/**
 * A long short-term memory over whole sequences, forward and backward, after PyTorch's definition: with
 * {@code i, f, g, o = W_i x + W_h h + bias}, {@code c' = sigmoid(f) c + sigmoid(i) tanh(g)} and
 * {@code h' = sigmoid(o) tanh(c')}, where state and cell before the first step are given or zero.
 *
 * <p>A block of sequences goes through all steps before the next one. What a pass saves holds, block by block, the gates of
 * all steps, then the cells, then the states.
 */
final class LstmPass {
    /** Gate gradients of several steps that are multiplied together, in floats: a megabyte stays in the second level cache. */
    private static final int TOGETHER = 1 << 18;

    private final LstmShape shape;
    private final LstmPlan plan;
    private final Kernels kernels;
    private final Workers workers;
    private final int h;
    private final int f;
    private final HostBuffer x;
    private final HostBuffer initialState;
    private final HostBuffer initialCell;
    private final HostBuffer inputWeights;
    private final HostBuffer hiddenWeights;
    private final HostBuffer bias;

    LstmPass(LstmShape shape, LstmOperands in, Kernels kernels, Workers workers) {
        this.shape = shape;
        this.plan = LstmPlan.of(shape, kernels.lanes());
        this.kernels = kernels;
        this.workers = workers;
        this.h = shape.hidden();
        this.f = shape.features();
        this.x = NativeBackend.host(in.x());
        this.initialState = NativeBackend.hostOrNull(in.initialState());
        this.initialCell = NativeBackend.hostOrNull(in.initialCell());
        this.inputWeights = NativeBackend.host(in.inputWeights());
        this.hiddenWeights = NativeBackend.host(in.hiddenWeights());
        this.bias = NativeBackend.host(in.bias());
    }

    static long savedLength(LstmShape shape) {
        return (long) shape.batch() * shape.nodes() * shape.steps() * 6 * shape.hidden();
    }

    private int savedGates(GruRows rows, int t) {
        return rows.firstRow() * shape.steps() * 6 * h + t * rows.count() * 4 * h;
    }

    private int savedCell(GruRows rows, int t) {
        return rows.firstRow() * shape.steps() * 6 * h + rows.count() * (shape.steps() * 4 + t) * h;
    }

    private int savedState(GruRows rows, int t) {
        return rows.firstRow() * shape.steps() * 6 * h + rows.count() * (shape.steps() * 5 + t) * h;
    }

    /** Weights {@code [4 hidden, width]} as {@code [width, 4 hidden]}: products with few rows are faster that way. */
    private HostBuffer turned(HostBuffer source, int width, HostArena arena) {
        float[] weights = new float[4 * h * width];
        source.read(0, weights, 0, weights.length);
        float[] turned = new float[weights.length];
        for (int j = 0; j < 4 * h; j++) {
            for (int k = 0; k < width; k++) {
                turned[k * 4 * h + j] = weights[j * width + k];
            }
        }
        HostBuffer result = arena.allocate(turned.length);
        result.write(0, turned, 0, turned.length);
        return result;
    }

    private static HostBuffer zeros(HostArena arena, long length) {
        HostBuffer buffer = arena.allocate(length);
        NativeBackend.zero(buffer);
        return buffer;
    }

    /** Copies a block's rows of {@code [batch, node, hidden]}, or of one step of {@code [batch, time, node, width]}. */
    private void gather(HostBuffer from, int steps, int t, int width, GruRows rows, HostBuffer to, int toAt) {
        int run = rows.nodes() * width;
        for (int b = 0; b < rows.batches(); b++) {
            NativeBackend.copy(from, at(rows, b, steps, t, width), to, toAt + b * run, run);
        }
    }

    /** The way back. */
    private void scatter(HostBuffer from, int fromAt, int steps, int t, int width, GruRows rows, HostBuffer to) {
        int run = rows.nodes() * width;
        for (int b = 0; b < rows.batches(); b++) {
            NativeBackend.copy(from, fromAt + b * run, to, at(rows, b, steps, t, width), run);
        }
    }

    private int at(GruRows rows, int b, int steps, int t, int width) {
        return (((rows.firstBatch() + b) * steps + t) * shape.nodes() + rows.firstNode()) * width;
    }

    private int resultSteps() {
        return shape.everyState() ? shape.steps() : 1;
    }

    /** {@code saved} may be null. */
    void forward(HostBuffer result, HostBuffer lastCell, HostBuffer saved) {
        HostArena shared = HostArena.scratch();
        HostBuffer turnedInput = turned(inputWeights, f, shared);
        HostBuffer turnedHidden = turned(hiddenWeights, h, shared);
        workers.run(plan.slots().size(), i -> {
            HostArena scratch = HostArena.scratch();
            Forward forward = new Forward(scratch, turnedInput, turnedHidden, saved);
            for (GruRows rows : plan.slots().get(i)) {
                forward.block(rows, result, lastCell);
            }
            scratch.release();
        });
        shared.release();
    }

    /** The forward pass of one thread. Without anything to save, gates, cells and states are replaced step by step. */
    private final class Forward {
        private final HostBuffer turnedInput;
        private final HostBuffer turnedHidden;
        private final HostBuffer saved;
        private final HostBuffer firstState;
        private final HostBuffer firstCell;
        private final HostBuffer gathered;
        private final LstmStep step = new LstmStep();

        Forward(HostArena scratch, HostBuffer turnedInput, HostBuffer turnedHidden, HostBuffer saved) {
            this.turnedInput = turnedInput;
            this.turnedHidden = turnedHidden;
            this.saved = saved;
            int most = plan.mostRows();
            firstState = zeros(scratch, (long) most * h);
            firstCell = zeros(scratch, (long) most * h);
            gathered = scratch.allocate((long) most * f);
            step.hidden = h;
            step.bias = bias;
            step.gates = saved != null ? saved : scratch.allocate((long) most * 4 * h);
            step.cell = saved != null ? saved : scratch.allocate((long) most * h);
            step.state = saved != null ? saved : scratch.allocate((long) most * h);
        }

        void block(GruRows rows, HostBuffer result, HostBuffer lastCell) {
            int count = rows.count();
            if (initialState != null) {
                gather(initialState, 1, 0, h, rows, firstState, 0);
            }
            if (initialCell != null) {
                gather(initialCell, 1, 0, h, rows, firstCell, 0);
            }
            for (int t = 0; t < shape.steps(); t++) {
                HostBuffer previousState = t == 0 ? firstState : step.state;
                int previousStateAt = t == 0 ? 0 : step.stateAt;
                step.previousCell = t == 0 ? firstCell : step.cell;
                step.previousCellAt = t == 0 ? 0 : step.cellAt;
                if (saved != null) {
                    step.gatesAt = savedGates(rows, t);
                    step.cellAt = savedCell(rows, t);
                    step.stateAt = savedState(rows, t);
                }
                long gates = step.gates.address() + 4L * step.gatesAt;
                long inputs = x.address() + 4L * at(rows, 0, shape.steps(), t, f);
                if (rows.batches() > 1) {
                    gather(x, shape.steps(), t, f, rows, gathered, 0);
                    inputs = gathered.address();
                }
                product(count, f, inputs, turnedInput, 0, gates);
                if (t > 0 || initialState != null) {
                    product(count, h, previousState.address() + 4L * previousStateAt, turnedHidden, 1, gates);
                }
                kernels.lstmGates(count, step);
                if (shape.everyState() || t == shape.steps() - 1) {
                    scatter(step.state, step.stateAt, resultSteps(), shape.everyState() ? t : 0, h, rows, result);
                }
            }
            scatter(step.cell, step.cellAt, 1, 0, h, rows, lastCell);
        }

        private void product(int count, int width, long rows, HostBuffer weights, float beta, long gates) {
            int gateWidth = 4 * h;
            if (width == 0) {
                return;
            }
            Blas.gemm(
                    false,
                    false,
                    count,
                    gateWidth,
                    width,
                    1,
                    rows,
                    width,
                    weights.address(),
                    gateWidth,
                    beta,
                    gates,
                    gateWidth);
        }
    }

    /** {@code cellGradient} may be null for zero. */
    void backward(HostBuffer saved, HostBuffer resultGradient, HostBuffer cellGradient, LstmOperands gradients) {
        HostArena shared = HostArena.scratch();
        int slots = plan.slots().size();
        long size = 4L * h * (h + f + 1);
        HostBuffer sums = zeros(shared, slots * size);
        workers.run(slots, i -> {
            HostArena scratch = HostArena.scratch();
            Backward backward = new Backward(scratch, saved, gradients, sums.slice(i * size, size));
            for (GruRows rows : plan.slots().get(i)) {
                backward.block(rows, resultGradient, cellGradient);
            }
            scratch.release();
        });
        HostBuffer[] outs = {
            NativeBackend.host(gradients.hiddenWeights()),
            NativeBackend.host(gradients.inputWeights()),
            NativeBackend.host(gradients.bias())
        };
        int at = 0;
        for (HostBuffer out : outs) {
            NativeBackend.zero(out);
            for (int i = 0; i < slots; i++) {
                kernels.addScaled(out, 0, sums, (int) (i * size) + at, 1, (int) out.length());
            }
            at += (int) out.length();
        }
        shared.release();
    }

    /** The backward pass of one thread. */
    private final class Backward {
        private final HostBuffer saved;
        private final HostBuffer xGradient;
        private final HostBuffer initialStateGradient;
        private final HostBuffer initialCellGradient;
        private final HostBuffer hiddenSums;
        private final HostBuffer inputSums;
        private final HostBuffer biasSums;
        /** Steps whose gate gradients are kept to be multiplied together. */
        private final int together;

        private final HostBuffer firstState;
        private final HostBuffer firstCell;
        private final HostBuffer gathered;
        private final HostBuffer ones;
        private final LstmStep step = new LstmStep();

        Backward(HostArena scratch, HostBuffer saved, LstmOperands gradients, HostBuffer sums) {
            this.saved = saved;
            xGradient = NativeBackend.hostOrNull(gradients.x());
            initialStateGradient = NativeBackend.hostOrNull(gradients.initialState());
            initialCellGradient = NativeBackend.hostOrNull(gradients.initialCell());
            hiddenSums = sums.slice(0, 4L * h * h);
            inputSums = sums.slice(4L * h * h, 4L * h * f);
            biasSums = sums.slice(4L * h * (h + f), 4L * h);
            int most = plan.mostRows();
            together = Math.max(1, Math.min(shape.steps(), TOGETHER / Math.max(1, most * 4 * h)));
            firstState = zeros(scratch, (long) most * h);
            firstCell = zeros(scratch, (long) most * h);
            gathered = scratch.allocate((long) together * most * f);
            ones = scratch.allocate((long) together * most);
            kernels.fill(ones, 0, together * most, 1);
            step.hidden = h;
            step.gates = saved;
            step.cell = saved;
            step.stateGradient = scratch.allocate((long) most * h);
            step.cellGradient = scratch.allocate((long) most * h);
            step.gateGradients = scratch.allocate((long) together * most * 4 * h);
        }

        void block(GruRows rows, HostBuffer resultGradient, HostBuffer cellGradient) {
            int count = rows.count();
            if (initialState != null) {
                gather(initialState, 1, 0, h, rows, firstState, 0);
            }
            if (initialCell != null) {
                gather(initialCell, 1, 0, h, rows, firstCell, 0);
            }
            NativeBackend.zero(step.stateGradient);
            NativeBackend.zero(step.cellGradient);
            if (cellGradient != null) {
                gather(cellGradient, 1, 0, h, rows, step.cellGradient, 0);
            }
            for (int end = shape.steps(); end > 0; end -= together) {
                int begin = Math.max(0, end - together);
                for (int t = end - 1; t >= begin; t--) {
                    step(rows, t, (t - begin) * count * 4 * h, resultGradient);
                }
                weightGradients(rows, begin, end);
            }
            if (initialStateGradient != null) {
                scatter(step.stateGradient, 0, 1, 0, h, rows, initialStateGradient);
            }
            if (initialCellGradient != null) {
                scatter(step.cellGradient, 0, 1, 0, h, rows, initialCellGradient);
            }
        }

        private void step(GruRows rows, int t, int gateGradientsAt, HostBuffer resultGradient) {
            int count = rows.count();
            if (shape.everyState() || t == shape.steps() - 1) {
                int run = rows.nodes() * h;
                for (int b = 0; b < rows.batches(); b++) {
                    int from = at(rows, b, resultSteps(), shape.everyState() ? t : 0, h);
                    kernels.addScaled(step.stateGradient, b * run, resultGradient, from, 1, run);
                }
            }
            step.gatesAt = savedGates(rows, t);
            step.cellAt = savedCell(rows, t);
            step.previousCell = t == 0 ? firstCell : saved;
            step.previousCellAt = t == 0 ? 0 : savedCell(rows, t - 1);
            step.gateGradientsAt = gateGradientsAt;
            kernels.lstmGateGradients(count, step);
            if (t > 0 || initialStateGradient != null) {
                times(count, gateGradientsAt, hiddenWeights, h, step.stateGradient.address());
            }
        }

        /** {@code out = gate gradients x weights}, for weights {@code [4 hidden, width]}. */
        private void times(int count, int gateGradientsAt, HostBuffer weights, int width, long out) {
            int gates = 4 * h;
            long from = step.gateGradients.address() + 4L * gateGradientsAt;
            if (width > 0) {
                Blas.gemm(false, false, count, width, gates, 1, from, gates, weights.address(), width, 0, out, width);
            }
        }

        /** Adds up the gradients of weights and bias, and writes those of the inputs, for the steps {@code begin} to {@code end - 1}. */
        private void weightGradients(GruRows rows, int begin, int end) {
            int count = rows.count();
            int all = (end - begin) * count;
            int afterFirst = begin == 0 ? 1 : begin;
            if (begin == 0 && initialState != null) {
                addProduct(0, count, firstState.address(), h, hiddenSums);
            }
            if (afterFirst < end) {
                long states = saved.address() + 4L * savedState(rows, afterFirst - 1);
                addProduct((afterFirst - begin) * count, (end - afterFirst) * count, states, h, hiddenSums);
            }
            for (int t = begin; t < end; t++) {
                gather(x, shape.steps(), t, f, rows, gathered, (t - begin) * count * f);
            }
            addProduct(0, all, gathered.address(), f, inputSums);
            addProduct(0, all, ones.address(), 1, biasSums);
            if (xGradient != null) {
                times(all, 0, inputWeights, f, gathered.address());
                for (int t = begin; t < end; t++) {
                    scatter(gathered, (t - begin) * count * f, shape.steps(), t, f, rows, xGradient);
                }
            }
        }

        /** {@code sums += (gate gradients from a row on)^T x values}. */
        private void addProduct(int firstRow, int count, long values, int width, HostBuffer sums) {
            int gates = 4 * h;
            long from = step.gateGradients.address() + 4L * firstRow * gates;
            if (width > 0) {
                Blas.gemm(true, false, gates, width, count, 1, from, gates, values, width, 1, sums.address(), width);
            }
        }
    }
}
