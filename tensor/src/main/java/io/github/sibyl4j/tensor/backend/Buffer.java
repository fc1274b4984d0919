package io.github.sibyl4j.tensor.backend;

/** A contiguous run of floats in the memory of one backend. Only that backend knows where the memory is. */
public interface Buffer {

    /** Number of floats. */
    long length();

    /** The floats {@code from} to {@code from + length - 1} of this buffer, sharing its memory. */
    Buffer slice(long from, long length);

    /** The allocation that this buffer is a slice of: the same object for all that share its memory. */
    Buffer whole();

    /** Copies {@code count} floats, beginning at {@code at}, into {@code target}. */
    void read(long at, float[] target, int from, int count);

    /** Copies {@code count} floats of {@code source} into this buffer, beginning at {@code at}. */
    void write(long at, float[] source, int from, int count);

    /** Throws {@link IllegalStateException} when the memory has been given back. */
    void requireOpen();
}
