package io.github.sibyl4j.graph.pretrain;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Edges against as many random pairs of different nodes without an edge: with {@code g = relu(A h / |h| + a)} the logit of a
 * pair is {@code b . (g_u g_v) + c}, and the mean binary cross entropy is lost. Some features are dropped; messages still pass
 * along the edges that are asked about, as in the published code.
 */
final class LinkReconstruction extends Pretext {
    private static final double DROPOUT = 0.4;

    private final Head head;

    LinkReconstruction(int embedding, int width, Seed seed) {
        head = part("head", new Head(embedding, width, 1, seed));
    }

    /**
     * The edges of a graph between different nodes, by {@link #key}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are none, or no other pairs
     */
    static Set<Long> requireLinks(GraphTensor graph) {
        Set<Long> edges = edges(graph);
        require(
                !edges.isEmpty(),
                "%s has no edges between different nodes to learn LINKS from: leave that task out, or raise batch if it is"
                        + " part of a larger graph",
                graph);
        long pairs = (long) graph.nodeCount() * (graph.nodeCount() - 1);
        require(
                edges.size() < pairs,
                "in %s every node leads to every other, so LINKS finds no pairs that are none: leave that task out, or raise"
                        + " batch if it is part of a larger graph",
                graph);
        return edges;
    }

    private static Set<Long> edges(GraphTensor graph) {
        Set<Long> edges = new HashSet<>();
        for (int e = 0; e < graph.edgeCount(); e++) {
            if (graph.source(e) != graph.target(e)) {
                edges.add(key(graph, graph.source(e), graph.target(e)));
            }
        }
        return edges;
    }

    private static long key(GraphTensor graph, int from, int to) {
        return (long) from * graph.nodeCount() + to;
    }

    @Override
    Tensor loss(StackedEncoder encoder, StepGraph step, Seed seed) {
        GraphTensor graph = step.graph();
        Set<Long> edges = requireLinks(graph);
        int[] links = IntStream.of(seed.split("links").permutation(graph.edgeCount()))
                .filter(e -> graph.source(e) != graph.target(e))
                .limit(step.roots().length)
                .toArray();
        int[][] pairs = {
            Arrays.copyOf(Arrays.stream(links).map(graph::source).toArray(), 2 * links.length),
            Arrays.copyOf(Arrays.stream(links).map(graph::target).toArray(), 2 * links.length)
        };
        drawOthers(graph, edges, pairs, links.length, seed.split("others").random());
        Tensor h = encoder.forwardTraining(Views.dropout(step.features(), DROPOUT, seed.split("features")), graph);
        Tensor g = head.hidden(unit(h));
        Tensor logits = head.readout(g.gather(pairs[0]).mul(g.gather(pairs[1])));
        return loss(logits.reshape(2 * links.length));
    }

    private static void drawOthers(
            GraphTensor graph, Set<Long> edges, int[][] pairs, int from, SplittableRandom random) {
        for (int i = from; i < pairs[0].length; i++) {
            do {
                pairs[0][i] = random.nextInt(graph.nodeCount());
                pairs[1][i] = random.nextInt(graph.nodeCount());
            } while (pairs[0][i] == pairs[1][i] || edges.contains(key(graph, pairs[0][i], pairs[1][i])));
        }
    }

    /** @param logits {@code [pair]}, links in the first half */
    static Tensor loss(Tensor logits) {
        float[] targets = new float[logits.size(0)];
        Arrays.fill(targets, 0, targets.length / 2, 1);
        return Losses.binaryCrossEntropyWithLogits(logits, Tensor.of(targets, targets.length), null);
    }
}
