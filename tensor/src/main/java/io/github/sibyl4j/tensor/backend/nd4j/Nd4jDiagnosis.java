package io.github.sibyl4j.tensor.backend.nd4j;

import java.util.List;

/** Why ND4J could not be started, and how to mend it. Loads without ND4J on the class path. */
public final class Nd4jDiagnosis {
    private static final String VERSION = "1.0.0-M2.1";
    private static final String NATIVES = "linux-x86_64, macosx-x86_64 and windows-x86_64";

    private Nd4jDiagnosis() {}

    /** One sentence or two on {@code failure}, by what {@code classes} finds of ND4J. */
    public static String of(Throwable failure, ClassLoader classes) {
        if (classes.getResource("org/nd4j/linalg/factory/Nd4j.class") == null) {
            return "sibyl.backend=nd4j needs ND4J, which is not on the class path: add org.nd4j:nd4j-native:" + VERSION
                    + " with its natives (" + NATIVES + "), or leave sibyl.backend out to use the backend native";
        }
        if (failure instanceof UnservedDeviceException unserved) {
            return unserved(unserved.gpu());
        }
        if (classes.getResource("nd4j-jcublas.properties") != null) {
            return withoutCuda(failure, NvidiaDriver.gpus());
        }
        if (classes.getResource("nd4j-native.properties") != null) {
            return "sibyl.backend=nd4j found nd4j-native on the class path, but cannot load its native library ("
                    + root(failure) + "): add org.nd4j:nd4j-native:" + VERSION + " with this platform's classifier ("
                    + NATIVES + " have one; " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                    + " was found), or leave sibyl.backend out to use the backend native";
        }
        return "sibyl.backend=nd4j found nd4j-api on the class path, but no backend of ND4J: add org.nd4j:nd4j-native:"
                + VERSION + " with its natives (" + NATIVES
                + "), or leave sibyl.backend out to use the backend native";
    }

    /** ND4J uses the first GPU. Only the driver knows it where the libraries of CUDA are missing, or are newer ones. */
    static String withoutCuda(Throwable failure, List<Gpu> gpus) {
        if (gpus.isEmpty()) {
            return "sibyl.backend=nd4j found nd4j-cuda on the class path, but no GPU that it can use (" + root(failure)
                    + "): " + served() + ", or leave sibyl.backend out to use the backend native";
        }
        Gpu first = gpus.get(0);
        if (!first.served()) {
            return unserved(first);
        }
        return "sibyl.backend=nd4j found nd4j-cuda on the class path and a GPU that it serves (" + first
                + "), but cannot load its libraries (" + root(failure) + "): install the libraries of CUDA 11.6, or add"
                + " org.bytedeco:cuda-platform-redist:11.6-8.3-1.5.7, or leave sibyl.backend out to use the backend native";
    }

    private static String unserved(Gpu gpu) {
        return "sibyl.backend=nd4j found a GPU that ND4J cannot use (" + gpu + "): " + served()
                + ", or leave sibyl.backend out to use the backend native";
    }

    /** Which GPUs the CUDA release of ND4J holds machine code for. */
    static String served() {
        return "nd4j-cuda-11.6 " + VERSION + " serves GPUs of compute capability 3.7 to 8.9 (Kepler to Ada; it holds no"
                + " code for Hopper, Blackwell and newer ones) with a driver for CUDA 11.6 or newer and the CUDA 11.6"
                + " libraries, on linux-x86_64 and windows-x86_64";
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
