package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.rrn.RrnConfig;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import java.util.ArrayList;
import java.util.List;

/** Where a network and its training are not the published ones, in words. */
final class Differences {
    private final List<String> found = new ArrayList<>();

    private Differences() {}

    /** @param data in what the problems differ; empty for nothing */
    static String between(
            RrnConfig network, RrnTraining training, RrnConfig published, RrnTraining publishedTraining, String data) {
        Differences differences = new Differences();
        if (!data.isEmpty()) {
            differences.found.add(data);
        }
        differences.compare("width", network.hidden(), published.hidden());
        differences.compare("hidden layers", network.layers(), published.layers());
        differences.compare("rounds in training", network.rounds(), published.rounds());
        differences.compare("hidden layers of the output", network.outputLayers(), published.outputLayers());
        differences.compare("dropout", network.dropout(), published.dropout());
        differences.compare("batch", training.batchSize(), publishedTraining.batchSize());
        differences.compare("learning rate", training.learningRate(), publishedTraining.learningRate());
        differences.compare("L2", training.l2(), publishedTraining.l2());
        differences.compare("longest gradient", longest(training), longest(publishedTraining));
        return differences.found.isEmpty() ? "nothing" : String.join("; ", differences.found);
    }

    private void compare(String what, Object used, Object published) {
        if (!used.equals(published)) {
            found.add(what + " " + used + " (published " + published + ")");
        }
    }

    private static Object longest(RrnTraining training) {
        return training.clipNorm() == 0 ? "any" : training.clipNorm();
    }
}
