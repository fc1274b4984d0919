package io.github.sibyl4j.graph.sampling;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IncomingEdges;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;

/**
 * An undirected graph on its way from fine to coarse: a node stands for {@code nodeWeight} nodes of the finest graph, an
 * edge for {@code weight} edges.
 *
 * @param starts where the neighbours of every node begin, and behind them the number of all
 */
record CoarseGraph(int[] starts, int[] neighbour, int[] weight, int[] nodeWeight) {

    /** Both directions of every edge, parallel ones as one, without loops. */
    static CoarseGraph of(GraphTensor graph) {
        GraphTensor simple = GraphTensor.of(graph.nodeCount(), ends(graph, true), ends(graph, false));
        IncomingEdges edges = simple.incoming();
        int[] starts = new int[graph.nodeCount() + 1];
        int[] neighbour = new int[simple.edgeCount()];
        int count = 0;
        int[] last = new int[graph.nodeCount()];
        Arrays.fill(last, -1);
        for (int node = 0; node < graph.nodeCount(); node++) {
            for (int place = edges.begin(node); place < edges.end(node); place++) {
                int other = edges.source(place);
                if (other != node && last[other] != node) {
                    last[other] = node;
                    neighbour[count++] = other;
                }
            }
            starts[node + 1] = count;
        }
        int[] weight = new int[count];
        int[] nodeWeight = new int[graph.nodeCount()];
        Arrays.fill(weight, 1);
        Arrays.fill(nodeWeight, 1);
        return new CoarseGraph(starts, Arrays.copyOf(neighbour, count), weight, nodeWeight);
    }

    private static int[] ends(GraphTensor graph, boolean sources) {
        int edges = graph.edgeCount();
        int[] ends = new int[Math.multiplyExact(2, edges)];
        for (int e = 0; e < edges; e++) {
            ends[e] = sources ? graph.source(e) : graph.target(e);
            ends[edges + e] = sources ? graph.target(e) : graph.source(e);
        }
        return ends;
    }

    int nodes() {
        return nodeWeight.length;
    }

    /**
     * Heavy-edge matching (Karypis and Kumar, SIAM Journal on Scientific Computing 1998): in random order, every node is
     * joined with the neighbour still alone that the heaviest edge leads to.
     *
     * @param heaviest joined nodes weigh no more
     * @return the coarse node of every node
     */
    int[] matching(int heaviest, Seed seed) {
        int[] coarse = new int[nodes()];
        Arrays.fill(coarse, -1);
        int count = 0;
        for (int node : seed.permutation(nodes())) {
            if (coarse[node] >= 0) {
                continue;
            }
            int partner = -1;
            int most = 0;
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                int other = neighbour[i];
                if (coarse[other] < 0 && weight[i] > most && nodeWeight[node] + nodeWeight[other] <= heaviest) {
                    partner = other;
                    most = weight[i];
                }
            }
            if (partner >= 0) {
                coarse[partner] = count;
            }
            coarse[node] = count++;
        }
        return coarse;
    }

    /** The graph of the coarse nodes. */
    CoarseGraph contracted(int[] coarse) {
        int count = Arrays.stream(coarse).max().orElse(-1) + 1;
        int[] first = new int[count];
        int[] second = new int[count];
        Arrays.fill(first, -1);
        Arrays.fill(second, -1);
        int[] nodeWeights = new int[count];
        for (int node = 0; node < nodes(); node++) {
            nodeWeights[coarse[node]] += nodeWeight[node];
            if (first[coarse[node]] < 0) {
                first[coarse[node]] = node;
            } else {
                second[coarse[node]] = node;
            }
        }
        int[] begins = new int[count + 1];
        int[] neighbours = new int[neighbour.length];
        int[] weights = new int[neighbour.length];
        int[] place = new int[count];
        Arrays.fill(place, -1);
        int edges = 0;
        for (int node = 0; node < count; node++) {
            for (int member : new int[] {first[node], second[node]}) {
                for (int i = member < 0 ? 0 : starts[member]; i < (member < 0 ? 0 : starts[member + 1]); i++) {
                    int other = coarse[neighbour[i]];
                    if (other == node) {
                        continue;
                    }
                    if (place[other] < begins[node]) {
                        place[other] = edges;
                        neighbours[edges++] = other;
                    }
                    weights[place[other]] += weight[i];
                }
            }
            begins[node + 1] = edges;
        }
        return new CoarseGraph(begins, Arrays.copyOf(neighbours, edges), Arrays.copyOf(weights, edges), nodeWeights);
    }
}
