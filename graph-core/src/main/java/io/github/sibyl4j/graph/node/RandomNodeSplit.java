package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.Portion;
import io.github.sibyl4j.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Random splits of the labelled nodes of a graph, as PyTorch Geometric's {@code RandomNodeSplit} with its sizes: shares are
 * of all labelled nodes, rounded to the nearest number. A class with fewer nodes than are asked of every class is an error
 * here, and no smaller part; so are validation and test parts for which too few nodes are left.
 *
 * @param mode how nodes are divided ("split")
 * @param splits how many independent splits ("num_splits")
 * @param trainPerClass training nodes of every class, of no account in {@link Mode#TRAIN_REST} ("num_train_per_class")
 * @param validation nodes for validation ("num_val")
 * @param test nodes for the test, of no account in {@link Mode#TEST_REST} ("num_test")
 */
public record RandomNodeSplit(Mode mode, int splits, int trainPerClass, Portion validation, Portion test) {

    /** What the numbers leave over. */
    public enum Mode {
        /** All that are in neither validation nor test are for training ("train_rest"). */
        TRAIN_REST,
        /** All that are in neither training nor validation are for the test ("test_rest"). */
        TEST_REST,
        /** What is left is in no part ("random"). */
        RANDOM
    }

    public RandomNodeSplit {
        require(splits >= 1, "splits must be at least 1, found %d", splits);
        require(
                mode == Mode.TRAIN_REST || trainPerClass >= 1,
                "trainPerClass must be at least 1, found %d",
                trainPerClass);
        double shares = (Double.isNaN(validation.share()) ? 0 : validation.share())
                + (mode == Mode.TEST_REST || Double.isNaN(test.share()) ? 0 : test.share());
        require(
                shares < 1,
                "the shares of validation (%s) and test (%s) sum to %s and leave no nodes for training: they must sum to"
                        + " less than 1",
                validation,
                test,
                shares);
    }

    /** PyTorch Geometric's numbers: one split, 20 training nodes a class, 500 for validation, 1000 for the test. */
    public static RandomNodeSplit of(Mode mode) {
        return new RandomNodeSplit(mode, 1, 20, Portion.count(500), Portion.count(1000));
    }

    public RandomNodeSplit withSplits(int value) {
        return new RandomNodeSplit(mode, value, trainPerClass, validation, test);
    }

    public RandomNodeSplit withTrainPerClass(int value) {
        return new RandomNodeSplit(mode, splits, value, validation, test);
    }

    public RandomNodeSplit withValidation(Portion value) {
        return new RandomNodeSplit(mode, splits, trainPerClass, value, test);
    }

    public RandomNodeSplit withTest(Portion value) {
        return new RandomNodeSplit(mode, splits, trainPerClass, validation, value);
    }

    /**
     * As many splits as were asked for.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are too few nodes
     */
    public List<NodeSplit> split(LabelledGraph graph, Seed seed) {
        return LongStream.range(0, splits)
                .mapToObj(number -> one(graph, seed.split(number)))
                .toList();
    }

    private NodeSplit one(LabelledGraph graph, Seed seed) {
        int[] labelled = graph.labelledNodes();
        int validations = validation.roundOf(labelled.length);
        int tests = test.roundOf(labelled.length);
        if (mode != Mode.TRAIN_REST) {
            int others = (int) Math.max(0, labelled.length - (long) trainPerClass * graph.classes());
            return NodeSplit.perClass(
                    graph,
                    trainPerClass,
                    validations,
                    mode == Mode.RANDOM ? tests : Math.max(0, others - validations),
                    seed);
        }
        NodeSplit places = NodeSplit.random(labelled.length, validations, tests, seed);
        return new NodeSplit(
                named(labelled, places.train()), named(labelled, places.validation()), named(labelled, places.test()));
    }

    private static int[] named(int[] nodes, int[] places) {
        return IntStream.of(places).map(place -> nodes[place]).toArray();
    }
}
