package io.github.sibyl4j.tensor.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {

    @Test
    void followsItsDefinition() {
        double[] x = {1, -2, 0.5};
        double[] m = new double[3];
        double[] v = new double[3];
        Parameter p = Parameter.of(new float[] {1, -2, 0.5f}, 3);
        Adam adam = new Adam(List.of(p));
        Tensor scale = Tensor.of(new float[] {1, 0.1f, 30}, 3);
        double[] factors = {1, 0.1, 30};
        for (int step = 1; step <= 20; step++) {
            p.square().mul(scale).sum().backward();
            adam.step(0.05, Double.POSITIVE_INFINITY);
            for (int i = 0; i < 3; i++) {
                double g = 2 * x[i] * factors[i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                x[i] -= 0.05
                        * (m[i] / (1 - Math.pow(0.9, step)))
                        / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8);
            }
        }
        assertArrayEquals(new float[] {(float) x[0], (float) x[1], (float) x[2]}, p.toArray(), 1e-4f);
    }

    @Test
    void shortensLongGradientsOfAllParametersTogether() {
        Parameter a = Parameter.of(new float[] {0}, 1);
        Parameter b = Parameter.of(new float[] {0}, 1);
        Adam adam = new Adam(List.of(a, b));
        a.mul(30).add(b.mul(40)).sum().backward();
        assertEquals(50, adam.gradientNorm(), 1e-4);
        assertEquals(50, adam.step(0.1, 5), 1e-4);
        // Adam's first step is the rate whatever the length; what was shortened shows in the next one.
        a.mul(1).sum().backward();
        adam.step(0.1, 5);
        double m = (0.9 * 0.1 * 3 + 0.1 * 1) / (1 - 0.81);
        double v = (0.999 * 0.001 * 9 + 0.001) / (1 - 0.999 * 0.999);
        assertEquals(-0.1 - 0.1 * m / Math.sqrt(v), a.toArray()[0], 1e-4);
    }

    @Test
    void clearsGradients() {
        Parameter p = Parameter.of(new float[] {1}, 1);
        p.sum().backward();
        new Adam(List.of(p)).step(0.1, 5);
        assertEquals(0, p.gradient().item());
    }
}
