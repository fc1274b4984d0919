package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backward pass allocates. Every allocation counts who holds it: gradients that wait at a node, views of it
 * included, and the rule that is running, for what it has made and the gradient it was given. Memory that nobody holds goes
 * back to the scope's arena and serves the next allocation. What was there before the pass, and what a rule makes in a
 * scope of its own, is not counted and stays.
 */
final class BackwardMemory implements AutoCloseable {
    private static final ThreadLocal<BackwardMemory> RUNNING = new ThreadLocal<>();

    private final Scope scope;
    private final boolean ownScope;
    private final Map<Buffer, Integer> holders = new IdentityHashMap<>();
    /** What the running rule holds. */
    private final List<Buffer> atWork = new ArrayList<>();

    private BackwardMemory(Scope scope, boolean ownScope) {
        this.scope = scope;
        this.ownScope = ownScope;
    }

    /** Starts a pass in this thread's scope, or in one of its own if there is none. */
    static BackwardMemory open() {
        if (RUNNING.get() != null) {
            throw new IllegalStateException("backward() was called while gradients were being passed on");
        }
        boolean ownScope = Scope.current() == null;
        BackwardMemory memory = new BackwardMemory(ownScope ? Scope.open() : Scope.current(), ownScope);
        memory.scope.tell(memory);
        RUNNING.set(memory);
        return memory;
    }

    /** This thread's pass, or null. */
    static BackwardMemory running() {
        return RUNNING.get();
    }

    /** Takes note of an allocation, which the running rule holds. */
    void made(Buffer buffer) {
        holders.put(buffer, 1);
        atWork.add(buffer);
    }

    /** Counts one more holder of a tensor that lies in counted memory. */
    static void hold(Tensor tensor) {
        BackwardMemory running = RUNNING.get();
        if (running != null) {
            running.holders.computeIfPresent(tensor.buffer().whole(), (whole, count) -> count + 1);
        }
    }

    /** The reverse of {@link #hold}; the memory is used again when the running rule ends, at the earliest. */
    static void letGo(Tensor tensor) {
        BackwardMemory running = RUNNING.get();
        if (running != null && running.holders.containsKey(tensor.buffer().whole())) {
            running.atWork.add(tensor.buffer().whole());
        }
    }

    /** Whether the memory of a tensor is counted and has this one holder, who may then write to it. */
    static boolean heldOnce(Tensor tensor) {
        BackwardMemory running = RUNNING.get();
        return running != null
                && Integer.valueOf(1).equals(running.holders.get(tensor.buffer().whole()));
    }

    /** Ends the running rule. */
    void endRule() {
        for (Buffer buffer : atWork) {
            int count = holders.merge(buffer, -1, Integer::sum);
            if (count == 0) {
                holders.remove(buffer);
                scope.arena().release(buffer);
            }
        }
        atWork.clear();
    }

    @Override
    public void close() {
        RUNNING.remove();
        scope.tell(null);
        // A rule that failed leaves gradients behind.
        holders.keySet().forEach(scope.arena()::release);
        if (ownScope) {
            scope.close();
        }
    }
}
