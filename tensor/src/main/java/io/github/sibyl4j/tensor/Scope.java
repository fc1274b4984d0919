package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.backend.Arena;
import io.github.sibyl4j.tensor.backend.Buffer;

/**
 * The life of temporaries: every tensor that a thread computes while its scope is open lies in the scope's memory and is
 * gone when the scope is closed. A training step or a forecast runs in one.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor loss = model.forward(batch).sub(target).abs().mean();
 *     loss.backward();
 *     optimizer.step();
 * }
 * }</pre>
 *
 * <p>{@link Tensor#keep()} copies a result out. Parameters and their gradients never belong to a scope. Outside any scope a
 * tensor's memory is freed when nothing refers to it any more. Scopes nest, and are closed by the thread that opened them,
 * the inner one first.
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private final Scope outer;
    private final Arena arena;
    private boolean closed;
    /** Told of every allocation while a backward pass runs in this scope, else null. */
    private BackwardMemory backward;

    private Scope(Scope outer) {
        this.outer = outer;
        this.arena = Backends.current().arena();
    }

    public static Scope open() {
        Scope scope = new Scope(CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /**
     * Gives back the memory of everything computed in this scope.
     *
     * @throws IllegalStateException if an inner scope is open, or another thread opened this one
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (CURRENT.get() != this) {
            throw new IllegalStateException("a scope must be closed by the thread that opened it, after every scope"
                    + " that was opened inside it: use try-with-resources");
        }
        closed = true;
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
        arena.release();
    }

    /** The scope that this thread's results go to, or null. */
    static Scope current() {
        return CURRENT.get();
    }

    Arena arena() {
        return arena;
    }

    void tell(BackwardMemory memory) {
        this.backward = memory;
    }

    static Buffer allocate(long length) {
        require(
                length <= Backends.current().largestBuffer(),
                "a step needs %d values in one piece, at most %d are possible: use a smaller batch or a smaller model",
                length,
                Backends.current().largestBuffer());
        Scope scope = CURRENT.get();
        if (scope == null) {
            return Backends.current().allocate(length);
        }
        Buffer buffer = scope.arena.allocate(length);
        if (scope.backward != null) {
            scope.backward.made(buffer);
        }
        return buffer;
    }
}
