package io.github.sibyl4j.reasoning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Explains an answer by the simple paths that lead from head to tail along the edges, the 64 shortest
 * at most, where a fact that is written several times is one:
 *
 * <ul>
 *   <li>What a path says: the answer on a graph that holds its edges alone. What it says up to each of its entities: the same
 *       for its first edges.
 *   <li>A relation is ruled out where the logarithm of its probability lies more than a margin below that of the most
 *       probable relation. So a path rules out what it does not allow on its own.
 *   <li>A path is decisive for a relation that is ruled out by the whole graph, but not by the graph without those edges of
 *       the path that lie on no other.
 * </ul>
 *
 * <p>Nothing in it is random. It takes one answer for each edge of each path, and one for each path.
 */
public final class PathExplainer {
    private final RelationVocabulary relations;
    private final Function<List<RelationalInstance>, List<RelationPrediction>> reasoner;
    private final Function<List<RelationalInstance>, List<RelationPrediction>> chains;
    private final double margin;

    /**
     * @param reasoner answers queries about any graph
     * @param chains answers queries about graphs that are one path, from its first to its last entity; they may differ in length
     * @param margin how far the logarithm of a probability may lie below the largest
     */
    public PathExplainer(
            RelationVocabulary relations,
            Function<List<RelationalInstance>, List<RelationPrediction>> reasoner,
            Function<List<RelationalInstance>, List<RelationPrediction>> chains,
            double margin) {
        this.relations = relations;
        this.reasoner = reasoner;
        this.chains = chains;
        this.margin = margin;
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no such entities, or from the reasoner */
    public PathExplanation explain(RelationalGraph graph, int head, int tail) {
        RelationalInstance query = new RelationalInstance(graph, head, tail, 0);
        int[] first = firstCopies(graph);
        int[] distinct =
                IntStream.range(0, first.length).filter(e -> first[e] == e).toArray();
        SimplePaths found = SimplePaths.between(graph.select(distinct), head, tail);
        List<int[]> paths = found.paths().stream()
                .map(path -> IntStream.of(path).map(e -> distinct[e]).toArray())
                .toList();
        List<List<Integer>> own = ownFacts(first, paths);
        List<RelationalInstance> queries = new ArrayList<>(List.of(query));
        own.forEach(facts -> queries.add(new RelationalInstance(graph.without(facts), head, tail, 0)));
        List<RelationPrediction> answers = reasoner.apply(queries);
        List<String> possible = possible(answers.get(0));
        List<ExplainedPath> explained = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            List<PathStep> steps = steps(graph, paths.get(i));
            List<String> allowed = steps.get(steps.size() - 1).possible();
            RelationPrediction without = answers.get(i + 1);
            explained.add(new ExplainedPath(
                    steps,
                    relations.names().stream()
                            .filter(name -> !allowed.contains(name))
                            .toList(),
                    own.get(i),
                    without,
                    possible(without).stream()
                            .filter(name -> !possible.contains(name))
                            .toList()));
        }
        return new PathExplanation(relations, graph, head, tail, answers.get(0), possible, explained, found.complete());
    }

    /** For each edge the first one that says the same. */
    private static int[] firstCopies(RelationalGraph graph) {
        Map<List<Integer>, Integer> seen = new HashMap<>();
        int[] first = new int[graph.edges()];
        for (int e = 0; e < first.length; e++) {
            Integer before = seen.putIfAbsent(List.of(graph.head(e), graph.relation(e), graph.tail(e)), e);
            first[e] = before == null ? e : before;
        }
        return first;
    }

    /** The edges that lie on one path alone, with their copies, so that without them the path is gone. */
    private static List<List<Integer>> ownFacts(int[] first, List<int[]> paths) {
        int[] uses = new int[first.length];
        paths.forEach(path -> IntStream.of(path).forEach(edge -> uses[edge]++));
        return paths.stream()
                .map(path -> {
                    Set<Integer> own = IntStream.of(path)
                            .filter(edge -> uses[edge] == 1)
                            .boxed()
                            .collect(Collectors.toSet());
                    return IntStream.range(0, first.length)
                            .filter(e -> own.contains(first[e]))
                            .boxed()
                            .toList();
                })
                .toList();
    }

    private List<PathStep> steps(RelationalGraph graph, int[] path) {
        List<RelationPrediction> composed = chains.apply(IntStream.rangeClosed(1, path.length)
                .mapToObj(length -> chain(graph, path, length))
                .toList());
        return IntStream.range(0, path.length)
                .mapToObj(i -> new PathStep(
                        path[i],
                        graph.head(path[i]),
                        relations.name(graph.relation(path[i])),
                        graph.tail(path[i]),
                        composed.get(i),
                        possible(composed.get(i))))
                .toList();
    }

    private static RelationalInstance chain(RelationalGraph graph, int[] path, int length) {
        RelationalGraph alone = RelationalGraph.of(
                length + 1,
                IntStream.range(0, length).toArray(),
                IntStream.rangeClosed(1, length).toArray(),
                IntStream.range(0, length).map(i -> graph.relation(path[i])).toArray());
        return new RelationalInstance(alone, 0, length, 0);
    }

    private List<String> possible(RelationPrediction prediction) {
        double least = Math.log(prediction.probability(prediction.relation())) - margin;
        return IntStream.range(0, relations.size())
                .filter(r -> Math.log(prediction.probability(r)) >= least)
                .mapToObj(relations::name)
                .toList();
    }
}
