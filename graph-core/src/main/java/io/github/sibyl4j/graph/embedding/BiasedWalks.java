package io.github.sibyl4j.graph.embedding;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Walks of second order (Grover and Leskovec, KDD 2016): having come from {@code t} to {@code v}, the next node is {@code x} with
 * probability proportional to {@code alpha w(v, x)}, where {@code alpha} is {@code 1 / p} for {@code x = t}, 1 if an edge leads
 * from {@code t} to {@code x}, and {@code 1 / q} otherwise. A step is drawn by the weights and rejected by alpha, so no more
 * memory is taken than for the edges.
 */
final class BiasedWalks implements Walks {
    /** The edges of node {@code v} stand from {@code first[v]} to {@code first[v + 1]}, by their targets. */
    private final int[] first;

    private final int[] target;
    /** The weights of a node's edges up to this one; null where all weigh 1. */
    private final double[] upTo;

    private final boolean[] connected;
    private final double back;
    private final double near;
    private final double away;

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if a weight is negative */
    BiasedWalks(GraphTensor graph, double p, double q) {
        double most = Math.max(1, Math.max(1 / p, 1 / q));
        back = 1 / p / most;
        near = 1 / most;
        away = 1 / q / most;
        int[] order = IntStream.range(0, graph.edgeCount())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(graph::source).thenComparingInt(graph::target))
                .mapToInt(Integer::intValue)
                .toArray();
        connected = new boolean[graph.nodeCount()];
        first = new int[graph.nodeCount() + 1];
        target = new int[order.length];
        upTo = graph.isWeighted() ? new double[order.length] : null;
        for (int i = 0; i < order.length; i++) {
            int e = order[i];
            require(
                    graph.weight(e) >= 0,
                    "the edge from node %d to node %d weighs %s, walks need weights that are not negative",
                    graph.source(e),
                    graph.target(e),
                    graph.weight(e));
            if (graph.weight(e) > 0 && graph.source(e) != graph.target(e)) {
                connected[graph.source(e)] = true;
                connected[graph.target(e)] = true;
            }
            first[graph.source(e) + 1] = i + 1;
            target[i] = graph.target(e);
            if (upTo != null) {
                boolean begins = i == 0 || graph.source(order[i - 1]) != graph.source(e);
                upTo[i] = graph.weight(e) + (begins ? 0 : upTo[i - 1]);
            }
        }
        for (int node = 0; node < graph.nodeCount(); node++) {
            first[node + 1] = Math.max(first[node + 1], first[node]);
        }
    }

    @Override
    public int nodes() {
        return first.length - 1;
    }

    @Override
    public int[] isolatedNodes() {
        return IntStream.range(0, nodes()).filter(node -> !connected[node]).toArray();
    }

    @Override
    public int[] from(int start, int length, SplittableRandom random) {
        int[] walk = new int[length];
        walk[0] = start;
        for (int i = 1; i < length; i++) {
            int here = walk[i - 1];
            if (!hasWayOn(here)) {
                return Arrays.copyOf(walk, i);
            }
            walk[i] = i == 1 ? step(here, random) : step(walk[i - 2], here, random);
        }
        return walk;
    }

    private boolean hasWayOn(int node) {
        int end = first[node + 1];
        return end > first[node] && (upTo == null || upTo[end - 1] > 0);
    }

    private int step(int before, int here, SplittableRandom random) {
        while (true) {
            int next = step(here, random);
            double alpha = next == before ? back : isEdge(before, next) ? near : away;
            // What is certain needs no draw: with p = q = 1 a walk is one of first order.
            if (alpha == 1 || random.nextDouble() < alpha) {
                return next;
            }
        }
    }

    private int step(int here, SplittableRandom random) {
        int from = first[here];
        int to = first[here + 1];
        if (upTo == null) {
            return target[from + random.nextInt(to - from)];
        }
        double share = random.nextDouble() * upTo[to - 1];
        int low = from;
        int high = to - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] <= share) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return target[low];
    }

    private boolean isEdge(int from, int to) {
        return Arrays.binarySearch(target, first[from], first[from + 1], to) >= 0;
    }
}
