package io.github.sibyl4j.tensor.backend.cpu;

/**
 * Operands of a layer normalisation: rows {@code x} of {@code width} floats, {@code gain} and {@code bias} of one row, and
 * {@code stats}, which keeps mean and reciprocal standard deviation of every row.
 */
public record LayerNormRows(
        HostBuffer x, HostBuffer gain, HostBuffer bias, HostBuffer stats, int width, float epsilon) {}
