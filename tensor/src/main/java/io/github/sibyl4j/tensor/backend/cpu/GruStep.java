package io.github.sibyl4j.tensor.backend.cpu;

/**
 * Memory of one step of a block of GRU rows; {@code *At} is the offset of the block's (and step's) first float. Before
 * the first step, previous state and hidden gates are zeros in memory.
 */
public final class GruStep {
    public int hidden;
    /** The input's share of the gates, {@code 3 hidden} a row. */
    public HostBuffer inputGates;

    public HostBuffer nodeBias;
    /** Floats from a node's bias to the next node's; 0 when all share one. */
    public int nodeStep;

    public HostBuffer candidateBias;
    public HostBuffer hiddenGates;
    public HostBuffer previous;
    public int previousAt;
    public HostBuffer gates;
    public int gatesAt;
    /** Forward, floats from a row's gates to the next row's; 0 when they are not kept, and there is room for one row. */
    public int gatesStep;

    public HostBuffer state;
    public int stateAt;
    public HostBuffer stateGradient;
    public HostBuffer gateGradients;
}
