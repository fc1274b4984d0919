package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Tensor;

/**
 * What is left of a batch of graphs after pooling: of every graph the nodes with the highest scores, the best first.
 *
 * @param x {@code [kept, width]}, the features of the nodes that stay, times their scores
 * @param batch the graphs of these nodes, with the edges between them
 * @param kept their numbers in the batch before
 * @param scores {@code [kept]}
 */
public record Pooled(Tensor x, GraphBatch batch, int[] kept, Tensor scores) {}
