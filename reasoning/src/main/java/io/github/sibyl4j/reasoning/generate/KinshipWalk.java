package io.github.sibyl4j.reasoning.generate;

import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A walk through a family from one person to another that the rules reduce to the relation of both. */
final class KinshipWalk {
    private final Family family;
    private final List<Integer> people = new ArrayList<>();
    private final Set<Long> used = new HashSet<>();

    private KinshipWalk(Family family, int head, int tail) {
        this.family = family;
        people.add(head);
        people.add(tail);
        use(head, tail);
    }

    /**
     * Starts from one edge and replaces a random one by two edges over a third person, as a rule allows, until there
     * are {@code k}; no two people are joined twice, also not by an edge that was replaced. Empty if it got stuck.
     */
    static Optional<KinshipWalk> random(Family family, int head, int tail, int k, SplittableRandom random) {
        KinshipWalk walk = new KinshipWalk(family, head, tail);
        while (walk.people.size() <= k) {
            if (!walk.grow(random)) {
                return Optional.empty();
            }
        }
        return Optional.of(walk);
    }

    private boolean grow(SplittableRandom random) {
        List<Integer> edges =
                IntStream.range(0, people.size() - 1).boxed().collect(Collectors.toCollection(ArrayList::new));
        while (!edges.isEmpty()) {
            int edge = edges.remove(random.nextInt(edges.size()));
            int u = people.get(edge);
            int v = people.get(edge + 1);
            int[] between = IntStream.range(0, family.people())
                    .filter(x -> explains(u, x, v))
                    .toArray();
            if (between.length > 0) {
                int x = between[random.nextInt(between.length)];
                people.add(edge + 1, x);
                use(u, x);
                use(x, v);
                return true;
            }
        }
        return false;
    }

    private boolean explains(int u, int x, int v) {
        Kinship left = family.kinship(u, x);
        Kinship right = family.kinship(x, v);
        return left != null
                && right != null
                && !used.contains(edge(u, x))
                && !used.contains(edge(x, v))
                && left.then(right).filter(family.kinship(u, v)::equals).isPresent();
    }

    private void use(int u, int v) {
        used.add(edge(u, v));
    }

    private static long edge(int u, int v) {
        return (long) Math.min(u, v) << Integer.SIZE | Math.max(u, v);
    }

    /** The relations along the walk. */
    List<String> labels() {
        return IntStream.range(0, people.size() - 1)
                .mapToObj(i -> label(people.get(i), people.get(i + 1)))
                .toList();
    }

    /** The relation from its first to its last person. */
    String target() {
        return label(people.get(0), people.get(people.size() - 1));
    }

    private String label(int u, int v) {
        return family.kinship(u, v).name(family.male(v));
    }

    /** People numbered as they are met. */
    RelationalInstance instance(RelationVocabulary relations) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] walk = people.stream()
                .mapToInt(person -> numbers.computeIfAbsent(person, p -> numbers.size()))
                .toArray();
        int edges = walk.length - 1;
        return new RelationalInstance(
                RelationalGraph.of(
                        numbers.size(),
                        IntStream.range(0, edges).map(i -> walk[i]).toArray(),
                        IntStream.range(0, edges).map(i -> walk[i + 1]).toArray(),
                        labels().stream().mapToInt(relations::index).toArray()),
                walk[0],
                walk[edges],
                relations.index(target()));
    }
}
