package io.github.sibyl4j.tensor.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.ConvolutionShape;
import io.github.sibyl4j.tensor.backend.LstmOperands;
import io.github.sibyl4j.tensor.backend.LstmShape;
import io.github.sibyl4j.tensor.backend.S4Operands;
import io.github.sibyl4j.tensor.backend.S4Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vector kernels over sequences against the scalar ones, and any number of threads against one. */
class SequenceKernelAgreementTest {
    private final NativeBackend vector = new NativeBackend(2);
    private final NativeBackend scalar = new NativeBackend(1, new ScalarKernels());

    private static Buffer random(NativeBackend backend, long seed, long length) {
        Buffer buffer = backend.allocate(length);
        buffer.write(0, new Seed(seed).uniform((int) length, 1), 0, (int) length);
        return buffer;
    }

    private static List<float[]> values(Buffer... buffers) {
        return Arrays.stream(buffers)
                .map(buffer -> {
                    float[] values = new float[(int) buffer.length()];
                    buffer.read(0, values, 0, values.length);
                    return values;
                })
                .toList();
    }

    private void agree(float tolerance, Function<NativeBackend, List<float[]>> work) {
        List<List<float[]>> results = new ArrayList<>();
        for (NativeBackend backend : List.of(vector, scalar, new NativeBackend(5))) {
            results.add(work.apply(backend));
        }
        for (int i = 0; i < results.get(0).size(); i++) {
            float[] expected = results.get(1).get(i);
            float scale = 1;
            for (float value : expected) {
                scale = Math.max(scale, Math.abs(value));
            }
            assertArrayEquals(expected, results.get(0).get(i), tolerance * scale, "result " + i);
            assertArrayEquals(
                    results.get(0).get(i), results.get(2).get(i), "other bits with another number of threads");
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 45, 35, 45", "1, 1, 1, 1", "2, 100, 16, 30", "4, 20, 64, 50"})
    void onLongConvolutions(int batch, int steps, int channels, int taps) {
        ConvolutionShape shape = new ConvolutionShape(batch, steps, channels, taps);
        agree(1e-5f, backend -> {
            Buffer u = random(backend, 1, (long) batch * steps * channels);
            Buffer causal = random(backend, 2, (long) taps * channels);
            Buffer anticausal = random(backend, 3, causal.length());
            Buffer g = random(backend, 4, u.length());
            Buffer y = backend.allocate(u.length());
            Buffer uGradient = backend.allocate(u.length());
            Buffer causalGradient = backend.allocate(causal.length());
            Buffer anticausalGradient = backend.allocate(causal.length());
            backend.convolve(shape, u, causal, anticausal, y);
            backend.convolveBackward(shape, u, causal, anticausal, g, uGradient, causalGradient, anticausalGradient);
            return values(y, uGradient, causalGradient, anticausalGradient);
        });
    }

    @ParameterizedTest
    @CsvSource({"5, 9, 2, 45", "3, 64, 1, 360", "1, 1, 1, 1"})
    void onSpectraOfStateSpaces(int channels, int modes, int kernels, int length) {
        S4Shape shape = new S4Shape(channels, modes, kernels, length);
        agree(2e-4f, backend -> {
            S4Operands in = operands(shape, backend);
            Buffer spectrum = backend.allocate(2L * kernels * shape.frequencies() * channels);
            backend.s4Spectrum(shape, in, spectrum);
            S4Operands gradients = operands(shape, backend);
            backend.s4SpectrumBackward(shape, in, random(backend, 7, spectrum.length()), gradients);
            return values(
                    spectrum,
                    gradients.logStep(),
                    gradients.logDecay(),
                    gradients.frequency(),
                    gradients.b(),
                    gradients.p(),
                    gradients.c());
        });
    }

    private static S4Operands operands(S4Shape s, NativeBackend backend) {
        long modes = (long) s.channels() * s.modes();
        return new S4Operands(
                random(backend, 1, s.channels()),
                random(backend, 2, modes),
                random(backend, 3, modes),
                random(backend, 4, 2 * modes),
                random(backend, 5, 2 * modes),
                random(backend, 6, 2 * modes * s.kernels()));
    }

    @ParameterizedTest
    @CsvSource({"9, 4, 31, 35, true", "9, 4, 31, 64, false", "3, 2, 170, 64, true", "70, 3, 1, 5, false"})
    void onALongShortTermMemory(int batch, int steps, int nodes, int hidden, boolean everyState) {
        LstmShape shape = new LstmShape(batch, steps, nodes, 3, hidden, everyState);
        int sequences = batch * nodes;
        agree(1e-4f, backend -> {
            LstmOperands in = operands(shape, backend);
            Buffer states = backend.allocate((long) sequences * hidden * (everyState ? steps : 1));
            Buffer lastCell = backend.allocate((long) sequences * hidden);
            Buffer saved = backend.allocate(backend.lstmSavedLength(shape));
            backend.lstmForward(shape, in, states, lastCell, saved);
            LstmOperands gradients = operands(shape, backend);
            Buffer g = random(backend, 7, states.length());
            backend.lstmBackward(shape, in, saved, g, random(backend, 8, lastCell.length()), gradients);
            Buffer unsaved = backend.allocate(states.length());
            backend.lstmForward(shape, in, unsaved, lastCell, null);
            assertArrayEquals(values(states).get(0), values(unsaved).get(0));
            return values(
                    states,
                    lastCell,
                    gradients.x(),
                    gradients.initialState(),
                    gradients.initialCell(),
                    gradients.inputWeights(),
                    gradients.hiddenWeights(),
                    gradients.bias());
        });
    }

    private static LstmOperands operands(LstmShape s, NativeBackend backend) {
        long states = (long) s.batch() * s.nodes() * s.hidden();
        return new LstmOperands(
                random(backend, 1, (long) s.batch() * s.steps() * s.nodes() * s.features()),
                random(backend, 2, states),
                random(backend, 3, states),
                random(backend, 4, 4L * s.hidden() * s.features()),
                random(backend, 5, 4L * s.hidden() * s.hidden()),
                random(backend, 6, 4L * s.hidden()));
    }
}
