package io.github.sibyl4j.tensor.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.backend.AttentionShape;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.Groups;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A kernel that has been compiled keeps its vectors in registers. When the compiler gives up inlining one (a method grew too
 * long, or two branches met), every vector becomes an object, and the kernel is five to fifteen times slower; the bytes that
 * a thread allocates show it.
 */
class KernelAllocationTest {
    private static final int LENGTH = 1 << 15;
    private static final int WIDTH = 128;
    /** Less than a vector. */
    private static final int NARROW = 4;
    /** A loop is compiled for good at once, the method that calls it after 600 calls, and then with the loop inside. */
    private static final int CALLS_BEFORE = 1000;

    private static final int MOST_CALLS = 20_000;
    /** A boxed kernel makes at least an object of 16 bytes for every vector of at most 16 floats. */
    private static final long BOXED = LENGTH / 16 * 16L;

    private static final NativeBackend BACKEND = new NativeBackend(1);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Map.Entry<String, Runnable>> kernels() {
        return kernels(LENGTH, WIDTH).entrySet().stream();
    }

    /** All of them, on rows of {@code width}. */
    static Map<String, Runnable> kernels(int length, int width) {
        Buffer x = random(length, 1);
        Buffer y = random(length, 2);
        Buffer out = random(length, 3);
        Buffer row = BACKEND.allocate(width);
        BACKEND.fill(row, 1);
        Buffer stats = BACKEND.allocate(2L * length / width);
        Buffer rowOut = BACKEND.allocate(width);
        Buffer otherRowOut = BACKEND.allocate(width);
        Broadcast same = Broadcast.of(new int[] {length}, new int[] {length}, new int[] {length});
        int[] whole = {length / width, width};
        Broadcast rows = Broadcast.of(whole, new int[] {width}, whole);
        Map<String, Runnable> kernels = new LinkedHashMap<>();
        // The gamma function comes from a library that makes objects of its own.
        for (UnaryOp op : EnumSet.complementOf(EnumSet.of(UnaryOp.LOG_GAMMA, UnaryOp.DIGAMMA))) {
            kernels.put(op.name(), () -> BACKEND.unary(op, x, 0.3f, out));
        }
        for (BinaryOp op : BinaryOp.values()) {
            kernels.put(op.name(), () -> BACKEND.binary(op, x, y, 0.3f, same, out));
        }
        kernels.put("ADD of rows", () -> BACKEND.binary(BinaryOp.ADD, x, row, 0, rows, out));
        int[] narrow = {length / NARROW, NARROW};
        Broadcast narrowRows = Broadcast.of(narrow, new int[] {NARROW}, narrow);
        kernels.put("ADD of narrow rows", () -> BACKEND.binary(BinaryOp.ADD, x, row, 0, narrowRows, out));
        Broadcast narrowColumns = Broadcast.of(narrow, new int[] {length / NARROW, 1}, narrow);
        kernels.put("MULTIPLY of narrow columns", () -> BACKEND.binary(BinaryOp.MULTIPLY, x, y, 0, narrowColumns, out));
        kernels.put("softmax", () -> BACKEND.softmax(x, width, false, out));
        kernels.put("logSoftmax", () -> BACKEND.softmax(x, width, true, out));
        kernels.put("softmaxGradient", () -> BACKEND.softmaxGradient(x, y, width, false, out));
        kernels.put("logSoftmaxGradient", () -> BACKEND.softmaxGradient(x, y, width, true, out));
        kernels.put("layerNorm", () -> BACKEND.layerNorm(x, row, row, width, 1e-5f, out, stats));
        kernels.put(
                "layerNormGradient",
                () -> BACKEND.layerNormGradient(x, row, stats, width, y, out, rowOut, otherRowOut));
        kernels.put("sum of rows", () -> BACKEND.sum(x, 1, length / width, width, rowOut));
        kernels.put("sum within rows", () -> BACKEND.sum(x, length / width, width, 1, stats));
        kernels.put("sum", () -> BACKEND.sum(x, 1, length, 1, rowOut));
        kernels.put("sumOfSquares", () -> BACKEND.sumOfSquares(x));
        kernels.put("absoluteError", () -> BACKEND.absoluteError(x, y, y));
        kernels.put("addScaled", () -> BACKEND.addScaled(out, x, 0.5f));
        kernels.put("fill", () -> BACKEND.fill(out, 1));
        Backend.AdamStep step = new Backend.AdamStep(0.1f, 0.9f, 0.999f, 1e-8f, 0.5f, 0.7f, 0.01f, 0.99f);
        Buffer first = random(length, 4);
        Buffer second = BACKEND.allocate(length);
        kernels.put("adam", () -> BACKEND.adam(out, x, first, second, step));
        // The kernels themselves: what surrounds them keeps arrays on the heap.
        CauchyGrid grid = CauchyGrid.of(2 * width - 2);
        int modes = length / 2 / grid.width();
        float[] terms = new Seed(5).uniform(modes, 1);
        float[] moreTerms = new Seed(6).uniform(modes, 1);
        kernels.put(
                "cauchyReciprocals",
                () -> BACKEND.kernels().cauchyReciprocals(grid, terms, moreTerms, (HostBuffer) out));
        kernels.put(
                "cauchyGradients",
                () -> BACKEND.kernels()
                        .cauchyGradients(grid, (HostBuffer) x, (HostBuffer) y, terms.clone(), moreTerms.clone()));
        LstmStep lstm = new LstmStep();
        lstm.hidden = width;
        lstm.bias = (HostBuffer) random(length, 7);
        lstm.gates = (HostBuffer) random(length, 8);
        lstm.previousCell = lstm.bias;
        lstm.cell = (HostBuffer) random(length, 9);
        lstm.state = (HostBuffer) random(length, 10);
        lstm.stateGradient = (HostBuffer) random(length, 11);
        lstm.cellGradient = (HostBuffer) random(length, 12);
        lstm.gateGradients = (HostBuffer) random(length, 13);
        kernels.put("lstmGates", () -> BACKEND.kernels().lstmGates(length / width / 4, lstm));
        kernels.put("lstmGateGradients", () -> BACKEND.kernels().lstmGateGradients(length / width / 4, lstm));
        FourierLoops fourier = BACKEND.kernels().fourier();
        FftPlan plan = FftPlan.of(4 * 4 * 3 * 4 * 2);
        float[] sequences = new float[plan.n() * 2 * fourier.columns()];
        kernels.put("Fourier transform", () -> fourier.transform(plan, 0, false, sequences, 0));
        kernels.put("Fourier transform back", () -> fourier.transformBack(plan, 0, sequences, 0));
        float[] planes = new float[sequences.length / 2];
        int imaginary = planes.length / 2;
        kernels.put("halves of a sequence", () -> {
            fourier.splitCyclic(plan, planes, 0, imaginary, sequences, 0);
            fourier.splitNegacyclic(plan, planes, 0, imaginary, sequences, 0);
            fourier.join(plan, sequences, 0, 1, 1, planes, 0, imaginary);
        });
        addGru(kernels, length, width);
        addAttention(kernels, length, width);
        addSegments(kernels, length, width);
        return kernels;
    }

