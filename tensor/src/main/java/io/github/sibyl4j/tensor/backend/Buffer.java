package io.github.sibyl4j.tensor.backend;

/** A contiguous run of floats in the memory of one backend. Only that backend knows where the memory is. */
public interface Buffer {

    /** Number of floats. */
    long length();

    /** The floats {@code from} to {@code from + length - 1} of this buffer, sharing its memory. */
    Buffer slice(long from, long length);

    /** Copies {@code count} floats, beginning at {@code at}, into {@code target}. */
    void read(long at, float[] target, int from, int count);

    /** Copies {@code count} floats of {@code source} into this buffer, beginning at {@code at}. */
    void write(long at, float[] source, int from, int count);

    /** Throws {@link IllegalStateException} when the scope that owned this memory has been closed. */
    void requireOpen();
}
