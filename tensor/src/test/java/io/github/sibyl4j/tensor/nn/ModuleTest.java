package io.github.sibyl4j.tensor.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Gradients;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {

    @Test
    void namesParametersByPath() {
        Mlp mlp = new Mlp(3, 4, 2, new Seed(1));
        assertEquals(
                List.of("hidden.weight", "hidden.bias", "readout.weight", "readout.bias"),
                List.copyOf(mlp.namedParameters().keySet()));
        assertEquals(3 * 4 + 4 + 4 * 2 + 2, mlp.parameterCount());
    }

    @Test
    void loadsOnlyItsOwnParameters() {
        Mlp mlp = new Mlp(3, 4, 2, new Seed(1));
        Mlp other = new Mlp(3, 4, 2, new Seed(2));
        mlp.load(new LinkedHashMap<>(other.namedParameters()));
        assertArrayEquals(other.state().get("hidden.weight"), mlp.state().get("hidden.weight"));
        Map<String, Tensor> wrong = new LinkedHashMap<>(other.namedParameters());
        wrong.put("hidden.bias", Tensor.zeros(5));
        InvalidInputException shape = assertThrows(InvalidInputException.class, () -> mlp.load(wrong));
        assertTrue(shape.getMessage().contains("hidden.bias has the shape [4], in the file [5]"), shape.getMessage());
        wrong.remove("hidden.bias");
        assertThrows(InvalidInputException.class, () -> mlp.load(wrong));
    }

    @Test
    void aLinearLayerNeedsWidths() {
        Seed seed = new Seed(1);
        InvalidInputException negative = assertThrows(InvalidInputException.class, () -> new Linear(5, -1, seed));
        assertEquals("Linear needs in and out of at least 1, found in = 5 and out = -1", negative.getMessage());
        assertThrows(InvalidInputException.class, () -> new Linear(0, 2, seed));
    }

    @Test
    void aPReluLearnsTheSlopeBelowZero() {
        PRelu prelu = new PRelu();
        Tensor x = Tensor.of(new float[] {-4, -1, 0, 2}, 4);
        assertArrayEquals(new float[] {-1, -0.25f, 0, 2}, prelu.forward(x).toArray());
        Gradients.check(
                inputs -> prelu.forward(inputs[0]),
                Parameter.of(new float[] {-4, -1, 0.5f, 2}, 4),
                prelu.parameters().iterator().next());
    }

    @Test
    void runningStatisticsMoveByTheMomentum() {
        Tensor batch = Tensor.of(new float[] {1, 3}, 2, 1);
        BatchNorm usual = new BatchNorm(1);
        usual.forwardTraining(batch);
        assertArrayEquals(new float[] {0.2f}, usual.state().get("running_mean"), 1e-6f);
        BatchNorm fast = new BatchNorm(1, 0.99f);
        fast.forwardTraining(batch);
        assertArrayEquals(new float[] {1.98f}, fast.state().get("running_mean"), 1e-6f);
        assertArrayEquals(new float[] {0.01f + 0.99f * 2}, fast.state().get("running_var"), 1e-6f);
        assertThrows(InvalidInputException.class, () -> new BatchNorm(1, 1.5f));
    }

    @Test
    void startsWithinTheBoundsOfItsWidth() {
        float[] weights = new Linear(100, 50, new Seed(3)).state().get("weight");
        double most = 0;
        for (float weight : weights) {
            most = Math.max(most, Math.abs(weight));
        }
        assertTrue(most <= 0.1 && most > 0.0999, "largest weight " + most);
    }

    @Test
    void anMlpTakesItsFixedInputsApart() {
        Mlp mlp = new Mlp(5, 7, 2, new Seed(1));
        Tensor x = Gradients.random(1, 4, 3, 2).detach();
        Tensor fixed = Gradients.random(2, 3, 3).detach();
        Tensor repeated = Tensor.zeros(4, 3, 3).add(fixed);
        assertArrayEquals(
                mlp.forward(Tensor.concat(-1, x, repeated)).toArray(),
                mlp.forward(x, fixed).toArray(),
                1e-5f);
    }

    /** Against the equations, one number at a time, in double precision. */
    @Test
    void aGruFollowsItsEquations() {
        int in = 3;
        int hidden = 5;
        Gru gru = new Gru(in, hidden, new Seed(4));
        Tensor x = Gradients.random(1, 2, 6, 1, in).detach();
        Map<String, float[]> w = gru.state();
        float[] actual;
        try (Autograd.NoGradient off = Autograd.off()) {
            actual = gru.forward(x).toArray();
        }
        assertArrayEquals(actual, gru.forward(x).toArray(), "the same with and without recording");
        for (int b = 0; b < 2; b++) {
            double[] h = new double[hidden];
            for (int t = 0; t < 6; t++) {
                double[] next = new double[hidden];
                for (int j = 0; j < hidden; j++) {
                    double[] i = new double[3];
                    double[] s = new double[3];
                    for (int gate = 0; gate < 3; gate++) {
                        int row = gate * hidden + j;
                        i[gate] = w.get("bias_ih")[row];
                        s[gate] = w.get("bias_hh")[row];
                        for (int k = 0; k < in; k++) {
                            i[gate] += w.get("weight_ih")[row * in + k] * x.get(b, t, 0, k);
                        }
                        for (int k = 0; k < hidden; k++) {
                            s[gate] += w.get("weight_hh")[row * hidden + k] * h[k];
                        }
                    }
                    double r = 1 / (1 + Math.exp(-i[0] - s[0]));
                    double z = 1 / (1 + Math.exp(-i[1] - s[1]));
                    double n = Math.tanh(i[2] + r * s[2]);
                    next[j] = (1 - z) * n + z * h[j];
                }
                h = next;
            }
            for (int j = 0; j < hidden; j++) {
                assertEquals(h[j], actual[b * hidden + j], 1e-5);
            }
        }
    }

    @Test
    void aGruCarriesItsStateFromOnePartToTheNext() {
        Gru gru = new Gru(3, 21, new Seed(4));
        Tensor x = Gradients.random(1, 2, 7, 5, 3).detach();
        Recurrent.States whole = gru.forward(x, null);
        Recurrent.States first = gru.forward(x.slice(1, 0, 4), null);
        Recurrent.States second = gru.forward(x.slice(1, 4, 7), first.last());
        assertArrayEquals(
                whole.states().toArray(),
                Tensor.concat(1, first.states(), second.states()).toArray());
        assertArrayEquals(whole.last().toArray(), second.last().toArray());
        assertArrayEquals(whole.last().toArray(), gru.forward(x).toArray());
    }

    @Test
    void aGruTakesABatchOfNone() {
        Gru gru = new Gru(3, 4, new Seed(4));
        for (int[] shape : new int[][] {{0, 7, 5, 3}, {9, 7, 0, 3}}) {
            Recurrent.States states = gru.forward(Tensor.zeros(shape), Tensor.zeros(shape[0], shape[2], 4));
            assertArrayEquals(
                    new int[] {shape[0], 7, shape[2], 4}, states.states().shape());
            states.last().sum().backward();
            assertArrayEquals(new float[36], gru.inputWeight().gradient().toArray());
        }
    }

    @Test
    void aGruNamesAStateThatDoesNotFit() {
        Gru gru = new Gru(3, 4, new Seed(4));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> gru.forward(Tensor.zeros(2, 7, 5, 3), Tensor.zeros(2, 4)));
        assertTrue(e.getMessage().contains("initialState [2, 4]"), e.getMessage());
    }
}
