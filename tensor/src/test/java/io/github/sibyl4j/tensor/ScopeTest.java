package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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

    /** On native alone: ND4J gives back what earlier tests left behind at times of its own. */
    @Test
    @Tag("native")
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

    /** The whole process, where the system tells: what no counter of ours would see. */
    @Test
    void leavesTheProcessAsLargeAsItWas() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "no /proc on this system");
        String sizes = JavaProcess.output(
                JavaProcess.start(PrintMemory.class, "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        long[] pages =
                Stream.of(sizes.trim().split(" ")).mapToLong(Long::parseLong).toArray();
        assertEquals(4, pages.length, sizes);
        long least = Long.MAX_VALUE;
        for (int i = 1; i < pages.length; i++) {
            least = Math.min(least, pages[i] - pages[i - 1]);
        }
        // The compiler takes memory now and then, a leak all the time: a page lost in every tenth step would show.
        assertTrue(least < 1_000, "pages before and after every ten thousand steps: " + sizes);
    }

    private static void step(Parameter p) {
        try (Scope scope = Scope.open()) {
            p.tanh().mul(p).square().sum().backward();
            p.clearGradient();
        }
    }

    @Test
    void saysSoWhateverIsAskedOfATensorThatIsGone() {
        Parameter p = Parameter.of(new float[] {1, 2, 3, 4}, 2, 2);
        Tensor alive = Tensor.full(1, 2, 2);
        SparseMatrix matrix = SparseMatrix.fromCoordinates(2, 2, new int[] {0}, new int[] {1}, new float[] {1});
        Tensor gone;
        Tensor view;
        Tensor loss;
        try (Scope scope = Scope.open()) {
            gone = p.mul(2);
            view = gone.slice(0, 0, 1).reshape(2);
            loss = gone.square().sum();
        }
        Map<String, Executable> uses = new LinkedHashMap<>();
        uses.put("toArray", gone::toArray);
        uses.put("toArray of a view", view::toArray);
        uses.put("get", () -> gone.get(0, 1));
        uses.put("item", loss::item);
        uses.put("keep", gone::keep);
        uses.put("backward", loss::backward);
        uses.put("slice", () -> gone.slice(0, 0, 1));
        uses.put("reshape", () -> gone.reshape(4).toArray());
        uses.put("function", gone::tanh);
        uses.put("arithmetic, left", () -> gone.add(alive));
        uses.put("arithmetic, right", () -> alive.add(gone));
        uses.put("broadcasting view", () -> alive.mul(view));
        uses.put("reduction", () -> gone.sum(0, false));
        uses.put("extreme", () -> gone.max(0, false));
        uses.put("softmax", () -> gone.softmax(-1));
        uses.put("layer norm", () -> alive.layerNorm(view, view, 1e-5f));
        uses.put("product", () -> alive.matmul(gone));
        uses.put("permute", gone::transpose);
        uses.put("concat", () -> Tensor.concat(0, alive, gone));
        uses.put("gather", () -> gone.gather(1, 0));
        uses.put("sparse product", () -> matrix.times(gone));
        uses.put("segments", () -> Segments.of(new int[] {0, 1}, 2).sum(gone));
        uses.put("spectrum", () -> Fourier.rfft(gone, 1));
        uses.put("loss", () -> Losses.meanAbsoluteError(alive, gone, null));
        uses.forEach((name, use) -> {
            IllegalStateException error = assertThrows(IllegalStateException.class, use, name);
            assertTrue(error.getMessage().contains("scope that has been closed"), error.getMessage());
        });
        assertArrayEquals(new float[] {1, 1, 1, 1}, alive.toArray());
    }

    @Test
    void keepsMemoryAsLongAsAViewOfIt() {
        List<Tensor> views = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Tensor whole = Tensor.full(i, 20, 1 << 12);
            views.add(i % 2 == 0 ? whole.slice(0, 7, 9) : whole.reshape(-1).slice(0, 5, 1 << 12));
        }
        for (int i = 0; i < 5; i++) {
            System.gc();
            // Would be put where freed memory was.
            Tensor.full(-1, 20, 1 << 12);
        }
        for (int i = 0; i < 50; i++) {
            float[] values = views.get(i).toArray();
            float[] expected = new float[values.length];
            Arrays.fill(expected, i);
            assertArrayEquals(expected, values);
        }
    }

    @Test
    void freesWhatNothingRefersToOutsideScopes() throws InterruptedException {
        // What earlier tests left behind would be freed meanwhile, and the peak must begin here.
        NativeMemory.trim();
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
