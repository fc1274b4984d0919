package io.github.sibyl4j.tensor.backend;

/** Memory that is handed out by moving a pointer and given back all at once. Used by one thread at a time. */
public interface Arena {

    Buffer allocate(long length);

    /** Gives back everything that was allocated; its buffers report from now on that they are closed. */
    void release();
}