    private static void addGru(Map<String, Runnable> kernels, int length, int width) {
        GruRows rows = new GruRows(0, 4, 0, length / width / 16, 0);
        GruStep step = new GruStep();
        step.hidden = width;
        step.inputGates = (HostBuffer) random(length, 1);
        step.nodeBias = (HostBuffer) random(length, 2);
        step.candidateBias = step.nodeBias;
        step.hiddenGates = (HostBuffer) random(length, 3);
        step.previous = (HostBuffer) random(length, 4);
        step.gates = (HostBuffer) random(length, 5);
        step.gatesStep = 4 * width;
        step.state = (HostBuffer) random(length, 6);
        step.stateGradient = (HostBuffer) random(length, 7);
        step.gateGradients = (HostBuffer) random(length, 8);
        HostBuffer nodeSums = (HostBuffer) random(length, 9);
        HostBuffer candidateSums = (HostBuffer) random(length, 10);
        kernels.put("gruGates", () -> BACKEND.kernels().gruGates(rows, step));
        for (int nodeStep : new int[] {0, 3 * width}) {
            GruSums sums = new GruSums(nodeSums, nodeStep, 0, candidateSums);
            kernels.put(
                    "gruGateGradients, biases " + nodeStep + " apart",
                    () -> BACKEND.kernels().gruGateGradients(rows, step, sums));
        }
    }

