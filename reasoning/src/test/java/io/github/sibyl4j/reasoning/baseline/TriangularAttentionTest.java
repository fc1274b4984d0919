package io.github.sibyl4j.reasoning.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused attention against tensors, and its gradients against differences of them. */
class TriangularAttentionTest {
    private static final int WIDTH = 6;
    private static final int HEADS = 2;
    private static final PairBatch BATCH = PairBatch.of(List.of(entities(2), entities(3), entities(4)), 1);

    private static RelationalInstance entities(int count) {
        return new RelationalInstance(RelationalGraph.of(count, new int[] {0}, new int[] {1}, new int[] {0}), 0, 1, 0);
    }

    private final Parameter[] operands = IntStream.range(0, 4)
            .mapToObj(i -> Parameter.of(new Seed(i).uniform(BATCH.pairs() * WIDTH, 1.5), BATCH.pairs(), WIDTH))
            .toArray(Parameter[]::new);
    private final Tensor factors = Tensor.of(new Seed(9).uniform(BATCH.pairs() * WIDTH, 1), BATCH.pairs(), WIDTH);

    static Stream<Dropout> dropouts() {
        return Stream.of(Dropout.NONE, new Dropout(0.3, new Seed(3)));
    }

    private Tensor fused(Dropout dropout) {
        return TriangularAttention.of(operands[0], operands[1], operands[2], operands[3], HEADS, BATCH, dropout);
    }

    /** {@code [graph pair, width]} step by step for graphs of n entities from a pair on, in the order {@code [x, y, a, d]}. */
    private Tensor plain(int graph) {
        int n = BATCH.entities()[graph];
        int from = BATCH.first()[graph];
        Tensor[] heads = new Tensor[HEADS];
        for (int h = 0; h < HEADS; h++) {
            Tensor[] parts = new Tensor[4];
            for (int i = 0; i < 4; i++) {
                Tensor rows = operands[i].slice(0, from, from + n * n).slice(1, h * 3, h * 3 + 3);
                parts[i] = rows.reshape(n, n, 3);
            }
            Tensor scores = parts[0].reshape(n, 1, n, 3)
                    .mul(parts[1].permute(1, 0, 2).reshape(1, n, n, 3))
                    .sum(-1, true)
                    .mul((float) (1 / Math.sqrt(3)));
            Tensor values =
                    parts[2].reshape(n, 1, n, 3).mul(parts[3].permute(1, 0, 2).reshape(1, n, n, 3));
            heads[h] = scores.softmax(2).mul(values).sum(2, false).reshape(n * n, 3);
        }
        return Tensor.concat(1, heads);
    }

    @Test
    void agreesWithTensorsAndTheirGradients() {
        Tensor plain = Tensor.concat(0, plain(0), plain(1), plain(2));
        Tensor fused = fused(Dropout.NONE);
        assertArrayEquals(plain.toArray(), fused.toArray(), 1e-5f);
        plain.mul(factors).sum().backward();
        float[][] expected = new float[4][];
        for (int i = 0; i < 4; i++) {
            expected[i] = operands[i].gradient().toArray();
            operands[i].clearGradient();
        }
        fused.mul(factors).sum().backward();
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(expected[i], operands[i].gradient().toArray(), 1e-5f);
        }
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void hasTheGradientsOfItsDifferences(Dropout dropout) {
        fused(dropout).mul(factors).sum().backward();
        for (Parameter operand : operands) {
            float[] gradient = operand.gradient().toArray();
            float[] values = operand.toArray();
            for (int k = 0; k < values.length; k += 5) {
                double numeric =
                        (at(operand, values, k, 0.01f, dropout) - at(operand, values, k, -0.01f, dropout)) / 0.02;
                assertEquals(numeric, gradient[k], 2e-3, "value " + k);
            }
            operand.assign(values);
        }
    }

    private double at(Parameter operand, float[] values, int k, float step, Dropout dropout) {
        float[] moved = values.clone();
        moved[k] += step;
        operand.assign(moved);
        float[] out = fused(dropout).toArray();
        float[] weights = factors.toArray();
        return IntStream.range(0, out.length)
                .mapToDouble(i -> (double) out[i] * weights[i])
                .sum();
    }
}
