package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The disjoint union of the graphs of some problems.
 *
 * @param categories the values of every column, {@code [column][node]}
 * @param features {@code [node, feature]}, null if there are none
 * @param sources the node that every edge leaves
 * @param targets the node that every edge enters
 * @param edgeFeatures {@code [edge, feature]}; null where they are all zero, as Sudoku's are, and change nothing
 * @param degrees the number of edges that enter each node, {@code [node, 1]}
 * @param graphs the problem of every node
 * @param answers of all problems, one after the other; empty if one does not know its own
 * @param answersOf how many answers each problem has room for
 * @param sentences of all nodes; null where there is no text
 * @param questions of all problems; null where there is no text
 */
record RrnBatch(
        int nodes,
        int[][] categories,
        Tensor features,
        Segments sources,
        Segments targets,
        Tensor edgeFeatures,
        Tensor degrees,
        Segments graphs,
        int[] answers,
        int[] answersOf,
        Sentences sentences,
        Sentences questions) {

    static RrnBatch of(RrnConfig config, List<RrnProblem> problems) {
        int nodes = 0;
        int edges = 0;
        for (int i = 0; i < problems.size(); i++) {
            requireFitting(config, problems.get(i), i);
            nodes += problems.get(i).graph().nodes();
            edges += problems.get(i).graph().edges();
        }
        int[][] categories = new int[config.categories().size()][nodes];
        float[] features = new float[nodes * config.features()];
        int[] graphs = new int[nodes];
        int[] sources = new int[edges];
        int[] targets = new int[edges];
        float[] edgeFeatures = new float[edges * config.edgeFeatures()];
        int firstNode = 0;
        int firstEdge = 0;
        for (int i = 0; i < problems.size(); i++) {
            RrnProblem problem = problems.get(i);
            ProblemGraph graph = problem.graph();
            for (int node = 0; node < graph.nodes(); node++) {
                int place = firstNode + node;
                graphs[place] = i;
                int[] values = problem.categories(node);
                for (int column = 0; column < values.length; column++) {
                    categories[column][place] = values[column];
                }
                System.arraycopy(problem.features(node), 0, features, place * config.features(), config.features());
            }
            for (int edge = 0; edge < graph.edges(); edge++) {
                sources[firstEdge + edge] = firstNode + graph.source(edge);
                targets[firstEdge + edge] = firstNode + graph.target(edge);
            }
            float[] values = graph.values();
            System.arraycopy(values, 0, edgeFeatures, firstEdge * config.edgeFeatures(), values.length);
            firstNode += graph.nodes();
            firstEdge += graph.edges();
        }
        Segments to = Segments.of(targets, nodes);
        float[] degrees = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            degrees[node] = to.size(node);
        }
        boolean told = config.text() != null;
        boolean known = problems.stream().allMatch(problem -> problem.answers().length > 0);
        return new RrnBatch(
                nodes,
                categories,
                config.features() == 0 ? null : Tensor.of(features, nodes, config.features()),
                Segments.of(sources, nodes),
                to,
                allZero(edgeFeatures) ? null : Tensor.of(edgeFeatures, edges, config.edgeFeatures()),
                Tensor.of(degrees, nodes, 1),
                Segments.of(graphs, problems.size()),
                known
                        ? problems.stream()
                                .flatMapToInt(problem -> Arrays.stream(problem.answers()))
                                .toArray()
                        : new int[0],
                problems.stream().mapToInt(problem -> answers(config, problem)).toArray(),
                told ? Sentences.of(sentences(problems)) : null,
                told ? Sentences.of(problems.stream().map(RrnProblem::question).toList()) : null);
    }

    private static List<int[]> sentences(List<RrnProblem> problems) {
        List<int[]> sentences = new ArrayList<>();
        for (RrnProblem problem : problems) {
            for (int node = 0; node < problem.graph().nodes(); node++) {
                sentences.add(problem.sentence(node));
            }
        }
        return sentences;
    }

    /** How many answers a problem has room for. */
    static int answers(RrnConfig config, RrnProblem problem) {
        return config.output() == Output.NODE ? problem.graph().nodes() : 1;
    }

    private static boolean allZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    static void requireFitting(RrnConfig config, RrnProblem problem, int index) {
        ProblemGraph graph = problem.graph();
        require(
                graph.edges() == 0 || graph.edgeFeatures() == config.edgeFeatures(),
                "the edges of problem %d have %d features, the network expects %d",
                index,
                graph.edgeFeatures(),
                config.edgeFeatures());
        require(
                problem.features(0).length == config.features(),
                "the nodes of problem %d have %d features, the network expects %d",
                index,
                problem.features(0).length,
                config.features());
        require(
                problem.categories(0).length == config.categories().size(),
                "the nodes of problem %d have %d categories, the network expects %d",
                index,
                problem.categories(0).length,
                config.categories().size());
        for (int node = 0; node < graph.nodes(); node++) {
            int[] values = problem.categories(node);
            for (int column = 0; column < values.length; column++) {
                require(
                        values[column] >= 0
                                && values[column] < config.categories().get(column),
                        "category %d of node %d of problem %d is %d, expected 0 to %d",
                        column,
                        node,
                        index,
                        values[column],
                        config.categories().get(column) - 1);
            }
        }
        requireFittingText(config.text(), problem, index);
        int[] answers = problem.answers();
        require(
                answers.length == 0 || answers.length == answers(config, problem),
                "problem %d has %d answers, expected %d",
                index,
                answers.length,
                answers(config, problem));
        for (int answer : answers) {
            require(
                    (answer >= 0 && answer < config.classes())
                            || (answer == RrnProblem.NOT_ASKED && config.output() == Output.NODE),
                    "an answer of problem %d is %d, expected 0 to %d%s",
                    index,
                    answer,
                    config.classes() - 1,
                    config.output() == Output.NODE ? ", or RrnProblem.NOT_ASKED" : "");
        }
    }

    private static void requireFittingText(RrnText text, RrnProblem problem, int index) {
        require(
                problem.hasText() == (text != null),
                "problem %d %s, which the network %s",
                index,
                problem.hasText() ? "is told in words" : "has no words",
                text == null ? "cannot read: name text when building it" : "expects: see RrnProblem.withText");
        if (text == null) {
            return;
        }
        for (int node = 0; node < problem.graph().nodes(); node++) {
            requireKnown(text, problem.sentence(node), "sentence " + node, index);
        }
        requireKnown(text, problem.question(), "the question", index);
    }

    private static void requireKnown(RrnText text, int[] words, String what, int index) {
        for (int word : words) {
            require(
                    word >= 0 && word < text.words(),
                    "a word of %s of problem %d is %d, expected 0 to %d",
                    what,
                    index,
                    word,
                    text.words() - 1);
        }
    }
}
