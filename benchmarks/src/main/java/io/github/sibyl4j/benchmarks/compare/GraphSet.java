package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.datasets.GraphFiles;
import java.nio.file.Path;
import java.util.Locale;

/** Graphs that networks are trained on, and the counts from which the bounds of their rows come. */
enum GraphSet {
    /** The full citation graph. */
    CITESEER("citeseer-full", 4_230, 10_674, 602, 19_391, 6),
    /** Amazon Photo. */
    PHOTO("amazon-photo", 7_650, 238_162, 745, 1_979_909, 8),
    /** With all of its words as features. */
    GITHUB("github", 37_700, 578_006, 4_005, 690_358, 2);

    private final String folder;
    final double nodes;
    final double edges;
    final double features;
    final double nonZeros;
    final double classes;

    /**
     * @param edges both directions
     * @param nonZeros of the features
     */
    GraphSet(String folder, int nodes, int edges, int features, int nonZeros, int classes) {
        this.folder = folder;
        this.nodes = nodes;
        this.edges = edges;
        this.features = features;
        this.nonZeros = nonZeros;
        this.classes = classes;
    }

    /** What tables and the peer call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    GraphFiles files(Path graphs) {
        return GraphFiles.in(graphs.resolve(folder));
    }
}
