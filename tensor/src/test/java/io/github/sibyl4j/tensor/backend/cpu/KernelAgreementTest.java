package io.github.sibyl4j.tensor.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.backend.AttentionShape;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.GruOperands;
import io.github.sibyl4j.tensor.backend.GruShape;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels against the scalar ones, and any number of threads against one. */
class KernelAgreementTest {
    private static final int LENGTH = 100_003;

    private final NativeBackend vector = new NativeBackend(2);
    private final NativeBackend scalar = new NativeBackend(1, new ScalarKernels());

    private static Buffer random(Backend backend, long seed, int length) {
        Buffer buffer = backend.allocate(length);
        buffer.write(0, new Seed(seed).uniform(length, 1), 0, length);
        return buffer;
    }

    private static float[] values(Buffer buffer) {
        float[] values = new float[(int) buffer.length()];
        buffer.read(0, values, 0, values.length);
        return values;
    }

    @ParameterizedTest
    @EnumSource(UnaryOp.class)
    void onFunctionsOfOneArgument(UnaryOp op) {
        List<float[]> results = new ArrayList<>();
        for (Backend backend : List.of(vector, scalar)) {
            Buffer out = backend.allocate(LENGTH);
            Buffer x = random(backend, 1, LENGTH);
            if (op == UnaryOp.LOG || op == UnaryOp.SQRT) {
                backend.unary(UnaryOp.ABS, x, 0, out);
                backend.copy(out, x);
            }
            backend.unary(op, x, 0.3f, out);
            results.add(values(out));
        }
        assertArrayEquals(results.get(1), results.get(0), 2e-6f);
    }

    @ParameterizedTest
    @EnumSource(BinaryOp.class)
    void onFunctionsOfTwoArguments(BinaryOp op) {
        int[][] shapes = {{LENGTH}, {1}, {307, 19}, {19}, {307, 1}, {7, 1, 23}, {5, 1}, {9001, 5}, {5}, {9001, 1}};
        int[][][] pairs = {
            {shapes[0], shapes[0]},
            {shapes[0], shapes[1]},
            {shapes[2], shapes[3]},
            {shapes[4], shapes[3]},
            {shapes[5], shapes[6]},
            {shapes[1], shapes[0]},
            {shapes[7], shapes[8]},
            {shapes[8], shapes[7]},
            {shapes[7], shapes[9]}
        };
        int[][] outs = {{LENGTH}, {LENGTH}, {307, 19}, {307, 19}, {7, 5, 23}, {LENGTH}, {9001, 5}, {9001, 5}, {9001, 5}
        };
        for (int i = 0; i < pairs.length; i++) {
            int[] a = pairs[i][0];
            int[] b = pairs[i][1];
            List<float[]> results = new ArrayList<>();
            for (Backend backend : List.of(vector, scalar)) {
                Buffer out = backend.allocate(product(outs[i]));
                Buffer divisor = random(backend, 2, product(b));
                if (op == BinaryOp.DIVIDE) {
                    Buffer positive = backend.allocate(product(b));
                    backend.unary(UnaryOp.EXP, divisor, 0, positive);
                    divisor = positive;
                }
                backend.binary(op, random(backend, 1, product(a)), divisor, 0.3f, Broadcast.of(a, b, outs[i]), out);
                results.add(values(out));
            }
            assertArrayEquals(results.get(1), results.get(0), 2e-6f);
        }
    }

