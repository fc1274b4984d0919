package io.github.sibyl4j.tensor.backend.cpu;

/**
 * Memory of one step of a block of GRU rows; {@code *At} is the offset of the block's (and step's) first float. What a
 * pass does not have (a time bias, a state before the first) is zeros in memory with a step of 0.
 */
public final class GruStep {
    public int hidden;
    /** The input's share of the gates, {@code 3 hidden} a row. */
    public HostBuffer inputGates;

    public HostBuffer timeBias;
    public int timeBatchStep;
    public int timeAt;
    public HostBuffer nodeBias;
    /** Floats from a node's bias to the next node's; 0 when all share one. */
    public int nodeStep;

    public HostBuffer candidateBias;
    public HostBuffer hiddenGates;
    public HostBuffer previous;
    public int previousAt;
    public HostBuffer gates;
    public int gatesAt;
    public HostBuffer state;
    public int stateAt;
    public HostBuffer stateGradient;
    public HostBuffer gateGradients;
}
