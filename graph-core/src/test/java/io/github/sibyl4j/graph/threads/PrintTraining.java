package io.github.sibyl4j.graph.threads;

import io.github.sibyl4j.graph.forward.Backbone;
import io.github.sibyl4j.graph.forward.ForwardConfig;
import io.github.sibyl4j.graph.forward.ForwardNodeClassification;
import io.github.sibyl4j.graph.forward.ForwardNodeClassifier;
import io.github.sibyl4j.graph.forward.NodeMethod;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeClassification;
import io.github.sibyl4j.graph.node.NodeClassifier;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.graph.node.NodeTraining;
import io.github.sibyl4j.graph.node.PlantedPartition;
import io.github.sibyl4j.graph.node.SageNetwork;
import io.github.sibyl4j.graph.pretrain.PretrainedEncoder;
import io.github.sibyl4j.graph.pretrain.SelfSupervised;
import io.github.sibyl4j.graph.pretrain.StackedEncoder;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.Map;

/**
 * Trains and prints what was learned, as hashes of its bits. Sizes are large enough for many tasks and divide into none of
 * them evenly.
 */
final class PrintTraining {
    private static final int NODES = 701;
    private static final int HIDDEN = 96;

    private PrintTraining() {}

    public static void main(String[] args) {
        LabelledGraph graph = PlantedPartition.graph(NODES, 3, new Seed(1));
        NodeSplit split = NodeSplit.perClass(graph, 30, 100, 200, new Seed(2));
        classifiers(graph, split);
        forward(graph, split);
        PretrainedEncoder encoder = SelfSupervised.builder(StackedEncoder.gcn(HIDDEN, HIDDEN))
                .headWidth(HIDDEN)
                .batch(200)
                .steps(1)
                .build()
                .pretrain(graph.graph(), graph.features(), new Seed(5), progress -> {});
        print("pretrain", encoder.weights());
    }

    private static void classifiers(LabelledGraph graph, NodeSplit split) {
        NodeTraining training = NodeTraining.defaults().withEpochs(2);
        Map<String, NodeClassification> networks = Map.of(
                "gcn", NodeClassification.gcn(HIDDEN, 0.5),
                "gat", NodeClassification.gat(HIDDEN / 4, 4, 0.5),
                "sage",
                        NodeClassification.of(
                                (features, classes, seed) -> new SageNetwork(features, HIDDEN, classes, 2, 0.3, seed)));
        for (String name : networks.keySet().stream().sorted().toList()) {
            NodeClassifier classifier = networks.get(name).fit(graph, split, training);
            print(name, classifier.weights());
            print(name, 0, classifier.probabilities(graph).of(NODES - 1));
        }
    }

    private static void forward(LabelledGraph graph, NodeSplit split) {
        ForwardConfig config = ForwardConfig.defaults().withHidden(HIDDEN).withEpochs(2);
        for (NodeMethod method : new NodeMethod[] {NodeMethod.SF, NodeMethod.FF_LA}) {
            for (Backbone backbone : Backbone.values()) {
                ForwardNodeClassifier classifier = new ForwardNodeClassification(method, backbone, config)
                        .fit(graph, split, new Seed(3), progress -> {});
                for (int node = 0; node < NODES; node += 50) {
                    print(method + " " + backbone, node, classifier.probabilities(node));
                }
            }
        }
    }

    private static void print(String name, Map<String, float[]> weights) {
        weights.forEach((part, values) -> System.out.println(name + " " + part + " " + Arrays.hashCode(values)));
    }

    private static void print(String name, int node, float[] values) {
        System.out.println(name + " " + node + " " + Arrays.hashCode(values));
    }
}
