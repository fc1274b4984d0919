package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.Arrays;

/** A problem for a {@link RecurrentRelationalNetwork}: a graph, what is known of its nodes, and the answers. Immutable. */
public final class RrnProblem {
    /** In place of the class of a node whose class does not matter: neither loss nor accuracy count it. */
    public static final int NOT_ASKED = -1;

    private final ProblemGraph graph;
    private final int[][] categories;
    private final float[][] features;
    private final int[] answers;
    private final int[][] sentences;
    private final int[] question;

    private RrnProblem(
            ProblemGraph graph,
            int[][] categories,
            float[][] features,
            int[] answers,
            int[][] sentences,
            int[] question) {
        this.graph = graph;
        this.categories = categories;
        this.features = features;
        this.answers = answers;
        this.sentences = sentences;
        this.question = question;
    }

    /**
     * @param categories {@code [node][column]}, such as digit, row and column of a Sudoku's cell; empty rows for none
     * @param features {@code [node][feature]}; empty rows for none
     * @param answers the class of every node, {@link #NOT_ASKED} for some of them, or, where the whole graph is asked about, the
     *     only one; empty if unknown
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the rows are not as many as nodes, or of different lengths, or a
     *     feature is not finite
     */
    public static RrnProblem of(ProblemGraph graph, int[][] categories, float[][] features, int... answers) {
        require(
                categories.length == graph.nodes() && features.length == graph.nodes(),
                "categories and features must have one row for each of the %d nodes, found %d and %d rows",
                graph.nodes(),
                categories.length,
                features.length);
        for (int node = 0; node < graph.nodes(); node++) {
            require(
                    categories[node].length == categories[0].length && features[node].length == features[0].length,
                    "node %d has %d categories and %d features, node 0 has %d and %d",
                    node,
                    categories[node].length,
                    features[node].length,
                    categories[0].length,
                    features[0].length);
            requireFinite(features[node], "node", node);
        }
        return new RrnProblem(
                graph,
                Arrays.stream(categories).map(int[]::clone).toArray(int[][]::new),
                Arrays.stream(features).map(float[]::clone).toArray(float[][]::new),
                answers.clone(),
                null,
                null);
    }

    /** Training makes problems without end: no arguments are boxed for nothing. */
    static void requireFinite(float[] features, String owner, int number) {
        for (int feature = 0; feature < features.length; feature++) {
            if (!Float.isFinite(features[feature])) {
                throw new InvalidInputException("feature " + feature + " of " + owner + " " + number + " is "
                        + features[feature]
                        + ", expected a finite number: networks know no missing values, so give a value"
                        + " and say in another feature that it was missing");
            }
        }
    }

    /**
     * This problem, told in words.
     *
     * @param sentences the words of each node, {@code [node][word]}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is not one sentence for each node, or one is empty
     */
    public RrnProblem withText(int[][] sentences, int... question) {
        require(
                sentences.length == graph.nodes(),
                "each of the %d nodes needs a sentence, found %d",
                graph.nodes(),
                sentences.length);
        for (int node = 0; node < sentences.length; node++) {
            require(sentences[node].length > 0, "the sentence of node %d has no words", node);
        }
        require(question.length > 0, "the question has no words");
        return new RrnProblem(
                graph,
                categories,
                features,
                answers,
                Arrays.stream(sentences).map(int[]::clone).toArray(int[][]::new),
                question.clone());
    }

    public ProblemGraph graph() {
        return graph;
    }

    /** The right classes, see {@link #of}. */
    public int[] answers() {
        return answers.clone();
    }

    /** How many nodes' classes are asked for; 1 for the whole graph's. */
    int asked() {
        return (int)
                Arrays.stream(answers).filter(answer -> answer != NOT_ASKED).count();
    }

    int[] categories(int node) {
        return categories[node];
    }

    float[] features(int node) {
        return features[node];
    }

    boolean hasText() {
        return sentences != null;
    }

    int[] sentence(int node) {
        return sentences[node];
    }

    int[] question() {
        return question;
    }
}
