package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BackwardMemoryTest {
    private static final int LARGE = 1 << 18;

    /** {@code x} itself, with a look at the gradient that passes. */
    private static Tensor watched(Tensor x, Consumer<Tensor> watch) {
        return Autograd.record(
                x.detach().mul(1),
                g -> {
                    watch.accept(g);
                    x.addGradient(g.mul(1));
                },
                x);
    }

    /** On native alone, which counts what it takes to the byte. */
    @Test
    @Tag("native")
    void takesTheRoomOfAFewGradientsHoweverLongTheChainIs() {
        Parameter p = Gradients.random(1, LARGE);
        p.gradient();
        int links = 20;
        NativeMemory.trim();
        long before = NativeMemory.reserved();
        try (Scope scope = Scope.open()) {
            Tensor y = p;
            for (int i = 0; i < links; i++) {
                y = y.mul(p).tanh();
            }
            y.sum().backward();
        }
        long tensors = (NativeMemory.peak() - before) / (4 * LARGE);
        assertTrue(tensors <= 2 * links + 6, tensors + " tensors at a time");
    }

    @Test
    @Tag("native")
    void worksInOnePlaceWhereNobodyElseLooks() {
        Parameter p = Gradients.random(1, LARGE);
        p.gradient();
        NativeMemory.trim();
        long before = NativeMemory.reserved();
        try (Scope scope = Scope.open()) {
            p.tanh().sin().exp().sqrt().reshape(2, -1).neg().sum().backward();
        }
        long tensors = (NativeMemory.peak() - before) / (4 * LARGE);
        assertTrue(tensors <= 5 + 2, tensors + " tensors at a time");
    }

    @Test
    void writesGradientsOfRowsOverTheIncomingOne() {
        Gradients.check(
                x -> x[0].tanh()
                        .softmax(-1)
                        .logSoftmax(-1)
                        .layerNorm(x[1], x[2], 1e-5f)
                        .sin(),
                Gradients.random(1, 4, 19),
                Gradients.random(2, 19),
                Gradients.random(3, 19));
    }

    @Test
    void saysSoWhenAGradientIsReadThatHasBeenPassedOn() {
        Parameter p = Gradients.random(1, 3, 4);
        List<Tensor> seen = new ArrayList<>();
        try (Scope scope = Scope.open()) {
            Tensor y = watched(p.mul(2), g -> {
                seen.add(g);
                seen.add(g.reshape(12));
                seen.add(g.slice(0, 1, 2));
                seen.add(g.detach());
                seen.add(g.exp());
                seen.forEach(Tensor::toArray);
            });
            Tensor kept = y.square();
            float[] values = kept.toArray();
            kept.sum().backward();
            assertEquals(5, seen.size());
            for (Tensor gone : seen) {
                IllegalStateException error = assertThrows(IllegalStateException.class, gone::toArray);
                assertTrue(error.getMessage().contains("gradient on its way back"), error.getMessage());
                assertThrows(IllegalStateException.class, () -> gone.add(1));
                assertThrows(IllegalStateException.class, gone::keep);
                // The next owner of the memory does not bring them back to life.
                Tensor.full(7, 3, 4);
                assertThrows(IllegalStateException.class, () -> Tensor.scalar(1).add(gone));
            }
            assertArrayEquals(values, kept.toArray());
        }
    }

    @Test
    void passesOnOneGradientToSeveralInputsUnharmed() {
        Parameter p = Gradients.random(1, 3, 4);
        Parameter q = Gradients.random(2, 3, 4);
        // The sum hands the same gradient to all of them; each would write its own over it.
        Gradients.check(x -> x[0].tanh().add(x[1].sigmoid()), p, q);
        Gradients.check(x -> x[0].tanh().add(x[0].sigmoid()).add(x[0]), p);
        Gradients.check(x -> x[0].tanh().sub(x[1].exp()).reshape(12).sin(), p, q);
        Gradients.check(x -> x[0].neg().add(x[0].reshape(4, 3).sin().reshape(3, 4)), p);
    }

    @Test
    void passesOnViewsOfAGradientUnharmed() {
        Parameter p = Gradients.random(1, 3, 4);
        Parameter q = Gradients.random(2, 2, 4);
        Gradients.check(x -> Tensor.concat(0, x[0].tanh(), x[1].sigmoid(), x[0].exp()), p, q);
        Gradients.check(
                x -> Tensor.stack(0, x[0].tanh().slice(0, 0, 2), x[1].sin().neg())
                        .square(),
                p,
                q);
        Gradients.check(
                x -> x[0].tanh().slice(0, 0, 2).add(x[1].exp()).add(x[0].sin().slice(0, 1, 3)), p, q);
    }

    @Test
    void addsUpTheGradientsOfATensorThatIsUsedTwice() {
        Parameter p = Gradients.random(1, 0.5, 1, 3, 4);
        Gradients.check(
                x -> {
                    Tensor y = x[0].tanh();
                    return y.add(y);
                },
                p);
        Gradients.check(
                x -> {
                    Tensor y = x[0].tanh();
                    return y.mul(y).sub(y).add(y.sin()).maximum(y.cos());
                },
                p);
        Gradients.check(
                x -> {
                    Tensor y = x[0].exp();
                    return Tensor.concat(0, y, y, y.neg()).sub(Tensor.concat(0, y.sin(), y, y));
                },
                p);
        Gradients.check(
                x -> {
                    Tensor y = x[0].exp();
                    return y.matmul(y, false, true).matmul(y);
                },
                p);
    }

    @Test
    void leavesAloneWhatWasThereBefore() {
        Parameter p = Gradients.random(1, 3, 4);
        try (Scope scope = Scope.open()) {
            Tensor hidden = p.tanh();
            Tensor view = hidden.reshape(12);
            Tensor out = hidden.exp().mul(hidden);
            Tensor loss = out.sum();
            float[][] before = {hidden.toArray(), view.toArray(), out.toArray(), loss.toArray(), p.toArray()};
            loss.backward();
            for (int i = 0; i < 10; i++) {
                Tensor.full(9, 3, 4);
            }
            float[][] after = {hidden.toArray(), view.toArray(), out.toArray(), loss.toArray(), p.toArray()};
            assertArrayEquals(before, after);
        }
    }

    @Test
    void runsThroughTheSameResultsAgain() {
        Parameter p = Gradients.random(1, 3, 4);
        try (Scope scope = Scope.open()) {
            Tensor hidden = p.tanh().exp();
            Tensor first = hidden.square().sum();
            Tensor second = hidden.sin().sum();
            first.backward();
            float[] once = p.gradient().toArray();
            first.backward();
            float[] twice = p.gradient().toArray();
            for (int i = 0; i < once.length; i++) {
                assertEquals(2 * once[i], twice[i], 0);
            }
            p.clearGradient();
            second.backward();
            float[] other = p.gradient().toArray();
            p.clearGradient();
            p.tanh().exp().sin().sum().backward();
            assertArrayEquals(p.gradient().toArray(), other);
        }
    }

    @Test
    void keepsTheGradientsOfParameters() {
        Parameter p = Parameter.of(new float[] {1, 2, 3}, 3);
        Parameter q = Parameter.of(new float[] {4, 5, 6}, 3);
        Tensor gradient;
        try (Scope scope = Scope.open()) {
            p.add(q).sum().backward();
            gradient = p.gradient();
            p.mul(q).sum().backward();
            Tensor.full(9, 3);
        }
        assertArrayEquals(new float[] {5, 6, 7}, gradient.toArray());
        assertArrayEquals(new float[] {2, 3, 4}, q.gradient().toArray());
    }

    /** The gradient of a sum is one number for all; rules that know what to do with it must do so rightly. */
    @Test
    void takesOneNumberForAGradientThatIsTheSameEverywhere() {
        Tensor factor = Tensor.uniform(new Seed(3), 3, 4);
        List<UnaryOperator<Tensor>> functions = List.of(
                x -> x,
                Tensor::neg,
                x -> x.mul(3).add(1).neg().reshape(4, 3),
                x -> x.reshape(12).tanh().reshape(2, 6),
                Tensor::square,
                Tensor::sqrt,
                Tensor::sin,
                Tensor::cos,
                x -> x.add(x),
                x -> x.add(x.exp()).add(x.reshape(1, 3, 4)),
                x -> x.add(factor),
                x -> x.add(factor.slice(0, 0, 1)),
                x -> x.mul(factor).reshape(12),
                x -> x.softmax(-1).relu(),
                x -> x.sum(0, false).add(1),
                Tensor::mean);
        for (int i = 0; i < functions.size(); i++) {
            Parameter p = Gradients.random(1, 0.5, 1, 3, 4);
            Parameter q = Gradients.random(1, 0.5, 1, 3, 4);
            try (Scope scope = Scope.open()) {
                functions.get(i).apply(p).sum().mul(0.7f).backward();
                Tensor out = functions.get(i).apply(q);
                out.mul(Tensor.full(0.7f, out.shape())).sum().backward();
            }
            assertArrayEquals(q.gradient().toArray(), p.gradient().toArray(), 1e-6f, "function " + i);
        }
    }

    @Test
    void addsUpWhatAParameterGetsFromSeveralOperandsOfOneRule() {
        Parameter square = Gradients.random(1, 4, 4);
        Gradients.check(x -> x[0].linear(x[0], null), square);
        Gradients.check(x -> x[0].linear(x[0], x[1]), square, Gradients.random(2, 4));
        Parameter row = Gradients.random(3, 4);
        Gradients.check(x -> x[0].layerNorm(x[1], x[1], 1e-5f), square, row);
        Gradients.check(x -> x[0].add(x[0]).linear(x[0], null).add(x[0].sum()), square);
        Gradients.check(x -> Fourier.convolve(x[0].reshape(1, 4, 4), x[0], x[0]), square);
    }

    @Test
    void writesAGradientThatIsTheFirstStraightToItsPlace() {
        Parameter p = Gradients.random(1, 3, 4);
        Tensor place = p.gradient();
        p.clearGradient();
        try (Scope scope = Scope.open()) {
            for (int i = 0; i < 2; i++) {
                p.tanh().sum().backward();
                assertSame(place, p.gradient());
                float[] first = place.toArray();
                p.tanh().sum().backward();
                for (int j = 0; j < first.length; j++) {
                    assertEquals(2 * first[j], place.toArray()[j]);
                }
                p.clearGradient();
            }
        }
    }

    @Test
    void needsNoScope() {
        Parameter p = Parameter.of(new float[] {1, 2, 3}, 3);
        List<Tensor> seen = new ArrayList<>();
        Tensor loss = watched(p.square(), seen::add).sum();
        loss.backward();
        assertArrayEquals(new float[] {2, 4, 6}, p.gradient().toArray());
        assertEquals(14, loss.item());
        assertThrows(IllegalStateException.class, seen.get(0)::toArray);
    }

    @Test
    void startsAnewAfterAFailure() {
        Parameter p = Parameter.of(new float[] {1, 2, 3}, 3);
        boolean[] fails = {true};
        try (Scope scope = Scope.open()) {
            Tensor hidden = p.square();
            Tensor loss = watched(hidden, g -> {
                        if (fails[0]) {
                            throw new UnsupportedOperationException("not this time");
                        }
                    })
                    .add(hidden)
                    .sum();
            assertThrows(UnsupportedOperationException.class, loss::backward);
            fails[0] = false;
            p.clearGradient();
            loss.backward();
            assertArrayEquals(new float[] {4, 8, 12}, p.gradient().toArray());
        }
    }

    @Test
    void refusesToRunInsideItself() {
        Parameter p = Parameter.of(new float[] {1, 2, 3}, 3);
        Tensor other = p.sum();
        Tensor loss = watched(p.square(), g -> other.backward()).sum();
        assertThrows(IllegalStateException.class, loss::backward);
    }
}
