package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nodes of a graph in clusters of about the same size with few edges between them, for Cluster-GCN (Chiang et al., KDD
 * 2019), as PyTorch Geometric's {@code ClusterData}. No cluster is empty, and none has more than 1.03 times the mean size,
 * rounded up.
 *
 * <p>PyTorch Geometric partitions with METIS, which is not there on the JVM, and JGraphT clusters without balance. This is a
 * seeded multilevel partition after the same papers, in its plain form: heavy-edge matching down to a small graph, parts
 * grown breadth first there, and greedy k-way refinement back up. Directions and weights of edges are of no account.
 */
public final class ClusterPartition {
    private static final double IMBALANCE = 1.03;
    private static final int COARSEST_PER_PART = 20;
    /** Matching that joins fewer nodes than one in twenty is not worth another level. */
    private static final double LEAST_SHRINKAGE = 0.95;

    private final int[] clusterOf;
    private final int[] starts;
    private final int[] members;

    private ClusterPartition(int[] clusterOf, int clusters) {
        this.clusterOf = clusterOf;
        starts = new int[clusters + 1];
        for (int cluster : clusterOf) {
            starts[cluster + 1]++;
        }
        for (int c = 0; c < clusters; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        members = new int[clusterOf.length];
        for (int node = 0; node < clusterOf.length; node++) {
            members[next[clusterOf[node]]++] = node;
        }
    }

    /**
     * Partitions a graph.
     *
     * @param clusters how many
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are fewer nodes than clusters
     */
    public static ClusterPartition of(GraphTensor graph, int clusters, Seed seed) {
        require(
                clusters >= 1 && clusters <= graph.nodeCount(),
                "a graph of %d nodes can have 1 to %d clusters, found %d",
                graph.nodeCount(),
                graph.nodeCount(),
                clusters);
        List<CoarseGraph> levels = new ArrayList<>(List.of(CoarseGraph.of(graph)));
        List<int[]> coarse = new ArrayList<>();
        int coarsest = Math.max(COARSEST_PER_PART * clusters, 2);
        int heaviest = Math.max(1, (int) (1.5 * graph.nodeCount() / coarsest));
        while (last(levels).nodes() > coarsest) {
            CoarseGraph fine = last(levels);
            int[] matching = fine.matching(heaviest, seed.split("matching").split(levels.size()));
            CoarseGraph next = fine.contracted(matching);
            if (next.nodes() > LEAST_SHRINKAGE * fine.nodes()) {
                break;
            }
            coarse.add(matching);
            levels.add(next);
        }
        long room = (long) Math.ceil(IMBALANCE * graph.nodeCount() / clusters);
        int[] part = grown(last(levels), clusters, seed.split("growth"));
        for (int level = levels.size() - 1; level >= 0; level--) {
            CoarseGraph here = levels.get(level);
            if (level < coarse.size()) {
                int[] above = part;
                part = IntStream.of(coarse.get(level)).map(node -> above[node]).toArray();
            }
            Seed order = seed.split("refinement").split(level);
            int largest = Arrays.stream(here.nodeWeight()).max().orElse(1);
            long roomHere = Math.max(room, graph.nodeCount() / clusters + largest);
            new KWayRefinement(here, part, clusters, roomHere).run(order);
        }
        KWayRefinement last = new KWayRefinement(levels.get(0), part, clusters, room);
        last.balance(seed.split("balance"));
        last.run(seed.split("last"));
        last.balance(seed.split("last balance"));
        return new ClusterPartition(part, clusters);
    }

    private static CoarseGraph last(List<CoarseGraph> levels) {
        return levels.get(levels.size() - 1);
    }

    /** Parts that grow breadth first from random nodes until each has its share of what is left. */
    private static int[] grown(CoarseGraph graph, int parts, Seed seed) {
        int[] part = new int[graph.nodes()];
        Arrays.fill(part, -1);
        int[] order = seed.permutation(graph.nodes());
        int[] queue = new int[graph.nodes()];
        long left = Arrays.stream(graph.nodeWeight()).asLongStream().sum();
        int fresh = 0;
        for (int p = 0; p < parts; p++) {
            long share = left / (parts - p);
            long weight = 0;
            int head = 0;
            int tail = 0;
            while (weight < share || p == parts - 1) {
                if (head == tail) {
                    while (fresh < order.length && part[order[fresh]] >= 0) {
                        fresh++;
                    }
                    if (fresh == order.length) {
                        break;
                    }
                    head = 0;
                    tail = 0;
                    queue[tail++] = order[fresh];
                    part[order[fresh]] = p;
                }
                int node = queue[head++];
                weight += graph.nodeWeight()[node];
                for (int i = graph.starts()[node]; i < graph.starts()[node + 1]; i++) {
                    int other = graph.neighbour()[i];
                    if (part[other] < 0) {
                        part[other] = p;
                        queue[tail++] = other;
                    }
                }
            }
            // What waits in the queue was not counted yet and is free again.
            for (int i = head; i < tail; i++) {
                part[queue[i]] = -1;
            }
            fresh = tail > head ? 0 : fresh;
            left -= weight;
        }
        return part;
    }

    public int clusters() {
        return starts.length - 1;
    }

    public int nodeCount() {
        return clusterOf.length;
    }

    /** The cluster of a node. */
    public int clusterOf(int node) {
        require(
                node >= 0 && node < clusterOf.length,
                "node %d does not exist: the nodes are 0 to %d",
                node,
                clusterOf.length - 1);
        return clusterOf[node];
    }

    /** The nodes of a cluster, in the order of their numbers. */
    public int[] nodes(int cluster) {
        require(
                cluster >= 0 && cluster < clusters(),
                "cluster %d does not exist: the clusters are 0 to %d",
                cluster,
                clusters() - 1);
        return Arrays.copyOfRange(members, starts[cluster], starts[cluster + 1]);
    }

    /**
     * How many edges of the graph lead from one cluster to another.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if it has not the nodes of the graph that was partitioned
     */
    public long cutEdges(GraphTensor graph) {
        require(
                graph.nodeCount() == clusterOf.length,
                "the partition is of a graph of %d nodes, found one of %d: give the graph that was partitioned",
                clusterOf.length,
                graph.nodeCount());
        return IntStream.range(0, graph.edgeCount())
                .filter(e -> clusterOf[graph.source(e)] != clusterOf[graph.target(e)])
                .count();
    }
}
