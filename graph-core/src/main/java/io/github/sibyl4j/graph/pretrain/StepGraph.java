package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.NodeFeatures;

/**
 * What all tasks of a step see.
 *
 * @param roots the nodes that were drawn
 */
record StepGraph(GraphTensor graph, NodeFeatures features, int[] roots) {}
