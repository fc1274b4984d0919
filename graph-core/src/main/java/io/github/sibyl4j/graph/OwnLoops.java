package io.github.sibyl4j.graph;

import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A graph in which every node hears itself exactly once.
 *
 * @param kept the edges of the original graph that are no loops; the loops come behind them
 * @param keptByTarget the same by their targets
 */
record OwnLoops(BipartiteGraph graph, int[] kept, Segments keptByTarget) {

    static OwnLoops of(BipartiteGraph original) {
        int[] kept = IntStream.range(0, original.edgeCount())
                .filter(e -> original.source(e) != original.target(e))
                .toArray();
        int loops = Math.min(original.sourceCount(), original.targetCount());
        int edges = kept.length + loops;
        int[] source = new int[edges];
        int[] target = new int[edges];
        float[] weights = new float[edges];
        for (int i = 0; i < kept.length; i++) {
            source[i] = original.source(kept[i]);
            target[i] = original.target(kept[i]);
            weights[i] = original.weight(kept[i]);
        }
        for (int node = 0; node < loops; node++) {
            source[kept.length + node] = node;
            target[kept.length + node] = node;
            weights[kept.length + node] = 1;
        }
        BipartiteGraph graph = new BipartiteGraph(
                original.sourceCount(), original.targetCount(), source, target, original.isWeighted() ? weights : null);
        return new OwnLoops(graph, kept, Segments.of(Arrays.copyOf(target, kept.length), original.targetCount()));
    }

    Tensor features(Tensor perEdge) {
        Tensor others = perEdge.gather(kept);
        Tensor loops = keptByTarget.mean(others).slice(0, 0, graph.edgeCount() - kept.length);
        return Tensor.concat(0, others, loops);
    }
}
