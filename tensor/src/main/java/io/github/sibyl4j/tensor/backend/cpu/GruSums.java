package io.github.sibyl4j.tensor.backend.cpu;

/**
 * Where a slot's gradients of biases are added up.
 *
 * @param nodeBias one row a node from {@code firstNode} on, or a single row when {@code nodeStep} is 0
 */
public record GruSums(HostBuffer nodeBias, int nodeStep, int firstNode, HostBuffer candidateBias) {}
