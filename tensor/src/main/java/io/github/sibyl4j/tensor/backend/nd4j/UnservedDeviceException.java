package io.github.sibyl4j.tensor.backend.nd4j;

/** No GPU was found but those that ND4J's CUDA release holds no machine code for. */
final class UnservedDeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnservedDeviceException(String message) {
        super(message);
    }
}
