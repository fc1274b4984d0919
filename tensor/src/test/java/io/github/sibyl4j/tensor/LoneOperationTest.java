package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A program that uses one operation alone, or two: its profile names one or two callees everywhere, and the compiler would
 * put their kernels into the callers, where it no longer has room for vector operations and makes an object of every vector.
 */
@Tag("native")
class LoneOperationTest {
    /** What the tensors and tasks of a step are made of, and two vectors a row; a boxed kernel makes over 3,000,000. */
    private static final long MOST_BYTES = 200_000;

    @ParameterizedTest
    @EnumSource(PrintAllocation.Operation.class)
    void keepsItsVectorsInRegisters(PrintAllocation.Operation operation) throws IOException {
        Assumptions.assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "scalar loops have no vectors to keep");
        Process usual = start(operation, "-XX:+UseTypeProfile");
        // What a busy compiler does with some methods in a few processes of a hundred: it knows no types but those it
        // can infer.
        Process withoutProfile = start(operation, "-XX:-UseTypeProfile");
        String bytes = JavaProcess.output(usual);
        String bytesWithoutProfile = JavaProcess.output(withoutProfile);
        assertTrue(Long.parseLong(bytes.strip()) < MOST_BYTES, () -> "a step of " + operation + " allocates " + bytes);
        assertTrue(
                Long.parseLong(bytesWithoutProfile.strip()) < MOST_BYTES,
                () -> "a step of " + operation + " allocates " + bytesWithoutProfile + " where no types were seen");
    }

    private static Process start(PrintAllocation.Operation operation, String profile) throws IOException {
        return JavaProcess.start(
                PrintAllocation.class,
                "-XX:+UseSerialGC",
                "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
                profile,
                "-Doperation=" + operation);
    }
}
