package io.github.sibyl4j.graph.classify;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rings of hubs, which have two leaves each, and plain nodes. In class 0 all hubs stand side by side, in class 1 no two of them
 * do. Degrees, which are the features, are the same in both: only who neighbours whom tells them apart.
 */
final class Rings {
    private static final int WIDEST = 5;

    private Rings() {}

    static GraphDataset dataset(int count, Seed seed) {
        List<GraphSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(i % 2, seed.split(i)));
        }
        return new GraphDataset(samples, 2);
    }

    private static GraphSample sample(int label, Seed seed) {
        SplittableRandom random = seed.random();
        int hubs = 3 + random.nextInt(4);
        int plain = hubs + random.nextInt(5);
        int ring = hubs + plain;
        int nodes = ring + 2 * hubs;
        int[] name = seed.split("names").permutation(nodes);
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < ring; i++) {
            edges.add(new int[] {name[i], name[(i + 1) % ring]});
        }
        for (int hub = 0; hub < hubs; hub++) {
            int place = label == 0 ? hub : 2 * hub;
            edges.add(new int[] {name[place], name[ring + 2 * hub]});
            edges.add(new int[] {name[place], name[ring + 2 * hub + 1]});
        }
        int[] source = new int[2 * edges.size()];
        int[] target = new int[source.length];
        for (int e = 0; e < edges.size(); e++) {
            source[2 * e] = target[2 * e + 1] = edges.get(e)[0];
            target[2 * e] = source[2 * e + 1] = edges.get(e)[1];
        }
        GraphTensor graph = GraphTensor.of(nodes, source, target);
        float[][] features = new float[nodes][WIDEST];
        int[] degrees = graph.inDegrees();
        for (int node = 0; node < nodes; node++) {
            features[node][degrees[node]] = 1;
        }
        return new GraphSample(graph, NodeFeatures.of(features), label);
    }

    /** The same graphs without their edges. */
    static GraphDataset withoutEdges(GraphDataset data) {
        return new GraphDataset(
                data.samples().stream()
                        .map(sample -> new GraphSample(
                                GraphTensor.of(sample.graph().nodeCount(), new int[0], new int[0]),
                                sample.features(),
                                sample.label()))
                        .toList(),
                data.classes());
    }
}
