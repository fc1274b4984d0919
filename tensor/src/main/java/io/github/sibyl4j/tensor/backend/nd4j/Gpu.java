package io.github.sibyl4j.tensor.backend.nd4j;

/**
 * A GPU that a machine has.
 *
 * @param major of its compute capability
 * @param minor of its compute capability
 */
record Gpu(String name, int major, int minor) {

    /** Whether the CUDA release of ND4J holds machine code that this one can run; it holds nothing that a driver could compile. */
    boolean served() {
        return major < 9 && (major > 3 || (major == 3 && minor >= 7));
    }

    @Override
    public String toString() {
        return name + ", compute capability " + major + "." + minor;
    }
}
