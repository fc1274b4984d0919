package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.datasets.EdgeListOptions.Duplicates;
import io.github.sibyl4j.graph.GaussianKernel;
import io.github.sibyl4j.graph.GraphTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects edges by sensor id and makes a graph of them, or says why they make none. */
final class EdgeRows {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeRows.class);
    /** A distance matrix of more nodes than this would take more than a gigabyte. */
    private static final int MOST_KERNEL_NODES = 8_000;

    private final String origin;
    private final SensorIndex sensors;
    private final EdgeListOptions options;
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Long, Integer> byPair = new HashMap<>();
    private final Offences unknown = new Offences();
    private final Offences repeated = new Offences();

    /** An edge and its weight, or its distance if a kernel makes the weights. */
    private record Edge(int source, int target, float value, long line) {}

    EdgeRows(String origin, SensorIndex sensors, EdgeListOptions options) {
        this.origin = origin;
        this.sensors = sensors;
        this.options = options;
    }

    void add(long line, String source, String target, float value) {
        int from = sensors.node(source);
        int to = sensors.node(target);
        if (from < 0 || to < 0) {
            String id = from < 0 ? source : target;
            unknown.add("line " + line + " names '" + id + "'" + sensors.hint(id));
            return;
        }
        Edge edge = new Edge(from, to, value, line);
        Integer earlier = byPair.putIfAbsent((long) from << 32 | to, edges.size());
        if (earlier == null) {
            edges.add(edge);
        } else {
            Edge first = edges.get(earlier);
            repeated.add("line " + line + " repeats " + source + " to " + target + " of line " + first.line());
            edges.set(earlier, merged(first, edge));
        }
    }

    /** The graph over all sensors, edges in the order of the file. */
    GraphTensor graph() {
        checkEdges();
        GraphTensor graph =
                options.kernel().isPresent() ? fromDistances(options.kernel().get()) : fromWeights();
        checkIsolated(graph);
        return graph;
    }

    private Edge merged(Edge first, Edge later) {
        return switch (options.duplicates()) {
            case REJECT, FIRST -> first;
            case LAST -> later;
            case SUM -> new Edge(first.source(), first.target(), first.value() + later.value(), first.line());
        };
    }

    private void checkEdges() {
        if (!options.skipUnknown()) {
            unknown.rejectIfAny(
                    origin,
                    unknown.count() + " edge(s) of a sensor that the series does not have",
                    "Expected the ids of the series' " + sensors.size()
                            + " sensors. Correct or remove these lines, leave them out (option skipUnknown), or read"
                            + " the ids as positions 0, 1, 2, ... of the sensors (option byPosition).");
        } else if (unknown.count() > 0) {
            LOG.warn("{}: left out {} edge(s) of unknown sensors: {}", origin, unknown.count(), unknown.places());
        }
        if (options.duplicates() == Duplicates.REJECT) {
            repeated.rejectIfAny(
                    origin,
                    repeated.count() + " edge(s) listed more than once",
                    "Expected each pair of sensors once for each direction. Remove the extra lines, or choose what"
                            + " counts: option duplicates (first, last or sum).");
        } else if (repeated.count() > 0) {
            LOG.warn("{}: {} repeated edge(s) resolved by {}", origin, repeated.count(), options.duplicates());
        }
        require(
                !edges.isEmpty(),
                "%s has no edges below its header. Expected a line for each edge, or no graph at all.",
                origin);
        require(
                options.kernel().isEmpty() || options.duplicates() != Duplicates.SUM,
                "%s: distances cannot be summed. Choose first or last for the option duplicates.",
                origin);
    }

    private void checkIsolated(GraphTensor graph) {
        Offences isolated = new Offences();
        Arrays.stream(graph.isolatedNodes())
                .mapToObj(node -> sensors.ids().get(node))
                .forEach(isolated::add);
        if (!options.allowIsolated()) {
            isolated.rejectIfAny(
                    origin,
                    isolated.count() + " of " + sensors.size() + " sensor(s) without an edge to or from another one",
                    "Add their edges, or accept that they are forecast without neighbours: option allowIsolated.");
        } else if (isolated.count() > 0) {
            LOG.info("{}: {} sensor(s) without neighbours: {}", origin, isolated.count(), isolated.places());
        }
    }

    private GraphTensor fromWeights() {
        int[] source = edges.stream().mapToInt(Edge::source).toArray();
        int[] target = edges.stream().mapToInt(Edge::target).toArray();
        float[] weights = new float[edges.size()];
        boolean allOne = true;
        for (int e = 0; e < weights.length; e++) {
            weights[e] = edges.get(e).value();
            allOne &= weights[e] == 1;
        }
        return allOne
                ? GraphTensor.of(sensors.size(), source, target)
                : GraphTensor.of(sensors.size(), source, target, weights);
    }

    private GraphTensor fromDistances(GaussianKernel kernel) {
        int nodes = sensors.size();
        require(
                nodes <= MOST_KERNEL_NODES,
                "%s: a distance matrix of %d sensors is too large to make weights of. Write the weights"
                        + " exp(-(d/theta)^2) into the file instead.",
                origin,
                nodes);
        double[][] distances = new double[nodes][nodes];
        for (double[] row : distances) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        edges.forEach(edge -> distances[edge.target()][edge.source()] = edge.value());
        GraphTensor graph = kernel.fromDistances(distances);
        LOG.info("{}: the kernel keeps {} of {} edges", origin, graph.edgeCount(), edges.size());
        return graph;
    }
}
