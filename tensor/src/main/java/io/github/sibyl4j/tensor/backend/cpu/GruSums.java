package io.github.sibyl4j.tensor.backend.cpu;

/** Where a block's gradients of biases are added up; the time bias is null where there is none. */
public record GruSums(
        HostBuffer timeBias,
        int timeBatchStep,
        int timeAt,
        int firstTimeBatch,
        HostBuffer nodeBias,
        int nodeStep,
        int firstNode,
        HostBuffer candidateBias) {}
