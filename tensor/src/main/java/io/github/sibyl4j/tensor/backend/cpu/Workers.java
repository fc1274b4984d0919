package io.github.sibyl4j.tensor.backend.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Runs numbered tasks on a fixed set of threads, the caller among them. What a task computes must depend on its number
 * alone, so that results are the same for any number of threads. A call from inside a task, or while another thread's call
 * is running, does its tasks on the spot.
 */
final class Workers {
    private static final int SPINS = 2_000;

    private final int threads;
    private final Thread[] helpers;
    private final AtomicReference<Job> job = new AtomicReference<>();

    Workers(int threads) {
        this.threads = threads;
        this.helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(this::serve, "sibyl-worker-" + (i + 1));
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    int threads() {
        return threads;
    }

    void run(int tasks, IntConsumer body) {
        if (tasks > 1 && helpers.length > 0) {
            Job mine = new Job(tasks, body);
            if (job.compareAndSet(null, mine)) {
                for (Thread helper : helpers) {
                    LockSupport.unpark(helper);
                }
                try {
                    mine.work();
                } finally {
                    job.set(null);
                    mine.awaitOthers();
                }
                mine.rethrow();
                return;
            }
        }
        for (int i = 0; i < tasks; i++) {
            body.accept(i);
        }
    }

    private void serve() {
        Job done = null;
        int idle = 0;
        while (true) {
            Job next = job.get();
            if (next != null && next != done) {
                next.work();
                done = next;
                idle = 0;
            } else if (++idle < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                idle = 0;
            }
        }
    }

    private static final class Job {
        private final int tasks;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger finished = new AtomicInteger();
        private volatile Throwable failure;

        Job(int tasks, IntConsumer body) {
            this.tasks = tasks;
            this.body = body;
        }

        void work() {
            int task;
            while ((task = next.getAndIncrement()) < tasks) {
                try {
                    if (failure == null) {
                        body.accept(task);
                    }
                } catch (Throwable e) {
                    failure = e;
                } finally {
                    finished.incrementAndGet();
                }
            }
        }

        void awaitOthers() {
            int spins = 0;
            while (finished.get() < tasks) {
                // A worker holds a task: it is running, unless the system took its processor away.
                if (++spins > SPINS) {
                    Thread.yield();
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        void rethrow() {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
        }
    }
}
