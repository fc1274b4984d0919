package io.github.sibyl4j.tensor.backend.cpu;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
            helpers[i] = new Helper(i + 1);
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
            Job mine = new Job(tasks, body, threads);
            if (job.compareAndSet(null, mine)) {
                for (Helper helper : helpers) {
                    helper.wake();
                }
                try {
                    mine.work(0);
                } finally {
                    job.set(null);
                    mine.awaitOthers();
                    mine.body = null;
                }
                mine.rethrow();
                return;
            }
        }
        Job mine = new Job(tasks, body, 1);
        mine.work(0);
        mine.rethrow();
    }

    private final class Helper extends Thread {
        private final int number;
        private volatile boolean asleep;

        Helper(int number) {
            super("sibyl-worker-" + number);
            this.number = number;
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
                    next.work(number);
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

    /**
     * Every thread begins with tasks of its own, the same share each time, so that the kernels of a step find in its cache
     * what the last one left there; then it helps with the shares of others.
     */
    private final class Job {
        /** Counters of different threads lie on different cache lines. */
        private static final int APART = 32;

        private final int tasks;
        private final int shares;
        /** Null once all is done, so that helpers, which remember their last job, hold on to no tensor. */
        private IntConsumer body;

        /** How many tasks of each share have been taken. */
        private final AtomicIntegerArray taken;

        private final AtomicInteger finished = new AtomicInteger();
        private volatile Throwable failure;

        Job(int tasks, IntConsumer body, int shares) {
            this.tasks = tasks;
            this.body = body;
            this.shares = shares;
            this.taken = new AtomicIntegerArray(shares * APART);
        }

        void work(int thread) {
            for (int i = 0; i < shares; i++) {
                workOn((thread + i) % shares);
            }
        }

        private void workOn(int share) {
            int first = start(share);
            int count = start(share + 1) - first;
            int task;
            while (taken.get(share * APART) < count && (task = taken.getAndIncrement(share * APART)) < count) {
                try {
                    if (failure == null) {
                        accept.invokeExact(body, first + task);
                    }
                } catch (Throwable e) {
                    failure = e;
                } finally {
                    finished.incrementAndGet();
                }
            }
        }

        private int start(int share) {
            return (int) ((long) tasks * share / shares);
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
