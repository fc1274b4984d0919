package io.github.sibyl4j.graph.embedding;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Embedding;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/**
 * Embeddings from random walks (Grover and Leskovec, KDD 2016; with {@code p = q = 1} DeepWalk, Perozzi et al., KDD 2014): nodes
 * that occur near each other on walks get similar vectors. Parameters, windows, negatives and loss are those of PyTorch
 * Geometric's Node2Vec; other than there, walks go by the edges' weights where there are any, and end where no edge leads on.
 * Immutable; fitting leaves it as it is.
 */
public final class Node2Vec {
    /** Some virtual machines need the rest for a header. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Builder settings;

    private Node2Vec(Builder settings) {
        this.settings = settings;
    }

    /** 128 numbers a node, 10 walks of 20 nodes each, windows of 10, one negative, {@code p = q = 1}. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Learns from the walks along a graph's edges in their direction.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a weight is negative, a node has no edge of positive weight to
     *     or from another and that is not allowed, there are more numbers to learn than an array holds, or the learning rate
     *     leads out of the range of numbers
     */
    public NodeEmbeddings fit(GraphTensor graph, EmbeddingTraining training) {
        return fit(graph, training, loss -> {});
    }

    /** The same; {@code listener} is told the mean loss of every epoch, on the calling thread. */
    public NodeEmbeddings fit(GraphTensor graph, EmbeddingTraining training, DoubleConsumer listener) {
        require(
                graph != null && training != null && listener != null,
                "graph, training and listener must be given, found %s, %s and %s: loss -> {} listens to nothing",
                graph,
                training,
                listener);
        return fit(new BiasedWalks(graph, settings.p, settings.q), training, listener);
    }

    /**
     * Learns from walks of another kind, such as JGraphT's. A walk of one node teaches nothing.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if {@code p} or {@code q} is set, which such walks do not know, a
     *     node is isolated and that is not allowed, there are more numbers to learn than an array holds, or the learning rate
     *     leads out of the range of numbers
     */
    public NodeEmbeddings fit(Walks walks, EmbeddingTraining training) {
        require(
                walks != null && training != null,
                "walks and training must be given, found %s and %s",
                walks,
                training);
        require(
                settings.p == 1 && settings.q == 1,
                "p = %s and q = %s act on walks along a GraphTensor: walks that are given go their own way",
                settings.p,
                settings.q);
        return fit(walks, training, loss -> {});
    }

    private NodeEmbeddings fit(Walks walks, EmbeddingTraining training, DoubleConsumer listener) {
        int[] isolated = walks.isolatedNodes();
        require(walks.nodes() > 0, "the graph has no nodes: there is nothing to embed");
        require(
                settings.isolatedAllowed || isolated.length == 0,
                "%d nodes have no edges that a walk can take to or from another node, the first is node %d: no walk tells"
                        + " where they belong. Edges from a node to itself and edges that weigh 0 do not count. Leave the"
                        + " nodes out, or call allowIsolated() to give them zeros",
                isolated.length,
                isolated.length == 0 ? -1 : isolated[0]);
        require(
                isolated.length < walks.nodes(),
                "no node has an edge that a walk can take to another: there is nothing to learn from");
        require(
                (long) walks.nodes() * settings.dimension <= LARGEST_ARRAY,
                "%d nodes with a dimension of %d take %d numbers, more than the %d of an array: lower the dimension",
                walks.nodes(),
                settings.dimension,
                (long) walks.nodes() * settings.dimension,
                LARGEST_ARRAY);
        Seed seed = new Seed(training.seed());
        Embedding embedding = new Embedding(walks.nodes(), settings.dimension, seed.split("initialisation"));
        Adam adam = new Adam(embedding.parameters());
        SkipGram loss = new SkipGram(settings.walkLength, settings.contextSize);
        for (int epoch = 1; epoch <= training.epochs(); epoch++) {
            Seed ofEpoch = seed.split("epoch").split(epoch);
            int[] order = ofEpoch.split("order").permutation(walks.nodes());
            double sum = 0;
            int steps = 0;
            for (int from = 0; from < order.length; from += training.batchSize()) {
                int[] nodes = Arrays.copyOfRange(order, from, Math.min(order.length, from + training.batchSize()));
                OptionalDouble value = step(embedding, loss, walks, nodes, ofEpoch);
                if (value.isPresent()) {
                    requireFinite(value.getAsDouble(), training, "the loss", epoch);
                    adam.step(training.learningRate());
                    sum += value.getAsDouble();
                    steps++;
                }
            }
            listener.accept(sum / steps);
        }
        // The loss came before the last step. Lengths beyond single precision make no loss that could be learned from.
        double squares = 0;
        for (float value : embedding.weight().toArray()) {
            squares += (double) value * value;
        }
        requireFinite((float) squares, training, "the sum of all squares of the vectors", training.epochs());
        return result(embedding.weight(), isolated);
    }

