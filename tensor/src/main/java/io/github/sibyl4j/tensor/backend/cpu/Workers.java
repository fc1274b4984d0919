package io.github.sibyl4j.tensor.backend.cpu;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
    /**
     * How long a helper stays awake after its last task. A helper that sleeps between the kernels of a step is woken on the
     * caller's processor, does the work there in the caller's place, and sleeps again before the system moves it.
     */
    private static final long AWAKE_NANOS = 2_000_000;

    private final int threads;
    private final long awakeNanos;
    /**
     * {@link IntConsumer#accept}. The compiler looks through any call whose target it can guess, and would put a kernel that
     * is the only one in use into its callers, so deep that it stops to inline vector operations: then every vector is an
     * object. It does not look through a handle that is no constant, which a field of an object never is to it.
     */
    private final MethodHandle accept = accept();

    private final Helper[] helpers;
    private final AtomicReference<Job> job = new AtomicReference<>();

    Workers(int threads) {
        this.threads = threads;
        // Where helpers outnumber processors they would only be in each other's way.
        this.awakeNanos = threads <= Runtime.getRuntime().availableProcessors() ? AWAKE_NANOS : 0;
        this.helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper("sibyl-worker-" + (i + 1));
            helpers[i].start();
        }
    }

    int threads() {
        return threads;
    }

    private static MethodHandle accept() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(IntConsumer.class, "accept", MethodType.methodType(void.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    void run(int tasks, IntConsumer body) {
        if (tasks > 1 && helpers.length > 0) {
            Job mine = new Job(tasks, body);
            if (job.compareAndSet(null, mine)) {
                for (Helper helper : helpers) {
                    helper.wake();
                }
                try {
                    mine.work();
                } finally {
                    job.set(null);
                    mine.awaitOthers();
                    mine.body = null;
                }
                mine.rethrow();
                return;
            }
        }
        Job mine = new Job(tasks, body);
        mine.work();
        mine.rethrow();
    }

    private final class Helper extends Thread {
        private volatile boolean asleep;

        Helper(String name) {
            super(name);
            setDaemon(true);
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            Job done = null;
            int spins = 0;
            long idleSince = System.nanoTime();
            while (true) {
                Job next = job.get();
                if (next != null && next != done) {
                    next.work();
                    done = next;
                    spins = 0;
                } else if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else if (spins == SPINS) {
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < awakeNanos) {
                    // Whoever has work goes first.
                    Thread.yield();
                } else {
                    sleep(done);
                    spins = 0;
                }
            }
        }

        private void sleep(Job done) {
            asleep = true;
            // A job that came before this was known to be asleep woke nobody.
            Job next = job.get();
            if (next == null || next == done) {
                LockSupport.park(Workers.this);
            }
            asleep = false;
        }
    }

    private final class Job {
        private final int tasks;
        /** Null once all is done, so that helpers, which remember their last job, hold on to no tensor. */
        private IntConsumer body;

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
                        accept.invokeExact(body, task);
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
