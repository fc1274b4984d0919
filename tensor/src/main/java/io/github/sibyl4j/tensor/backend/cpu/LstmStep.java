package io.github.sibyl4j.tensor.backend.cpu;

/** Memory of one step of a block of LSTM rows; {@code *At} is the offset of the block's (and step's) first float. */
public final class LstmStep {
    public int hidden;
    public HostBuffer bias;
    /** Input, forget, candidate and output gate, {@code 4 hidden} a row: at first what they are functions of, less the bias. */
    public HostBuffer gates;

    public int gatesAt;
    public HostBuffer previousCell;
    public int previousCellAt;
    public HostBuffer cell;
    public int cellAt;
    public HostBuffer state;
    public int stateAt;
    public HostBuffer stateGradient;
    public HostBuffer cellGradient;
    public HostBuffer gateGradients;
    public int gateGradientsAt;
}
