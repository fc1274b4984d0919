package io.github.sibyl4j.reasoning.generate;

import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * What generated and published files are compared by.
 *
 * @param targets how often each relation is the target, for those that are
 * @param edgeShares the share of edges that carry each relation, by name
 * @param distinct graphs that differ in edges, relations or their order
 */
public record DatasetStatistics(
        int rows,
        Map<String, Integer> targets,
        Spread entities,
        Spread edges,
        Map<String, Double> edgeShares,
        int distinct) {

    /** Mean, variance (over n - 1) and range of a count. */
    public record Spread(int count, double mean, double variance, int least, int most) {
        static Spread of(List<RelationalInstance> instances, ToIntFunction<RelationalInstance> size) {
            int[] sizes = instances.stream().mapToInt(size).toArray();
            double mean = Arrays.stream(sizes).average().orElseThrow();
            double squares = Arrays.stream(sizes)
                    .mapToDouble(s -> (s - mean) * (s - mean))
                    .sum();
            return new Spread(
                    sizes.length,
                    mean,
                    sizes.length == 1 ? 0 : squares / (sizes.length - 1),
                    Arrays.stream(sizes).min().orElseThrow(),
                    Arrays.stream(sizes).max().orElseThrow());
        }

        /** How many standard errors the means of two samples lie apart; 0 where neither varies and both are equal. */
        public double standardErrorsFrom(Spread other) {
            double difference = mean - other.mean;
            return difference == 0 ? 0 : difference / Math.sqrt(variance / count + other.variance / other.count);
        }
    }

    public static DatasetStatistics of(RelationalDataset dataset) {
        Map<String, Integer> targets = new TreeMap<>();
        long[] carried = new long[dataset.relations().size()];
        Set<RelationalGraph> graphs = new HashSet<>();
        for (RelationalInstance instance : dataset.instances()) {
            targets.merge(dataset.relations().name(instance.target()), 1, Integer::sum);
            RelationalGraph graph = instance.graph();
            graphs.add(graph);
            for (int e = 0; e < graph.edges(); e++) {
                carried[graph.relation(e)]++;
            }
        }
        double edges = Arrays.stream(carried).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int r = 0; r < carried.length; r++) {
            shares.put(dataset.relations().name(r), carried[r] / edges);
        }
        return new DatasetStatistics(
                dataset.size(),
                targets,
                Spread.of(dataset.instances(), instance -> instance.graph().entities()),
                Spread.of(dataset.instances(), instance -> instance.graph().edges()),
                shares,
                graphs.size());
    }

    /** Whether every target occurs equally often. */
    public boolean balanced() {
        return new HashSet<>(targets.values()).size() == 1;
    }

    /** The largest difference between the shares of edges that carry a relation. */
    public double edgeShareDistance(DatasetStatistics other) {
        Set<String> names = new HashSet<>(edgeShares.keySet());
        names.addAll(other.edgeShares.keySet());
        return names.stream()
                .mapToDouble(
                        name -> Math.abs(edgeShares.getOrDefault(name, 0.0) - other.edgeShares.getOrDefault(name, 0.0)))
                .max()
                .orElseThrow();
    }
}
