package io.github.sibyl4j.reasoning.generate;

import java.util.ArrayList;
import java.util.List;

/** A path between head and tail, some of whose edges may be replaced by several branches. */
final class StarPath {
    private final List<Segment> segments = new ArrayList<>();

    StarPath(List<Integer> relations) {
        relations.forEach(relation -> segments.add(new Segment(relation, List.of())));
    }

    List<Segment> segments() {
        return segments;
    }

    /** Puts branches, each a list of relations, in the place of an edge. */
    void nest(int segment, List<List<Integer>> branches) {
        segments.set(segment, new Segment(segments.get(segment).relation, branches));
    }

    /** Nodes strictly between both ends. */
    int innerNodes() {
        return segments.size()
                - 1
                + segments.stream()
                        .flatMap(segment -> segment.branches.stream())
                        .mapToInt(branch -> branch.size() - 1)
                        .sum();
    }

    /** An edge with its relation, or the branches that stand for it. */
    record Segment(int relation, List<List<Integer>> branches) {
        boolean nested() {
            return !branches.isEmpty();
        }
    }
}
