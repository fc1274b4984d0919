package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.CompressedRows;

/** Rows and the records of their neighbours, of {@code recordLength} floats each. */
public record AttentionNeighbours(
        AttentionLayout layout, CompressedRows edges, HostBuffer records, int recordLength, float slope) {}
