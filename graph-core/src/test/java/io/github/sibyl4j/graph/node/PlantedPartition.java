package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Graphs whose nodes are mostly joined within their class, with features that tell little on their own. */
public final class PlantedPartition {
    private PlantedPartition() {}

    public static LabelledGraph graph(int nodes, int classes, Seed seed) {
        Random random = new Random(seed.split("edges").value());
        int[] labels = new int[nodes];
        float[][] features = new float[nodes][2 * classes];
        for (int i = 0; i < nodes; i++) {
            labels[i] = i % classes;
            for (int j = 0; j < features[i].length; j++) {
                features[i][j] = (float) random.nextGaussian() + (j == labels[i] ? 1 : 0);
            }
        }
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < i; j++) {
                double probability = labels[i] == labels[j] ? 12.0 / nodes : 1.5 / nodes;
                if (random.nextDouble() < probability) {
                    edges.add(new int[] {i, j});
                    edges.add(new int[] {j, i});
                }
            }
        }
        int[] source = edges.stream().mapToInt(edge -> edge[0]).toArray();
        int[] target = edges.stream().mapToInt(edge -> edge[1]).toArray();
        return new LabelledGraph(GraphTensor.of(nodes, source, target), NodeFeatures.of(features), labels, classes);
    }
}
