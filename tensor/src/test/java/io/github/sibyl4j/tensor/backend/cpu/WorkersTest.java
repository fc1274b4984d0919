package io.github.sibyl4j.tensor.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void runsEveryTaskOnce() {
        for (int threads : new int[] {1, 2, 3, 5}) {
            Workers workers = new Workers(threads);
            for (int tasks : new int[] {0, 1, 2, 3, 4, 7, 16, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
                workers.run(tasks, runs::incrementAndGet);
                for (int i = 0; i < tasks; i++) {
                    assertEquals(1, runs.get(i), "task " + i + " of " + tasks + " on " + threads + " threads");
                }
            }
        }
    }

    /** So that a thread finds in its cache what it worked on before. */
    @Test
    void givesThreadsTheSameTasksEachTime() {
        Workers workers = new Workers(2);
        for (int round = 0; round < 20; round++) {
            Map<Thread, Integer> first = new ConcurrentHashMap<>();
            CountDownLatch both = new CountDownLatch(2);
            workers.run(8, task -> {
                if (first.putIfAbsent(Thread.currentThread(), task) == null) {
                    both.countDown();
                    try {
                        assertTrue(both.await(30, TimeUnit.SECONDS), "the other thread has not come");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            assertEquals(0, first.remove(Thread.currentThread()));
            assertEquals(4, first.values().iterator().next());
        }
    }

    @Test
    void passesOnWhatATaskThrows() {
        Workers workers = new Workers(2);
        assertThrows(
                ArithmeticException.class,
                () -> workers.run(10, task -> {
                    if (task == 7) {
                        throw new ArithmeticException();
                    }
                }));
        workers.run(10, task -> {});
    }
}
