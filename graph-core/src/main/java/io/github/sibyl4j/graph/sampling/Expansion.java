package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IncomingEdges;
import java.util.SplittableRandom;

/** One thread's work on samples, with memory that is used again. */
final class Expansion {
    private final GraphTensor graph;
    private final IncomingEdges incoming;
    private final NeighborSampling sampling;
    private final Relabelling local;
    /** Which of a node's edges were drawn. */
    private final Relabelling drawn;

    private final IntList nodes = new IntList();
    private final IntList source = new IntList();
    private final IntList target = new IntList();
    private final IntList edges = new IntList();
    private boolean keepsEdges;

    Expansion(GraphTensor graph, IncomingEdges incoming, NeighborSampling sampling, int largestDegree) {
        this.graph = graph;
        this.incoming = incoming;
        this.sampling = sampling;
        local = new Relabelling(graph.nodeCount());
        drawn = new Relabelling(largestDegree);
    }

    SampledSubgraph run(int[] seeds, SplittableRandom random) {
        begin(seeds);
        keepsEdges = sampling.subgraphType() != SubgraphType.INDUCED;
        int[] nodesUpTo = new int[sampling.hops() + 1];
        int[] edgesUpTo = new int[sampling.hops() + 1];
        nodesUpTo[0] = seeds.length;
        int begin = 0;
        for (int hop = 1; hop <= sampling.hops(); hop++) {
            int fanOut = sampling.fanOuts().get(hop - 1);
            int end = nodes.size();
            requireRoom(begin, end, hop, fanOut);
            for (int i = begin; i < end; i++) {
                expand(i, fanOut, random);
            }
            begin = end;
            nodesUpTo[hop] = nodes.size();
            edgesUpTo[hop] = edges.size();
        }
        switch (sampling.subgraphType()) {
            case DIRECTIONAL:
                return subgraph(seeds.length, nodesUpTo, edgesUpTo);
            case BIDIRECTIONAL:
                return bothWays(seeds.length);
            default:
                return induced(seeds.length);
        }
    }

    /** All edges between distinct nodes, all of which count as seeds. */
    SampledSubgraph between(int[] seeds) {
        begin(seeds);
        return induced(seeds.length);
    }

    private void begin(int[] seeds) {
        local.clear();
        nodes.clear();
        source.clear();
        target.clear();
        edges.clear();
        for (int node : seeds) {
            require(
                    local.add(node) == nodes.size(),
                    "node %d occurs twice among the seeds of a sample: give each once",
                    node);
            nodes.add(node);
        }
    }

    /** Only with replacement may there be more samples than the graph has edges. */
    private void requireRoom(int begin, int end, int hop, int fanOut) {
        if (!sampling.replace() || !keepsEdges || fanOut == NeighborSampling.ALL) {
            return;
        }
        long drawing = 0;
        for (int i = begin; i < end; i++) {
            drawing += incoming.begin(nodes.get(i)) < incoming.end(nodes.get(i)) ? 1 : 0;
        }
        // Bidirectional subgraphs hold every edge twice.
        int most = sampling.subgraphType() == SubgraphType.BIDIRECTIONAL ? IntList.MOST / 2 : IntList.MOST;
        require(
                edges.size() + drawing * fanOut <= most,
                "with replacement, hop %d of a sample draws %d edges for each of %d nodes, and a sample holds %d at most:"
                        + " lower the fan-out, sample for fewer nodes, or sample without replacement",
                hop,
                fanOut,
                drawing,
                most);
    }

    private void expand(int i, int fanOut, SplittableRandom random) {
        int node = nodes.get(i);
        int begin = incoming.begin(node);
        int degree = incoming.end(node) - begin;
        if (degree == 0) {
            return;
        }
        if (fanOut == NeighborSampling.ALL || !sampling.replace() && fanOut >= degree) {
            for (int place = begin; place < begin + degree; place++) {
                take(place, i);
            }
        } else if (sampling.replace()) {
            for (int j = 0; j < fanOut; j++) {
                take(begin + random.nextInt(degree), i);
            }
        } else {
            // Floyd's algorithm (Bentley, CACM 1987): as many draws as samples, whatever the degree.
            drawn.clear();
            for (int last = degree - fanOut; last < degree; last++) {
                int candidate = random.nextInt(last + 1);
                int before = drawn.count();
                if (drawn.add(candidate) != before) {
                    candidate = last;
                    drawn.add(last);
                }
                take(begin + candidate, i);
            }
        }
    }

    private void take(int place, int i) {
        int other = incoming.source(place);
        int number = local.add(other);
        if (number == nodes.size()) {
            nodes.add(other);
        }
        if (keepsEdges) {
            source.add(number);
            target.add(i);
            edges.add(incoming.edge(place));
        }
    }

    private SampledSubgraph subgraph(int seeds, int[] nodesUpTo, int[] edgesUpTo) {
        return new SampledSubgraph(
                graph,
                nodes.toArray(),
                seeds,
                source.toArray(),
                target.toArray(),
                edges.toArray(),
                nodesUpTo,
                edgesUpTo);
    }

    private SampledSubgraph induced(int seeds) {
        for (int i = 0; i < nodes.size(); i++) {
            for (int place = incoming.begin(nodes.get(i)); place < incoming.end(nodes.get(i)); place++) {
                int number = local.get(incoming.source(place));
                if (number != Relabelling.ABSENT) {
                    source.add(number);
                    target.add(i);
                    edges.add(incoming.edge(place));
                }
            }
        }
        return subgraph(seeds, null, null);
    }

    /** A turned edge has the number, and with it the weight, of the edge that was sampled; of several the first one's. */
    private SampledSubgraph bothWays(int seeds) {
        int count = edges.size();
        int[] bySource = new int[2 * count];
        int[] byTarget = new int[2 * count];
        int[] edge = new int[2 * count];
        for (int e = 0; e < count; e++) {
            bySource[e] = source.get(e);
            byTarget[e] = target.get(e);
            bySource[count + e] = target.get(e);
            byTarget[count + e] = source.get(e);
            edge[e] = edges.get(e);
            edge[count + e] = edges.get(e);
        }
        // Edge by edge of the graph with all ends turned: by source there is by target here.
        GraphTensor turned = GraphTensor.of(nodes.size(), byTarget, bySource);
        int[] firsts = turned.distinctEdges();
        source.clear();
        target.clear();
        edges.clear();
        for (int first : firsts) {
            source.add(bySource[first]);
            target.add(byTarget[first]);
            edges.add(edge[first]);
        }
        return subgraph(seeds, null, null);
    }
}
