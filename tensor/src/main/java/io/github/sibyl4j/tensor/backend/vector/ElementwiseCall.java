package io.github.sibyl4j.tensor.backend.vector;

import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls loops in a way that the compiler does not look through: by handles that are no constants to it. In a program that
 * uses one or two operations it would put their loops together into their caller, where the last vector operations no
 * longer fit ({@code NodeCountInliningCutoff}), and what does not fit makes an object of every vector.
 */
final class ElementwiseCall {
    private final MethodHandle unary;
    private final MethodHandle binary;
    private final MethodHandle binaryRuns;

    ElementwiseCall() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            unary = lookup.findVirtual(
                    ElementwiseLoop.class,
                    "unary",
                    MethodType.methodType(
                            void.class, HostBuffer.class, float.class, HostBuffer.class, int.class, int.class));
            binary = lookup.findVirtual(
                    ElementwiseLoop.class,
                    "binary",
                    MethodType.methodType(
                            void.class,
                            HostBuffer.class,
                            int.class,
                            int.class,
                            HostBuffer.class,
                            int.class,
                            int.class,
                            float.class,
                            HostBuffer.class,
                            int.class,
                            int.class));
            binaryRuns = lookup.findVirtual(
                    ElementwiseLoop.class,
                    "binaryRuns",
                    MethodType.methodType(
                            void.class,
                            HostBuffer.class,
                            HostBuffer.class,
                            float.class,
                            Broadcast.class,
                            HostBuffer.class,
                            int.class,
                            int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    void unary(ElementwiseLoop loop, HostBuffer x, float alpha, HostBuffer out, int from, int to) {
        try {
            unary.invokeExact(loop, x, alpha, out, from, to);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    void binary(
            ElementwiseLoop loop,
            HostBuffer a,
            int ao,
            int stepA,
            HostBuffer b,
            int bo,
            int stepB,
            float alpha,
            HostBuffer out,
            int o,
            int count) {
        try {
            binary.invokeExact(loop, a, ao, stepA, b, bo, stepB, alpha, out, o, count);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    void binaryRuns(
            ElementwiseLoop loop,
            HostBuffer a,
            HostBuffer b,
            float alpha,
            Broadcast walk,
            HostBuffer out,
            int from,
            int to) {
        try {
            binaryRuns.invokeExact(loop, a, b, alpha, walk, out, from, to);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
}
