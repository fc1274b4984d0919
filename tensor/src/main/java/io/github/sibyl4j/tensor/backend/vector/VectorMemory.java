package io.github.sibyl4j.tensor.backend.vector;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loads and stores of whole vectors outside the heap. The Vector API did this through byte buffers up to JDK 18 and through
 * memory segments after it; constant method handles let one class file serve both at the speed of a direct call.
 */
final class VectorMemory {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** The class of all vectors of floats here, see {@link #exact}. */
    static final Class<?> FLOATS = SPECIES.vectorType();

    private static final Class<?> INTS = SPECIES.withLanes(int.class).vectorType();

    private static final MethodHandle LOAD;
    private static final MethodHandle STORE;

    static {
        try {
            MethodHandle load;
            MethodHandle store;
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            ByteOrder order = ByteOrder.nativeOrder();
            if (Runtime.version().feature() < 19) {
                load = lookup.findStatic(
                        FloatVector.class,
                        "fromByteBuffer",
                        MethodType.methodType(
                                FloatVector.class, VectorSpecies.class, ByteBuffer.class, int.class, ByteOrder.class));
                store = lookup.findVirtual(
                        Vector.class,
                        "intoByteBuffer",
                        MethodType.methodType(void.class, ByteBuffer.class, int.class, ByteOrder.class));
            } else {
                Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
                load = lookup.findStatic(
                        FloatVector.class,
                        "fromMemorySegment",
                        MethodType.methodType(
                                FloatVector.class, VectorSpecies.class, segment, long.class, ByteOrder.class));
                store = lookup.findVirtual(
                        Vector.class,
                        "intoMemorySegment",
                        MethodType.methodType(void.class, segment, long.class, ByteOrder.class));
            }
            load = MethodHandles.insertArguments(load, 3, order);
            LOAD = MethodHandles.insertArguments(load, 0, SPECIES)
                    .asType(MethodType.methodType(FloatVector.class, Object.class, int.class));
            STORE = MethodHandles.insertArguments(store, 3, order)
                    .asType(MethodType.methodType(void.class, FloatVector.class, Object.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private VectorMemory() {}

    /** The vector that begins {@code at} bytes into {@code memory}. */
    static FloatVector load(Object memory, int at) {
        try {
            return (FloatVector) FLOATS.cast((FloatVector) LOAD.invokeExact(memory, at));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** The vector that begins with value {@code at}. */
    static FloatVector fromArray(float[] values, int at) {
        return (FloatVector) FLOATS.cast(FloatVector.fromArray(SPECIES, values, at));
    }

    static FloatVector broadcast(float value) {
        return (FloatVector) FLOATS.cast(FloatVector.broadcast(SPECIES, value));
    }

    static FloatVector zero() {
        return (FloatVector) FLOATS.cast(FloatVector.zero(SPECIES));
    }

    static IntVector bits(FloatVector x) {
        return (IntVector) INTS.cast(x.reinterpretAsInts());
    }

    static FloatVector fromBits(IntVector bits) {
        return (FloatVector) FLOATS.cast(bits.reinterpretAsFloats());
    }

    /**
     * Tells the compiler the class of a vector, without which no operation on it can be put into the caller. It would guess
     * the class by what it has seen, but when it is busy it compiles the Vector API's own methods without having looked, and
     * then every vector becomes an object for as long as the program runs.
     */
    static FloatVector exact(FloatVector vector) {
        return (FloatVector) FLOATS.cast(vector);
    }

    static void store(FloatVector vector, Object memory, int at) {
        try {
            STORE.invokeExact((FloatVector) FLOATS.cast(vector), memory, at);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(Throwable e) {
        if (e instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
