package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.sampling.NeighborSampling;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import io.github.sibyl4j.tensor.nn.Module;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Transductive node classification: a network sees the whole graph and the classes of the training nodes, and is trained by
 * cross entropy on them. The weights of the epoch with the best validation accuracy are kept; of equal ones that with the
 * lowest validation loss. Without validation nodes the last epoch's are.
 *
 * <p>A graph that is too large for that is learned from batch by batch, {@link #withNeighborSampling} or {@link
 * #withClusters}; validation and the fitted classifier still hear all neighbours of every node, layer by layer where the
 * network is a {@link LayeredNetwork}.
 */
public final class NodeClassification {
    /** Nodes computed together by layer-wise inference: work enough for the kernels, little memory beside the features. */
    private static final int INFERENCE_BATCH = 8192;

    private final NodeNetwork.Factory network;
    /** Null for the whole graph at once. */
    private final MiniBatches.Factory batching;

    private NodeClassification(NodeNetwork.Factory network, MiniBatches.Factory batching) {
        this.network = network;
        this.batching = batching;
    }

    /** Two layers of graph convolution; the published set-up has 16 hidden channels and a dropout of 0.5. */
    public static NodeClassification gcn(int hidden, double dropout) {
        return of(new Architecture(Architecture.Layer.GCN, hidden, 1, 2, dropout));
    }

    /** Two layers of graph attention; the published set-up has 8 heads of 8 channels and a dropout of 0.6. */
    public static NodeClassification gat(int hidden, int heads, double dropout) {
        return of(new Architecture(Architecture.Layer.GAT, hidden, heads, 2, dropout));
    }

    /** Layers of GraphSAGE; two with 256 hidden channels and a dropout of 0.5 in PyTorch Geometric's examples. */
    public static NodeClassification sage(int hidden, int layers, double dropout) {
        return of(new Architecture(Architecture.Layer.SAGE, hidden, 1, layers, dropout));
    }

    /**
     * Any network.
     *
     * @param network makes one whose scores have a row for every node and a column for every class, which is checked
     */
    public static NodeClassification of(NodeNetwork.Factory network) {
        return new NodeClassification(network, null);
    }

    /**
     * The same, trained on batches of training nodes with sampled neighbourhoods (Hamilton et al., NeurIPS 2017), in new
     * random order every epoch. There should be a fan-out for every layer of the network.
     *
     * @param batchSize training nodes a step
     * @param threads background threads that sample ahead, 0 for none; the result is the same for any number
     */
    public NodeClassification withNeighborSampling(NeighborSampling sampling, int batchSize, int threads) {
        require(batchSize >= 1, "batchSize must be at least 1, found %d", batchSize);
        requireThreads(threads);
        return new NodeClassification(network, MiniBatches.Neighbors.factory(sampling, batchSize, threads));
    }

    /**
     * The same, trained on batches of clusters of the graph (Cluster-GCN, Chiang et al., KDD 2019), joined anew every epoch;
     * a batch without training nodes is passed over.
     *
     * @param clusters how many clusters the graph is partitioned into
     * @param threads background threads that prepare batches, 0 for none; the result is the same for any number
     */
    public NodeClassification withClusters(int clusters, int clustersPerBatch, int threads) {
        require(clusters >= 1, "clusters must be at least 1, found %d", clusters);
        require(clustersPerBatch >= 1, "clustersPerBatch must be at least 1, found %d", clustersPerBatch);
        requireThreads(threads);
        return new NodeClassification(network, MiniBatches.Clusters.factory(clusters, clustersPerBatch, threads));
    }

    private static void requireThreads(int threads) {
        require(threads >= 0, "threads must be 0 (no background threads) or more, found %d", threads);
    }

    /**
     * Trains a new network.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the split does not fit the graph, there are no features to
     *     learn from, a network's scores have not the shape {@code [node, class]}, or the loss stops being a number
     */
    public NodeClassifier fit(LabelledGraph graph, NodeSplit split, NodeTraining training) {
        return fit(graph, split, training, epoch -> {});
    }

    /** The same; {@code listener} is told of every epoch, on the calling thread. */
    public NodeClassifier fit(
            LabelledGraph graph, NodeSplit split, NodeTraining training, Consumer<NodeClassifier.Epoch> listener) {
        split.requireFits(graph);
        Seed seed = new Seed(training.seed());
        NodeNetwork model = network.create(graph.features().width(), graph.classes(), seed.split("initialisation"));
        Steps steps = new Steps(model, graph, optimizers(model, training.weightDecay()), training.learningRate());
        MiniBatches batches = batching == null ? null : batching.of(graph, split.train(), seed.split("partition"));
        int inferenceBatch = batching == null ? 0 : INFERENCE_BATCH;
        List<NodeClassifier.Epoch> history = new ArrayList<>();
        Map<String, float[]> best = null;
        int bestEpoch = 0;
        for (int epoch = 1; epoch <= training.epochs(); epoch++) {
            double loss = batches == null
                    ? steps.wholeGraph(split.train(), seed.split("dropout").split(epoch), epoch)
                    : steps.batches(batches, seed.split("batches").split(epoch), epoch);
            history.add(judged(model, graph, split.validation(), loss, inferenceBatch));
            listener.accept(history.get(epoch - 1));
            if (bestEpoch == 0 || isBetter(history.get(epoch - 1), history.get(bestEpoch - 1))) {
                bestEpoch = epoch;
                best = model.state();
            }
            if (training.patience() > 0 && epoch - bestEpoch >= training.patience()) {
                break;
            }
        }
        model.restore(best);
        Sha256 data = new Sha256();
        graph.addTo(data);
        split.addTo(data);
        NodeClassifier.Description description = new NodeClassifier.Description(
                network instanceof Architecture ours ? ours : null,
                graph.features().width(),
                graph.classes(),
                training,
                history,
                bestEpoch,
                inferenceBatch,
                data.hex(),
                Platform.current());
        return new NodeClassifier(model, description);
    }

    /** Adam for the weights that decay, and one for the others. */
    private static List<Adam> optimizers(NodeNetwork model, double weightDecay) {
        List<Parameter> decaying = new ArrayList<>();
        for (Module part : model.decaying()) {
            decaying.addAll(part.parameters());
        }
        Set<Parameter> among = new HashSet<>(decaying);
        Collection<Parameter> others = model.parameters().stream()
                .filter(parameter -> !among.contains(parameter))
                .toList();
        return List.of(new Adam(decaying, new Adam.Settings(0.9, 0.999, 1e-8, weightDecay, false)), new Adam(others));
    }

    private static NodeClassifier.Epoch judged(
            NodeNetwork model, LabelledGraph graph, int[] nodes, double trainLoss, int inferenceBatch) {
        if (nodes.length == 0) {
            return new NodeClassifier.Epoch(trainLoss, Double.NaN, Double.NaN);
        }
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            Tensor logits = NodeNetwork.requireScores(
                    LayerWiseInference.logits(model, graph.features(), graph.graph(), inferenceBatch),
                    graph.nodes(),
                    graph.classes());
            int[] predicted = logits.argmax(-1);
            long right = Arrays.stream(nodes)
                    .filter(node -> predicted[node] == graph.label(node))
                    .count();
            return new NodeClassifier.Epoch(
                    trainLoss, Steps.loss(logits, graph, nodes).item(), (double) right / nodes.length);
        }
    }

    private static boolean isBetter(NodeClassifier.Epoch epoch, NodeClassifier.Epoch best) {
        if (Double.isNaN(epoch.validationAccuracy())) {
            return true;
        }
        return epoch.validationAccuracy() > best.validationAccuracy()
                || (epoch.validationAccuracy() == best.validationAccuracy()
                        && epoch.validationLoss() < best.validationLoss());
    }
}
