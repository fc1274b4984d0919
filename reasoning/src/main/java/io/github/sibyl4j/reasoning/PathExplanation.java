package io.github.sibyl4j.reasoning;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An answer by the paths that lead from head to tail, see {@link PathExplainer}.
 *
 * @param paths the shortest first; of equally long ones the one whose first different edge has the lower number
 * @param complete false if there are more paths than these
 */
public record PathExplanation(
        RelationVocabulary relations,
        RelationalGraph graph,
        int head,
        int tail,
        RelationPrediction prediction,
        List<String> possible,
        List<ExplainedPath> paths,
        boolean complete)
        implements Explanation {

    public PathExplanation {
        possible = List.copyOf(possible);
        paths = List.copyOf(paths);
    }

    @Override
    public int[] facts() {
        return paths.stream()
                .flatMap(path -> path.steps().stream())
                .mapToInt(PathStep::edge)
                .distinct()
                .sorted()
                .toArray();
    }

    /** What each path says of the entities on it, without its first edge, which is a fact. */
    @Override
    public List<Conclusion> conclusions() {
        return paths.stream()
                .flatMap(path -> path.steps().stream().skip(1))
                .map(step -> new Conclusion(head, step.to(), step.possible()))
                .distinct()
                .toList();
    }

    /** The relations that are ruled out, though each path on its own allows them. */
    public List<String> ruledOutTogether() {
        return relations.names().stream()
                .filter(name -> !possible.contains(name))
                .filter(name -> paths.stream().allMatch(path -> path.possible().contains(name)))
                .toList();
    }

    @Override
    public String text(IntFunction<String> entity) {
        StringBuilder text = new StringBuilder();
        if (!prediction.connected()) {
            return text.append("no path joins ")
                    .append(entity.apply(head))
                    .append(" and ")
                    .append(entity.apply(tail))
                    .append(", not even against the edges: nothing is known, all ")
                    .append(relations.size())
                    .append(" relations are equally probable\n")
                    .toString();
        }
        if (prediction.contradictory()) {
            return text.append("the facts leave no relation from ")
                    .append(entity.apply(head))
                    .append(" to ")
                    .append(entity.apply(tail))
                    .append(": they contradict each other, or the one that holds is not among those known\n")
                    .toString();
        }
        text.append(String.format(
                Locale.ROOT,
                "from %s to %s: %s, probability %.3f; not ruled out: %s%n",
                entity.apply(head),
                entity.apply(tail),
                prediction.name(),
                prediction.probability(prediction.relation()),
                prediction.text(possible)));
        if (prediction.beyondHorizon()) {
            text.append("the entities are ")
                    .append(prediction.distance())
                    .append(" edges apart, farther than the model sees: do not rely on this\n");
        }
        if (paths.isEmpty()) {
            return text.append("no path leads from ")
                    .append(entity.apply(head))
                    .append(" to ")
                    .append(entity.apply(tail))
                    .append(" along the edges, so none explains the answer\n")
                    .toString();
        }
        for (int i = 0; i < paths.size(); i++) {
            text.append("path ").append(i + 1).append('\n');
            paths.get(i).addTo(text, head, entity);
        }
        if (!ruledOutTogether().isEmpty()) {
            text.append("ruled out by no path alone: ")
                    .append(String.join(", ", ruledOutTogether()))
                    .append('\n');
        }
        for (String name : possible) {
            String against = IntStream.range(0, paths.size())
                    .filter(i -> !paths.get(i).possible().contains(name))
                    .mapToObj(i -> "path " + (i + 1))
                    .collect(Collectors.joining(", "));
            if (!against.isEmpty()) {
                text.append(name)
                        .append(" is left, although ruled out by ")
                        .append(against)
                        .append('\n');
            }
        }
        if (!complete) {
            text.append("there are more paths than these ").append(paths.size()).append('\n');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
