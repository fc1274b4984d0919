package io.github.sibyl4j.tensor.backend.cpu;

/**
 * A block of sequences that go through all steps together: {@code batches x nodes} rows, where row {@code r} is sample
 * {@code firstBatch + r / nodes}, node {@code firstNode + r % nodes}.
 *
 * @param firstRow position of the block's first row in the order in which blocks are walked
 */
public record GruRows(int firstBatch, int batches, int firstNode, int nodes, int firstRow) {
    public int count() {
        return batches * nodes;
    }
}
