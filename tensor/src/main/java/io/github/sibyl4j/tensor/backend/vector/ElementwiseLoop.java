package io.github.sibyl4j.tensor.backend.vector;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * The loops of all element-wise operations. The Vector API is fast only where the compiler knows the operation, so
 * {@link ElementwiseTemplate} is loaded once an operation, each copy with its operation as a constant.
 */
interface ElementwiseLoop {

    void unary(HostBuffer x, float alpha, HostBuffer out, int from, int to);

    void binary(
            HostBuffer a,
            int ao,
            int stepA,
            HostBuffer b,
            int bo,
            int stepB,
            float alpha,
            HostBuffer out,
            int o,
            int count);

    void binaryRuns(HostBuffer a, HostBuffer b, float alpha, Broadcast walk, HostBuffer out, int from, int to);

    /** A copy of the template for a {@link UnaryOp} or a {@link BinaryOp}. */
    static ElementwiseLoop of(Enum<?> op) {
        try (InputStream code = ElementwiseLoop.class.getResourceAsStream("ElementwiseTemplate.class")) {
            return (ElementwiseLoop) MethodHandles.lookup()
                    .defineHiddenClassWithClassData(code.readAllBytes(), op, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("the loop of " + op + " could not be loaded", e);
        }
    }
}
