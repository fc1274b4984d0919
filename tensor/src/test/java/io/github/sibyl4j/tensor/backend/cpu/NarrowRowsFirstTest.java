package io.github.sibyl4j.tensor.backend.cpu;

import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link KernelAllocationTest} in a program that has worked on rows without a whole vector for long, and on few others. What
 * the compiler has learnt of a kernel there, that its loops over vectors are hardly ever entered, must not hold for ever.
 */
class NarrowRowsFirstTest {
    private static final int NARROW = 3;
    private static final int WIDER = 20;
    /** Six whole vectors of 16, and a rest. */
    private static final int WIDE = 100;

    private static final int NARROW_FOR_A_WIDER = 100;
    private static final int WIDER_CALLS = 20;

    @BeforeAll
    static void workOnNarrowRows() {
        Map<String, Runnable> narrow = KernelAllocationTest.kernels(NARROW * 1024, NARROW);
        Map<String, Runnable> wider = KernelAllocationTest.kernels(WIDER * 64, WIDER);
        Iterator<Runnable> wide = wider.values().iterator();
        for (Runnable each : narrow.values()) {
            Runnable rare = wide.next();
            for (int call = 0; call < WIDER_CALLS; call++) {
                for (int i = 0; i < NARROW_FOR_A_WIDER; i++) {
                    each.run();
                }
                rare.run();
            }
        }
    }

    static Stream<Map.Entry<String, Runnable>> kernels() {
        return KernelAllocationTest.kernels(WIDE * 320, WIDE).entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aCompiledKernelAllocatesNoVectors(Map.Entry<String, Runnable> kernel) {
        KernelAllocationTest.assertAllocatesNoVectors(kernel);
    }
}
