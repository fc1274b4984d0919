package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Makes batches on background threads while earlier ones are used, and hands them out in order. What a batch holds must
 * depend on its number alone, so that it is the same for any number of threads. To be closed when it is no longer read.
 */
public final class Prefetch<T> implements Iterator<T>, AutoCloseable {
    /** Batches that are ready or being made, for each thread; PyTorch's default. */
    private static final int AHEAD = 2;

    private final int count;
    private final IntFunction<T> make;
    private final ExecutorService pool;
    private final Deque<Future<T>> ahead = new ArrayDeque<>();
    private final int mostAhead;
    private int submitted;
    private int taken;

    /**
     * @param count how many batches there are
     * @param make makes the batch of a number; called by many threads at once
     * @param threads background threads; 0 to make each batch when it is asked for, on the thread that asks
     */
    Prefetch(int count, IntFunction<T> make, int threads) {
        require(threads >= 0, "threads must be 0 (no background threads) or more, found %d", threads);
        this.count = count;
        this.make = make;
        this.mostAhead = AHEAD * threads;
        this.pool = threads == 0
                ? null
                : Executors.newFixedThreadPool(threads, work -> {
                    Thread thread = new Thread(work, "sibyl-prefetch");
                    thread.setDaemon(true);
                    return thread;
                });
        fill();
    }

    private void fill() {
        while (pool != null && submitted < count && ahead.size() < mostAhead) {
            int number = submitted++;
            ahead.addLast(pool.submit(() -> make.apply(number)));
        }
    }

    @Override
    public boolean hasNext() {
        return taken < count;
    }

    /**
     * The next batch; waits for it.
     *
     * @throws NoSuchElementException if there are no more
     * @throws IllegalStateException if the batches were closed, or the thread is interrupted while it waits
     */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + count + " batches were taken");
        }
        taken++;
        if (pool == null) {
            return make.apply(taken - 1);
        }
        if (pool.isShutdown()) {
            throw new IllegalStateException("the batches were closed before all were taken");
        }
        try {
            T batch = ahead.removeFirst().get();
            fill();
            return batch;
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("the batches were closed before all were taken", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        }
    }

    /** Stops the threads; batches that were not taken are dropped. */
    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
