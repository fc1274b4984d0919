package io.github.sibyl4j.graph.classify;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.graph.nn.GlobalPooling;
import io.github.sibyl4j.tensor.Tensor;

/** How the vectors of a graph's nodes become one of the graph. */
public enum Pooling {
    SUM {
        @Override
        Tensor of(Tensor x, GraphBatch batch) {
            return GlobalPooling.sum(x, batch);
        }
    },
    MEAN {
        @Override
        Tensor of(Tensor x, GraphBatch batch) {
            return GlobalPooling.mean(x, batch);
        }
    },
    MAX {
        @Override
        Tensor of(Tensor x, GraphBatch batch) {
            return GlobalPooling.max(x, batch);
        }
    };

    /** {@code [node, width]} to {@code [graph, width]}. */
    abstract Tensor of(Tensor x, GraphBatch batch);
}
