package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which nodes a classifier learns from, is chosen by, and is judged by. Immutable. */
public final class NodeSplit {
    private final int[] train;
    private final int[] validation;
    private final int[] test;

    /**
     * A split into nodes that do not overlap; a node may belong to no part.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no training nodes or a node occurs twice
     */
    public NodeSplit(int[] train, int[] validation, int[] test) {
        require(train.length > 0, "a split needs training nodes, found none");
        int[] all = IntStream.concat(
                        Arrays.stream(train), IntStream.concat(Arrays.stream(validation), Arrays.stream(test)))
                .sorted()
                .toArray();
        require(all[0] >= 0, "nodes are numbered from 0 on, found %d", all[0]);
        for (int i = 1; i < all.length; i++) {
            require(all[i] != all[i - 1], "node %d occurs twice in the split, expected it in one part at most", all[i]);
        }
        this.train = train.clone();
        this.validation = validation.clone();
        this.test = test.clone();
    }

    /**
     * A random split of all nodes: these numbers of them for validation and test, the rest for training, as PyTorch
     * Geometric's {@code RandomNodeSplit("train_rest")}.
     */
    public static NodeSplit random(int nodes, int validation, int test, Seed seed) {
        requireNotNegative(validation, test);
        require(
                (long) validation + test < nodes,
                "of %d nodes, %d for validation and %d for test leave none for training",
                nodes,
                validation,
                test);
        int[] order = seed.permutation(nodes);
        int rest = nodes - validation - test;
        return new NodeSplit(
                Arrays.copyOfRange(order, 0, rest),
                Arrays.copyOfRange(order, rest, rest + validation),
                Arrays.copyOfRange(order, rest + validation, nodes));
    }

    /**
     * A random split with as many training nodes of every class, as PyTorch Geometric's {@code
     * RandomNodeSplit("random")} and the Planetoid benchmarks: then these numbers of the others for validation and test.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a class has fewer labelled nodes, or too few are left
     */
    public static NodeSplit perClass(LabelledGraph graph, int each, int validation, int test, Seed seed) {
        require(each >= 1, "each class needs at least one training node, found %d", each);
        requireNotNegative(validation, test);
        int[] order = IntStream.of(seed.permutation(graph.nodes()))
                .filter(node -> graph.label(node) != LabelledGraph.UNKNOWN)
                .toArray();
        requireLabelled(graph, order, each);
        int[] found = new int[graph.classes()];
        int[] train = new int[each * graph.classes()];
        int[] rest = new int[order.length];
        int trained = 0;
        int others = 0;
        for (int node : order) {
            if (found[graph.label(node)]++ < each) {
                train[trained++] = node;
            } else {
                rest[others++] = node;
            }
        }
        require(
                (long) validation + test <= others,
                "%d labelled nodes are left beside the training nodes, too few for %d of validation and %d of test",
                others,
                validation,
                test);
        return new NodeSplit(
                train, Arrays.copyOf(rest, validation), Arrays.copyOfRange(rest, validation, validation + test));
    }

    private static void requireNotNegative(int validation, int test) {
        require(
                validation >= 0 && test >= 0,
                "the numbers of nodes for validation and test must not be negative, found %d and %d",
                validation,
                test);
    }

    private static void requireLabelled(LabelledGraph graph, int[] labelled, int each) {
        int[] found = new int[graph.classes()];
        for (int node : labelled) {
            found[graph.label(node)]++;
        }
        for (int c = 0; c < found.length; c++) {
            require(
                    found[c] >= each,
                    "class %d has %d labelled nodes, fewer than the %d that were asked of every class",
                    c,
                    found[c],
                    each);
        }
    }

    public int[] train() {
        return train.clone();
    }

    public int[] validation() {
        return validation.clone();
    }

    public int[] test() {
        return test.clone();
    }

    /**
     * Makes sure that this split can be used on a graph.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a node does not exist or has no label, or the training nodes
     *     are all of one class
     */
    public void requireFits(LabelledGraph graph) {
        for (int[] part : new int[][] {train, validation, test}) {
            for (int node : part) {
                require(
                        node < graph.nodes(),
                        "the split names node %d, but the nodes are 0 to %d",
                        node,
                        graph.nodes() - 1);
                require(
                        graph.label(node) != LabelledGraph.UNKNOWN,
                        "the split names node %d, whose class is not known: leave it out",
                        node);
            }
        }
        long classes = IntStream.of(train).map(graph::label).distinct().count();
        require(
                classes > 1,
                "all %d training nodes are of class %d: a classifier needs examples of at least two classes",
                train.length,
                graph.label(train[0]));
    }

    /** Adds all parts to a checksum of data. */
    public void addTo(Sha256 hash) {
        hash.add(train.length, validation.length, test.length)
                .add(train)
                .add(validation)
                .add(test);
    }

    @Override
    public String toString() {
        return "NodeSplit[" + train.length + " train, " + validation.length + " validation, " + test.length + " test]";
    }
}
