package io.github.sibyl4j.tensor.backend;

/** Memory that is given back all at once, or before that piece by piece. Used by one thread at a time. */
public interface Arena {

    Buffer allocate(long length);

    /**
     * Gives back one of this arena's allocations, for later ones: the buffer and its slices report from now on that they are
     * gone.
     */
    void release(Buffer allocation);

    /** Gives back everything that was allocated; its buffers report from now on that they are closed. */
    void release();
}
