package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Graphs whose nodes know mostly their like, and whose features say little by themselves. */
final class PlantedPartition {
    static final int CLASSES = 3;

    private PlantedPartition() {}

    static LabelledGraph graph(int nodes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = IntStream.range(0, nodes).map(i -> i % CLASSES).toArray();
        IntStream.Builder source = IntStream.builder();
        IntStream.Builder target = IntStream.builder();
        double within = 18.0 / nodes;
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < i; j++) {
                if (random.nextDouble() < (labels[i] == labels[j] ? within : within / 20)) {
                    source.add(i).add(j);
                    target.add(j).add(i);
                }
            }
        }
        return new LabelledGraph(
                GraphTensor.of(nodes, source.build().toArray(), target.build().toArray()),
                NodeFeatures.of(features(labels, 16, new Seed(seed))),
                labels,
                CLASSES);
    }

    private static float[][] features(int[] labels, int width, Seed seed) {
        float[] centres = seed.split("centres").normal(CLASSES * width);
        float[] noise = seed.split("noise").normal(labels.length * width);
        float[][] rows = new float[labels.length][width];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < width; j++) {
                rows[i][j] = centres[labels[i] * width + j] + noise[i * width + j];
            }
        }
        return rows;
    }
}
