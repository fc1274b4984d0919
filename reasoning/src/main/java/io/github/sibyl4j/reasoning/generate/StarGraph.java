package io.github.sibyl4j.reasoning.generate;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers the nodes of paths between the same head and tail: head 0, then along each path and branch in turn, tail last. */
final class StarGraph {
    private final IntStream.Builder heads = IntStream.builder();
    private final IntStream.Builder tails = IntStream.builder();
    private final IntStream.Builder relations = IntStream.builder();
    private int numbered = 1;

    private StarGraph() {}

    static RelationalInstance of(List<StarPath> paths, int target) {
        StarGraph graph = new StarGraph();
        int tail = 1 + paths.stream().mapToInt(StarPath::innerNodes).sum();
        paths.forEach(path -> graph.add(path, tail));
        return new RelationalInstance(
                RelationalGraph.of(
                        tail + 1,
                        graph.heads.build().toArray(),
                        graph.tails.build().toArray(),
                        graph.relations.build().toArray()),
                0,
                tail,
                target);
    }

    private void add(StarPath path, int tail) {
        int from = 0;
        List<StarPath.Segment> segments = path.segments();
        for (int s = 0; s < segments.size(); s++) {
            StarPath.Segment segment = segments.get(s);
            boolean last = s == segments.size() - 1;
            int inside = segment.branches().stream()
                    .mapToInt(branch -> branch.size() - 1)
                    .sum();
            int to = last ? tail : numbered + inside;
            if (segment.nested()) {
                for (List<Integer> branch : segment.branches()) {
                    chain(from, branch, to);
                }
            } else {
                edge(from, segment.relation(), to);
            }
            if (!last) {
                numbered++;
            }
            from = to;
        }
    }

    private void chain(int from, List<Integer> branch, int to) {
        int at = from;
        for (int i = 0; i < branch.size(); i++) {
            int next = i == branch.size() - 1 ? to : numbered++;
            edge(at, branch.get(i), next);
            at = next;
        }
    }

    private void edge(int from, int relation, int to) {
        heads.add(from);
        tails.add(to);
        relations.add(relation);
    }
}
