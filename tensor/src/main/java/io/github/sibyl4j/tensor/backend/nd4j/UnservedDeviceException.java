package io.github.sibyl4j.tensor.backend.nd4j;

/** The GPU that ND4J would use is one that its CUDA release holds no machine code for. */
final class UnservedDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Gpu gpu;

    UnservedDeviceException(Gpu gpu) {
        super("ND4J holds no code for " + gpu);
        this.gpu = gpu;
    }

    Gpu gpu() {
        return gpu;
    }
}
