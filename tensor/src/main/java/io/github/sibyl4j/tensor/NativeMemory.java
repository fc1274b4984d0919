package io.github.sibyl4j.tensor;

/** How much memory tensors take outside the heap, in bytes, scopes that wait for their next use included. */
public final class NativeMemory {
    private NativeMemory() {}

    /** Taken from the system at present. */
    public static long reserved() {
        return Backends.current().reservedBytes();
    }

    /** Gives back what idle scopes keep for their next use and starts the peak anew: before a measurement. */
    public static void trim() {
        Backends.current().trim();
    }

    /** The most taken at any time so far, or since {@link #trim}. */
    public static long peak() {
        return Backends.current().peakReservedBytes();
    }
}
