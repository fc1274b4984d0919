package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.cpu.NativeBackend;
import io.github.sibyl4j.tensor.backend.nd4j.Nd4jBackend;
import io.github.sibyl4j.tensor.backend.nd4j.Nd4jDiagnosis;
import java.util.Locale;

/**
 * The backend of this process, made on first use. The system property {@code sibyl.backend} chooses it:
 *
 * <ul>
 *   <li>{@code native}: OpenBLAS and the Vector API, on every platform;
 *   <li>{@code nd4j}: ND4J's operations on the ND4J backend that is on the class path, nd4j-native or nd4j-cuda;
 *   <li>{@code auto}, or no setting: {@code native}, whatever is on the class path, since it is the faster one on a
 *       processor and its results do not depend on the number of threads.
 * </ul>
 *
 * <p>The system property {@code sibyl.threads} sets the number of threads.
 */
public final class Backends {
    private static final int MOST_THREADS = 1024;

    private Backends() {}

    /**
     * The backend of this process.
     *
     * @throws InvalidInputException if a setting cannot be used as given, at every call
     */
    public static Backend current() {
        Backend backend = Holder.BACKEND;
        if (backend == null) {
            throw new InvalidInputException(Holder.FAILURE.getMessage(), Holder.FAILURE);
        }
        return backend;
    }

    private static final class Holder {
        static final Backend BACKEND;
        /** Kept, since an initialiser that throws is reported once with its reason and afterwards without. */
        static final InvalidInputException FAILURE;

        static {
            Backend backend = null;
            InvalidInputException failure = null;
            try {
                backend = choose(System.getProperty("sibyl.backend"), threads());
            } catch (InvalidInputException e) {
                failure = e;
            }
            BACKEND = backend;
            FAILURE = failure;
        }
    }

    /** @param setting what {@code sibyl.backend} says, or null */
    static Backend choose(String setting, int threads) {
        switch (setting == null ? "auto" : setting.trim().toLowerCase(Locale.ROOT)) {
            case "":
            case "auto":
            case "native":
                return new NativeBackend(threads);
            case "nd4j":
                return nd4j(threads);
            default:
                throw new InvalidInputException("sibyl.backend must be native, nd4j or auto, found '" + setting + "'");
        }
    }

    private static Backend nd4j(int threads) {
        try {
            return new Nd4jBackend(threads);
        } catch (RuntimeException | LinkageError e) {
            throw new InvalidInputException(Nd4jDiagnosis.of(e, Backends.class.getClassLoader()), e);
        }
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
            throw new InvalidInputException(
                    "sibyl.threads must be a number from 1 to " + MOST_THREADS + ", found '" + setting + "'");
        }
        return threads;
    }
}