    private static void requireFinite(double value, EmbeddingTraining training, String name, int epoch) {
        require(
                Double.isFinite(value),
                "%s became %s in epoch %d: lower the learning rate (now %s)",
                name,
                value,
                epoch,
                training.learningRate());
    }

    /** Nothing where the nodes' walks hold no pair. */
    private OptionalDouble step(Embedding embedding, SkipGram skipGram, Walks walks, int[] nodes, Seed seed) {
        int each = settings.walksPerNode;
        int[][] near = new int[nodes.length * each][];
        int[][] far = new int[near.length * settings.negatives][];
        for (int i = 0; i < nodes.length; i++) {
            SplittableRandom random = seed.split(nodes[i]).random();
            for (int w = 0; w < each; w++) {
                near[i * each + w] = walks.from(nodes[i], settings.walkLength, random);
            }
            for (int w = 0; w < each * settings.negatives; w++) {
                far[i * each * settings.negatives + w] = sequence(nodes[i], walks.nodes(), random);
            }
        }
        try (Scope scope = Scope.open()) {
            Tensor loss = skipGram.loss(embedding.weight(), near, far);
            if (loss == null) {
                return OptionalDouble.empty();
            }
            loss.backward();
            return OptionalDouble.of(loss.item());
        }
    }

    /** A node and then any nodes. */
    private int[] sequence(int start, int nodes, SplittableRandom random) {
        int[] sequence = new int[settings.walkLength];
        sequence[0] = start;
        for (int i = 1; i < sequence.length; i++) {
            sequence[i] = random.nextInt(nodes);
        }
        return sequence;
    }

    private static NodeEmbeddings result(Parameter weight, int[] isolated) {
        float[] values = weight.toArray();
        int width = weight.size(1);
        for (int node : isolated) {
            Arrays.fill(values, node * width, (node + 1) * width, 0);
        }
        return NodeEmbeddings.of(Tensor.of(values, weight.shape()));
    }

    /** Settings of {@link Node2Vec}; each method returns this. */
    public static final class Builder {
        private int dimension = 128;
        private int walkLength = 20;
        private int contextSize = 10;
        private int walksPerNode = 10;
        private int negatives = 1;
        private double p = 1;
        private double q = 1;
        private boolean isolatedAllowed;

        private Builder() {}

        private Builder(Builder other) {
            dimension = other.dimension;
            walkLength = other.walkLength;
            contextSize = other.contextSize;
            walksPerNode = other.walksPerNode;
            negatives = other.negatives;
            p = other.p;
            q = other.q;
            isolatedAllowed = other.isolatedAllowed;
        }

        /** Numbers a node. */
        public Builder dimension(int value) {
            dimension = value;
            return this;
        }

        /** Nodes a walk. */
        public Builder walkLength(int value) {
            walkLength = value;
            return this;
        }

        /** Nodes a window. */
        public Builder contextSize(int value) {
            contextSize = value;
            return this;
        }

        /** Walks from every node in an epoch. */
        public Builder walksPerNode(int value) {
            walksPerNode = value;
            return this;
        }

        /** Random sequences for every walk. */
        public Builder negatives(int value) {
            negatives = value;
            return this;
        }

        /** How unlikely a walk is to turn back at once. */
        public Builder p(double value) {
            p = value;
            return this;
        }

        /** How unlikely a walk is to leave the neighbourhood of the last node. */
        public Builder q(double value) {
            q = value;
            return this;
        }

        /** Nodes without edges get zeros instead of being refused. */
        public Builder allowIsolated() {
            isolatedAllowed = true;
            return this;
        }

        /** @throws io.github.sibyl4j.tensor.InvalidInputException if a setting is out of range */
        public Node2Vec build() {
            require(dimension >= 1, "dimension must be at least 1, found %d", dimension);
            require(
                    contextSize >= 2,
                    "contextSize must be at least 2, a node and one beside it, found %d",
                    contextSize);
            require(
                    walkLength >= contextSize,
                    "walkLength must be at least contextSize, found %d and %d",
                    walkLength,
                    contextSize);
            require(walksPerNode >= 1, "walksPerNode must be at least 1, found %d", walksPerNode);
            require(negatives >= 1, "negatives must be at least 1, found %d", negatives);
            require(p > 0 && Double.isFinite(p), "p must be positive, found %s", p);
            require(q > 0 && Double.isFinite(q), "q must be positive, found %s", q);
            return new Node2Vec(new Builder(this));
        }
    }
}
