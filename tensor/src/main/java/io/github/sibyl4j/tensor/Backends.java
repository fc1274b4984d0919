package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.cpu.NativeBackend;

/** The backend of this process, made on first use. The system property {@code sibyl.threads} sets its threads. */
public final class Backends {
    private static final int MOST_THREADS = 1024;

    private Backends() {}

    public static Backend current() {
        return Holder.BACKEND;
    }

    private static final class Holder {
        static final Backend BACKEND = new NativeBackend(threads());
    }

    /** The number of threads that {@code sibyl.threads} asks for; without it, the number of processors. */
    public static int threads() {
        String setting = System.getProperty("sibyl.threads");
        if (setting == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        int threads = 0;
        try {
            threads = Integer.parseInt(setting.trim());
        } catch (NumberFormatException e) {
            // Reported below with the text that was found.
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "sibyl.threads must be a number from 1 to " + MOST_THREADS + ", found '" + setting + "'");
        }
        return threads;
    }
}
