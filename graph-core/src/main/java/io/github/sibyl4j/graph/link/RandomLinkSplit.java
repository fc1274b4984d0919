package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Portion;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A random split of the edges of a graph, as PyTorch Geometric's {@code RandomLinkSplit}. Messages pass along the training
 * edges in training and validation, and along those of training and validation in the test; never along an edge that is
 * asked about at validation or test. Sizes are PyTorch Geometric's: shares of all edges are rounded down, what is left is
 * for training.
 *
 * <p>In three points it says more than that: a graph that is split as undirected must hold both directions of every edge; a
 * graph must not have parallel edges, of which one would pass messages while the other is asked about ({@link
 * GraphTensor#coalesced} makes them one); and where there are too few pairs for the negatives, this ends in an error and not
 * in fewer.
 *
 * @param validation edges for validation ("num_val")
 * @param test edges for the test ("num_test")
 * @param undirected whether both directions of an edge stay together; a self-loop, which is one edge of the graph, then
 *     passes messages twice, once for each direction
 * @param negativeTrain whether there are negatives for training, the same in every epoch ("add_negative_train_samples")
 * @param negativeRatio negatives for each link that is asked about ("neg_sampling_ratio")
 * @param disjointTrain training edges that are asked about and pass no messages; with none, all are asked about and pass
 *     messages ("disjoint_train_ratio")
 */
public record RandomLinkSplit(
        Portion validation,
        Portion test,
        boolean undirected,
        boolean negativeTrain,
        double negativeRatio,
        Portion disjointTrain) {

    public RandomLinkSplit {
        require(
                negativeRatio >= 0 && Double.isFinite(negativeRatio),
                "negativeRatio must be 0 (no negatives) or more, found %s",
                negativeRatio);
        double shares = (Double.isNaN(validation.share()) ? 0 : validation.share())
                + (Double.isNaN(test.share()) ? 0 : test.share());
        require(
                shares < 1,
                "the shares of validation (%s) and test (%s) sum to %s and leave no edges for training: they must sum to"
                        + " less than 1",
                validation,
                test,
                shares);
    }

    /** A tenth for validation, a fifth for the test, directed, one negative for each link, nothing disjoint. */
    public static RandomLinkSplit defaults() {
        return new RandomLinkSplit(Portion.share(0.1), Portion.share(0.2), false, true, 1, Portion.NONE);
    }

    public RandomLinkSplit withValidation(Portion value) {
        return new RandomLinkSplit(value, test, undirected, negativeTrain, negativeRatio, disjointTrain);
    }

    public RandomLinkSplit withTest(Portion value) {
        return new RandomLinkSplit(validation, value, undirected, negativeTrain, negativeRatio, disjointTrain);
    }

    public RandomLinkSplit withUndirected(boolean value) {
        return new RandomLinkSplit(validation, test, value, negativeTrain, negativeRatio, disjointTrain);
    }

    public RandomLinkSplit withNegativeTrain(boolean value) {
        return new RandomLinkSplit(validation, test, undirected, value, negativeRatio, disjointTrain);
    }

    public RandomLinkSplit withNegativeRatio(double value) {
        return new RandomLinkSplit(validation, test, undirected, negativeTrain, value, disjointTrain);
    }

    public RandomLinkSplit withDisjointTrain(Portion value) {
        return new RandomLinkSplit(validation, test, undirected, negativeTrain, negativeRatio, value);
    }

    /**
     * Splits a graph.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if no edge would be left for training or for its messages, an
     *     undirected graph lacks a direction, the graph has parallel edges, or there are too few pairs for the negatives
     */
    public LinkPart.Parts split(GraphTensor graph, Seed seed) {
        requireNoParallelEdges(graph);
        NegativeSampling pairs = new NegativeSampling(graph);
        if (undirected) {
            requireBothDirections(graph, pairs);
        }
        int[] edges = IntStream.range(0, graph.edgeCount())
                .filter(e -> !undirected || graph.source(e) <= graph.target(e))
                .toArray();
        int[] order = seed.split("edges").permutation(edges.length);
        int[] shuffled = IntStream.of(order).map(i -> edges[i]).toArray();
        int validations = validation.floorOf(shuffled.length);
        int tests = test.floorOf(shuffled.length);
        require(
                (long) validations + tests < shuffled.length,
                "of %d edges, %d for validation and %d for the test leave none for training",
                shuffled.length,
                validations,
                tests);
        int trains = shuffled.length - validations - tests;
        int disjoint = disjointTrain.floorOf(trains);
        require(
                disjoint < trains,
                "of %d training edges, %d that are asked about and pass no messages leave none for messages: lower"
                        + " disjointTrain",
                trains,
                disjoint);
        int[] train = Arrays.copyOf(shuffled, trains);
        int asked = disjoint > 0 ? disjoint : trains;
        double wanted = negativeRatio * ((negativeTrain ? asked : 0.0) + validations + tests);
        require(
                wanted <= Integer.MAX_VALUE,
                "a negativeRatio of %s asks for %.0f negative pairs, but there can be %d at most: lower it",
                negativeRatio,
                wanted,
                Integer.MAX_VALUE);
        int trainNegatives = negativeTrain ? (int) (asked * negativeRatio) : 0;
        int validationNegatives = (int) (validations * negativeRatio);
        int testNegatives = (int) (tests * negativeRatio);
        NodePairs negatives =
                pairs.sample(trainNegatives + validationNegatives + testNegatives, seed.split("negatives"));
        return new LinkPart.Parts(
                new LinkPart(
                        messages(graph, Arrays.copyOfRange(train, disjoint, trains)),
                        links(graph, Arrays.copyOf(train, asked)),
                        slice(negatives, validationNegatives + testNegatives, trainNegatives)),
                new LinkPart(
                        messages(graph, train),
                        links(graph, Arrays.copyOfRange(shuffled, trains, trains + validations)),
                        slice(negatives, 0, validationNegatives)),
                new LinkPart(
                        messages(graph, Arrays.copyOf(shuffled, trains + validations)),
                        links(graph, Arrays.copyOfRange(shuffled, trains + validations, shuffled.length)),
                        slice(negatives, validationNegatives, testNegatives)));
    }

    private static void requireNoParallelEdges(GraphTensor graph) {
        BitSet repeated = new BitSet();
        repeated.set(0, graph.edgeCount());
        IntStream.of(graph.distinctEdges()).forEach(repeated::clear);
        if (repeated.isEmpty()) {
            return;
        }
        int u = graph.source(repeated.nextSetBit(0));
        int v = graph.target(repeated.nextSetBit(0));
        long times = IntStream.range(0, graph.edgeCount())
                .filter(e -> graph.source(e) == u && graph.target(e) == v)
                .count();
        throw new InvalidInputException(times + " edges lead from node " + u + " to node " + v
                + ", so messages would pass along one while another is asked about: make parallel edges one before, such as"
                + " by graph.coalesced(Reduction.SUM)");
    }

    private static void requireBothDirections(GraphTensor graph, NegativeSampling pairs) {
        for (int e = 0; e < graph.edgeCount(); e++) {
            int u = graph.source(e);
            int v = graph.target(e);
            require(
                    u == v || pairs.isEdge(v, u),
                    "edge %d leads from node %d to node %d and none leads back: give both directions, such as by"
                            + " graph.undirected(), or split with withUndirected(false)",
                    e,
                    u,
                    v);
        }
    }

    private GraphTensor messages(GraphTensor graph, int[] edges) {
        GraphTensor forward = graph.edgeSubgraph(edges);
        return undirected ? forward.withReversed() : forward;
    }

    private static NodePairs links(GraphTensor graph, int[] edges) {
        return new NodePairs(
                IntStream.of(edges).map(graph::source).toArray(),
                IntStream.of(edges).map(graph::target).toArray());
    }

    private static NodePairs slice(NodePairs pairs, int from, int count) {
        return new NodePairs(
                Arrays.copyOfRange(pairs.firsts(), from, from + count),
                Arrays.copyOfRange(pairs.seconds(), from, from + count));
    }
}