    /** Few rows of many entries, so that what is made for a row hides nothing. */
    private static void addAttention(Map<String, Runnable> kernels, int length, int width) {
        int nodes = 2;
        int[] pointers =
                IntStream.rangeClosed(0, nodes).map(i -> i * length / nodes).toArray();
        int[] columns = IntStream.range(0, length).map(e -> e % nodes).toArray();
        CompressedRows matrix = new CompressedRows(nodes, nodes, pointers, columns, new float[length]);
        Buffer rowsOfNodes = random(length, 4);
        Buffer sums = BACKEND.allocate((long) nodes * width);
        for (int each : new int[] {5, width}) {
            kernels.put(
                    "sparseTimesDense of " + each, () -> BACKEND.sparseTimesDense(matrix, rowsOfNodes, 1, each, sums));
        }
        for (int channels : new int[] {3, 8}) {
            AttentionShape shape = new AttentionShape(8, channels, 0.2f);
            Buffer x = random(length, 1);
            Buffer scores = random(length, 2);
            Buffer out = BACKEND.allocate((long) nodes * shape.width());
            Buffer saved = BACKEND.allocate(BACKEND.graphAttentionSavedLength(matrix, shape));
            Buffer change = BACKEND.allocate((long) nodes * shape.width());
            Buffer score = BACKEND.allocate((long) nodes * shape.heads());
            kernels.put(
                    "graphAttention of " + channels,
                    () -> BACKEND.graphAttention(matrix, shape, x, scores, scores, out, saved));
            kernels.put(
                    "graphAttentionBackward of " + channels,
                    () -> BACKEND.graphAttentionBackward(
                            matrix, matrix, shape, x, scores, scores, out, saved, x, change, score, score));
        }
    }

    /** Groups of four rows, and one head or two, narrower than a vector more often than not. */
    private static void addSegments(Map<String, Runnable> kernels, int length, int width) {
        int rows = length / width;
        int[] members = IntStream.range(0, rows).toArray();
        int count = rows / 4;
        int[] pointers = IntStream.rangeClosed(0, count).map(i -> i * 4).toArray();
        int[] groupOf = IntStream.range(0, rows).map(r -> r / 4).toArray();
        Groups groups = new Groups(count, pointers, members, groupOf);
        HostBuffer x = (HostBuffer) random(length, 1);
        HostBuffer y = (HostBuffer) random(length, 2);
        HostBuffer out = (HostBuffer) random(length, 3);
        HostBuffer weights = (HostBuffer) random(2 * rows, 4);
        float[] scattered = new float[length];
        float[] entries = new Seed(5).uniform(rows, 1);
        Kernels loops = BACKEND.kernels();
        kernels.put("segmentSoftmax", () -> loops.segmentSoftmax(groups, x, width, out, 0, count));
        kernels.put("segmentSoftmaxGradient", () -> loops.segmentSoftmaxGradient(groups, y, x, width, out, 0, count));
        for (int heads : new int[] {1, 2}) {
            int columns = width / heads * heads;
            kernels.put(
                    "weightedHeads of " + heads,
                    () -> loops.weightedHeads(x, 0, columns, heads, members, weights, 0, rows, out, 0));
            kernels.put(
                    "headDots of " + heads, () -> loops.headDots(y, 0, x, 0, columns, heads, members, 0, rows, out));
        }
        kernels.put("scatterRow", () -> loops.scatterRow(x, 0, width, members, entries, 0, rows, scattered, 0));
    }

    private static Buffer random(int length, long seed) {
        Buffer buffer = BACKEND.allocate(length);
        buffer.write(0, new Seed(seed).uniform(length, 1), 0, length);
        return buffer;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aCompiledKernelAllocatesNoVectors(Map.Entry<String, Runnable> kernel) {
        assertAllocatesNoVectors(kernel);
    }

    static void assertAllocatesNoVectors(Map.Entry<String, Runnable> kernel) {
        Assumptions.assumeTrue(BACKEND.name().contains("vector"), "scalar kernels have no vectors");
        for (int call = 0; call < CALLS_BEFORE; call++) {
            kernel.getValue().run();
        }
        long least = Long.MAX_VALUE;
        for (int call = CALLS_BEFORE; call < MOST_CALLS && least >= BOXED; call++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            kernel.getValue().run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < BOXED, kernel.getKey() + " still allocates " + least + " bytes a call");
    }
}
