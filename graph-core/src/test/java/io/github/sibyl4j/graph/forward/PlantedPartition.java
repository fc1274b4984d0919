package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
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

    /** The same graphs with sparse bags of words, five of a class's own words and five others a node. */
    static LabelledGraph words(int nodes, int width, long seed) {
        LabelledGraph graph = graph(nodes, seed);
        SplittableRandom random = new SplittableRandom(seed);
        int count = 10 * nodes;
        int[] row = new int[count];
        int[] column = new int[count];
        float[] ones = new float[count];
        for (int e = 0; e < count; e++) {
            row[e] = e / 10;
            int own = width / CLASSES;
            column[e] = e % 2 == 0 ? graph.label(row[e]) * own + random.nextInt(own) : random.nextInt(width);
            ones[e] = 1;
        }
        return graph.with(NodeFeatures.of(SparseMatrix.fromCoordinates(nodes, width, row, column, ones)));
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