    /** In blocks of several rows and of one, the last with fewer, with and without a rest behind whole vectors. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 16, 37, 64, 100, 1024, 1030})
    void onRows(int width) {
        int rows = 137;
        int length = rows * width;
        List<float[][]> results = new ArrayList<>();
        for (Backend backend : List.of(vector, scalar)) {
            List<float[]> found = new ArrayList<>();
            Buffer x = random(backend, 1, length);
            Buffer g = random(backend, 2, length);
            for (boolean logarithm : new boolean[] {false, true}) {
                Buffer y = backend.allocate(length);
                backend.softmax(x, width, logarithm, y);
                found.add(values(y));
                Buffer gradient = backend.allocate(length);
                backend.softmaxGradient(y, g, width, logarithm, gradient);
                found.add(values(gradient));
                Buffer inPlace = random(backend, 1, length);
                backend.softmax(inPlace, width, logarithm, inPlace);
                found.add(values(inPlace));
            }
            Buffer normal = backend.allocate(length);
            Buffer stats = backend.allocate(2L * rows);
            Buffer gain = random(backend, 3, width);
            backend.layerNorm(x, gain, random(backend, 4, width), width, 1e-2f, normal, stats);
            found.add(values(normal));
            // Rows without values have no mean.
            found.add(width == 0 ? new float[0] : values(stats));
            results.add(found.toArray(float[][]::new));
        }
        for (int i = 0; i < results.get(0).length; i++) {
            assertArrayEquals(results.get(1)[i], results.get(0)[i], 4e-6f, "result " + i);
        }
    }

    private static int product(int[] shape) {
        int product = 1;
        for (int size : shape) {
            product *= size;
        }
        return product;
    }

    @Test
    void onReductionsAndLosses() {
        List<double[]> results = new ArrayList<>();
        for (Backend backend : List.of(vector, scalar)) {
            Buffer x = random(backend, 1, LENGTH);
            Buffer y = random(backend, 2, LENGTH);
            Buffer mask = backend.allocate(LENGTH);
            float[] weights = new float[LENGTH];
            for (int i = 0; i < LENGTH; i += 3) {
                weights[i] = 1;
            }
            mask.write(0, weights, 0, LENGTH);
            double[] masked = backend.absoluteError(x, y, mask);
            double[] plain = backend.absoluteError(x, y, null);
            Buffer gradient = backend.allocate(LENGTH);
            backend.absoluteErrorGradient(x, y, mask, 0.5f, gradient);
            results.add(new double[] {
                masked[0], masked[1], plain[0], plain[1], backend.sumOfSquares(x), backend.sumOfSquares(gradient)
            });
        }
        assertArrayEquals(results.get(1), results.get(0), 1e-2);
        assertEquals(LENGTH, results.get(0)[3]);
    }

    @Test
    void onSparseProductsAndAdam() {
        // Rows of 0, 25, 0, 25, ... entries.
        int[] pointers = new int[41];
        int[] column = new int[500];
        for (int i = 0; i < 40; i++) {
            pointers[i + 1] = pointers[i] + i % 2 * 25;
        }
        for (int e = 0; e < 500; e++) {
            column[e] = e * 11 % 50;
        }
        CompressedRows matrix = new CompressedRows(40, 50, pointers, column, new Seed(3).uniform(500, 1));
        Backend.AdamStep step = new Backend.AdamStep(0.1f, 0.9f, 0.999f, 1e-8f, 0.5f, 0.7f, 0.01f, 0.99f);
        List<float[]> products = new ArrayList<>();
        List<float[]> parameters = new ArrayList<>();
        for (Backend backend : List.of(vector, scalar)) {
            Buffer out = backend.allocate(3 * 40 * 83);
            backend.sparseTimesDense(matrix, random(backend, 1, 3 * 50 * 83), 3, 83, out);
            products.add(values(out));
            Buffer p = random(backend, 1, 1001);
            Buffer m = random(backend, 2, 1001);
            Buffer v = backend.allocate(1001);
            backend.fill(v, 0.25f);
            backend.adam(p, random(backend, 4, 1001), m, v, step);
            parameters.add(values(p));
        }
        assertArrayEquals(products.get(1), products.get(0), 1e-5f);
        assertArrayEquals(parameters.get(1), parameters.get(0), 1e-6f);
    }

    @ParameterizedTest
    @CsvSource({
        "31, 35, 31, false",
        "31, 35, 1, true",
        "31, 64, 1, true",
        "31, 16, 31, true",
        "31, 5, 1, false",
        "170, 64, 170, true",
        "170, 64, 1, false"
    })
    void onAGatedRecurrentUnit(int nodes, int hidden, int biasNodes, boolean everyState) {
        GruShape shape = new GruShape(9, 4, nodes, 3, hidden, biasNodes, everyState);
        List<List<float[]>> results = new ArrayList<>();
        for (NativeBackend backend : List.of(vector, scalar, new NativeBackend(5))) {
            results.add(gru(backend, shape));
        }
        for (int i = 0; i < results.get(0).size(); i++) {
            assertArrayEquals(results.get(1).get(i), results.get(0).get(i), 1e-3f);
            assertArrayEquals(
                    results.get(0).get(i), results.get(2).get(i), "other bits with another number of threads");
        }
    }

    private static List<float[]> gru(NativeBackend backend, GruShape shape) {
        int h = shape.hidden();
        int sequences = shape.batch() * shape.nodes();
        GruOperands in = new GruOperands(
                random(backend, 1, sequences * shape.steps() * shape.features()),
                shape.everyState() ? random(backend, 8, sequences * h) : null,
                random(backend, 2, 3 * h * shape.features()),
                random(backend, 4, shape.biasNodes() * 3 * h),
                random(backend, 5, 3 * h * h),
                random(backend, 6, h));
        GruOperands gradients = new GruOperands(
                backend.allocate(in.x().length()),
                shape.everyState() ? backend.allocate(in.initialState().length()) : null,
                backend.allocate(in.inputWeights().length()),
                backend.allocate(in.nodeBias().length()),
                backend.allocate(in.hiddenWeights().length()),
                backend.allocate(in.candidateBias().length()));
        int results = sequences * h * (shape.everyState() ? shape.steps() : 1);
        Buffer states = backend.allocate(results);
        Buffer saved = backend.allocate(backend.gruSavedLength(shape));
        backend.gruForward(shape, in, states, saved);
        backend.gruBackward(shape, in, saved, random(backend, 7, results), gradients);
        return List.of(
                values(states),
                values(gradients.x()),
                shape.everyState() ? values(gradients.initialState()) : new float[0],
                values(gradients.inputWeights()),
                values(gradients.nodeBias()),
                values(gradients.hiddenWeights()),
                values(gradients.candidateBias()));
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "1, 3", "3, 5", "20, 2"})
    void onGraphAttention(int heads, int channels) {
        int nodes = 500;
        int[] pointers = new int[nodes + 1];
        int[] column = new int[20 * nodes];
        for (int i = 0; i < nodes; i++) {
            // A hub, and two nodes without neighbours.
            int size = i == 7 ? 3000 : i == 3 || i == nodes - 1 ? 0 : i % 11;
            pointers[i + 1] = pointers[i] + size;
        }
        for (int e = 0; e < pointers[nodes]; e++) {
            column[e] = e * 31 % nodes;
        }
        CompressedRows matrix = new CompressedRows(
                nodes, nodes, pointers, java.util.Arrays.copyOf(column, pointers[nodes]), new float[pointers[nodes]]);
        AttentionShape shape = new AttentionShape(heads, channels, 0.2f);
        List<List<float[]>> results = new ArrayList<>();
        for (NativeBackend backend : List.of(vector, scalar, new NativeBackend(5))) {
            results.add(attention(backend, matrix, shape));
        }
        for (int i = 0; i < results.get(0).size(); i++) {
            assertArrayEquals(results.get(1).get(i), results.get(0).get(i), 1e-3f);
            assertArrayEquals(
                    results.get(0).get(i), results.get(2).get(i), "other bits with another number of threads");
        }
    }

    private static List<float[]> attention(NativeBackend backend, CompressedRows matrix, AttentionShape shape) {
        int nodes = matrix.rows();
        Buffer x = random(backend, 1, nodes * shape.width());
        Buffer source = random(backend, 2, nodes * shape.heads());
        Buffer target = random(backend, 3, nodes * shape.heads());
        Buffer out = backend.allocate(x.length());
        Buffer saved = backend.allocate(backend.graphAttentionSavedLength(matrix, shape));
        backend.graphAttention(matrix, shape, x, source, target, out, saved);
        Buffer xGradient = backend.allocate(x.length());
        Buffer sourceGradient = backend.allocate(source.length());
        Buffer targetGradient = backend.allocate(target.length());
        // The matrix stands for its own transposed one: the kernel does not know.
        backend.graphAttentionBackward(
                matrix,
                matrix,
                shape,
                x,
                source,
                target,
                out,
                saved,
                random(backend, 4, nodes * shape.width()),
                xGradient,
                sourceGradient,
                targetGradient);
        return List.of(values(out), values(xGradient), values(sourceGradient), values(targetGradient));
    }

    @ParameterizedTest
    @CsvSource({"307, 19, 1", "1, 5003, 1", "2, 9000, 1", "3, 70, 37", "40, 7, 100", "1, 4001, 50", "5, 3, 4"})
    void onSums(int outer, int reduced, int inner) {
        List<float[]> results = new ArrayList<>();
        for (Backend backend : List.of(vector, scalar)) {
            Buffer out = backend.allocate((long) outer * inner);
            backend.sum(random(backend, 1, outer * reduced * inner), outer, reduced, inner, out);
            results.add(values(out));
        }
        assertArrayEquals(results.get(1), results.get(0), 5e-5f);
    }

    @Test
    void givesTheSameBitsWithAnyNumberOfThreads() {
        List<List<float[]>> results = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3, 7}) {
            NativeBackend backend = new NativeBackend(threads);
            Buffer product = backend.allocate(64 * 70);
            Buffer a = random(backend, 1, 5000 * 64);
            Buffer b = random(backend, 2, 5000 * 70);
            backend.gemm(true, false, 64, 70, 5000, 1, a, b, 0, product, 1, 0, 0);
            Buffer wide = backend.allocate(900 * 300);
            backend.gemm(false, true, 900, 300, 300, 1, a, b, 0, wide, 1, 0, 0);
            Buffer columns = backend.allocate(64);
            backend.sum(a, 1, 5000, 64, columns);
            Buffer all = backend.allocate(1);
            backend.sum(a, 1, 5000 * 64, 1, all);
            results.add(List.of(values(product), values(wide), values(columns), values(all)));
        }
        for (List<float[]> other : results) {
            for (int i = 0; i < other.size(); i++) {
                assertArrayEquals(results.get(0).get(i), other.get(i));
            }
        }
    }

    /** What the compiler makes of a loop must not show in its results. */
    @Test
    void givesTheSameBitsInterpretedAndCompiled() throws IOException {
        String compiled = bits("-Xbatch", "20000");
        assertEquals(compiled, bits("-Xint", "1"));
        assertEquals(
                UnaryOp.values().length + BinaryOp.values().length + 1,
                compiled.lines().count(),
                compiled);
    }

    private static String bits(String mode, String rounds) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), mode));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PrintBits.class.getName(), rounds));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Processors take a hundred times as long with smaller numbers, and a moment without gradients comes to them. */
    @Test
    void anAdamMomentThatFadesAwayBecomesZero() {
        int length = 37;
        for (Backend backend : List.of(vector, scalar)) {
            Buffer parameter = random(backend, 1, length);
            float[] before = values(parameter);
            Buffer gradient = backend.allocate(length);
            Buffer first = backend.allocate(length);
            Buffer second = backend.allocate(length);
            backend.fill(gradient, 0);
            backend.fill(first, -Float.MIN_NORMAL);
            backend.fill(second, Float.MIN_NORMAL);
            backend.adam(
                    parameter, gradient, first, second, new Backend.AdamStep(1e-3f, 0.9f, 0.999f, 1e-8f, 1, 1, 0, 1));
            assertArrayEquals(new float[length], values(first));
            assertArrayEquals(new float[length], values(second));
            assertArrayEquals(before, values(parameter));
        }
    }
}
