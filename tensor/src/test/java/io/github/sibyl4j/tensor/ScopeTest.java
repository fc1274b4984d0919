package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void endsTheLifeOfWhatWasComputedInIt() {
        Tensor inside;
        Tensor view;
        Tensor kept;
        try (Scope scope = Scope.open()) {
            inside = Tensor.full(2, 3);
            view = inside.reshape(1, 3);
            kept = inside.mul(2).keep();
        }
        IllegalStateException error = assertThrows(IllegalStateException.class, inside::toArray);
        assertTrue(error.getMessage().contains("keep()"), error.getMessage());
        assertThrows(IllegalStateException.class, view::sum);
        assertThrows(IllegalStateException.class, () -> kept.add(inside));
        assertArrayEquals(new float[] {4, 4, 4}, kept.toArray());
    }

    @Test
    void doesNotReviveTensorsWhenItsMemoryIsUsedAgain() {
        Tensor inside;
        try (Scope scope = Scope.open()) {
            inside = Tensor.full(2, 3);
        }
        try (Scope scope = Scope.open()) {
            Tensor.full(3, 3);
            assertThrows(IllegalStateException.class, inside::toArray);
        }
    }

    @Test
    void nestsAndClosesInnermostFirst() {
        Scope outer = Scope.open();
        Tensor a = Tensor.full(1, 4);
        Scope inner = Scope.open();
        Tensor b = a.add(1);
        assertThrows(IllegalStateException.class, outer::close);
        inner.close();
        assertThrows(IllegalStateException.class, b::toArray);
        assertArrayEquals(new float[] {1, 1, 1, 1}, a.toArray());
        outer.close();
        outer.close();
    }

    @Test
    void leavesParametersAndTheirGradientsAlive() {
        Parameter p = Parameter.of(new float[] {1, 2, 3}, 3);
        try (Scope scope = Scope.open()) {
            p.square().sum().backward();
        }
        assertArrayEquals(new float[] {2, 4, 6}, p.gradient().toArray());
    }

    @Test
    void takesNoMoreMemoryInTenThousandSteps() {
        Parameter p = Gradients.random(1, 50, 30);
        for (int i = 0; i < 5; i++) {
            step(p);
        }
        // What earlier tests left behind goes first, so that it does not go in between.
        NativeMemory.trim();
        step(p);
        long settled = NativeMemory.reserved();
        for (int i = 0; i < 10_000; i++) {
            step(p);
        }
        assertTrue(
                NativeMemory.peak() <= settled + (1 << 20),
                "settled at " + settled + " bytes, rose to " + NativeMemory.peak());
    }

    private static void step(Parameter p) {
        try (Scope scope = Scope.open()) {
            p.tanh().mul(p).square().sum().backward();
            p.clearGradient();
        }
    }

    @Test
    void freesWhatNothingRefersToOutsideScopes() throws InterruptedException {
        long before = NativeMemory.reserved();
        for (int i = 0; i < 20; i++) {
            Tensor.zeros(1 << 18);
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (NativeMemory.reserved() > before + (1 << 21) && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(NativeMemory.reserved() <= before + (1 << 21), () -> "still reserved: " + NativeMemory.reserved());
        assertTrue(NativeMemory.peak() >= before + 4L * (1 << 18));
    }
}
