package io.github.sibyl4j.tensor.backend.nd4j;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4jBackend;

/** What ND4J can compute on. */
final class Devices {
    private Devices() {}

    /**
     * Throws what keeps the backends of ND4J on the class path from running, if that is so for all of them; ND4J itself
     * would only log it, and say that there is no backend.
     */
    static void requireAvailable() {
        Throwable reason = null;
        for (Nd4jBackend backend : ServiceLoader.load(Nd4jBackend.class)) {
            try {
                if (backend.canRun()) {
                    return;
                }
            } catch (RuntimeException | LinkageError e) {
                reason = e;
            }
        }
        throw new IllegalStateException("no backend of ND4J can run here", reason);
    }

    /**
     * Throws if there are GPUs and the first, which ND4J uses, is one that nothing in its native library can run on; it
     * would fail only later, inside the first kernel.
     *
     * @param information what ND4J's executioner says about its environment
     */
    static void requireServed(Properties information) {
        if (information.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY) instanceof List<?> devices
                && !devices.isEmpty()
                && devices.get(0) instanceof Map<?, ?> first) {
            Gpu gpu = new Gpu(
                    String.valueOf(first.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY)),
                    ((Number) first.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY)).intValue(),
                    ((Number) first.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY)).intValue());
            if (!gpu.served()) {
                throw new UnservedDeviceException(gpu);
            }
        }
    }
}
