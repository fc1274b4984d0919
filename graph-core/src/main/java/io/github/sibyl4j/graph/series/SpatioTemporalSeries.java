package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Simultaneous series on the nodes of a graph: values {@code [time, node, channel]}, float32, on a regular time axis, with
 * an optional graph over the nodes and optional covariates. A missing value is NaN, and is never counted in a statistic, a
 * loss or a metric. Immutable, and valid by construction.
 */
public final class SpatioTemporalSeries {
    private static final int LISTED = 5;

    private final TimeIndex time;
    private final List<String> nodeIds;
    private final Map<String, Integer> nodeIndex;
    private final List<String> channelNames;
    /** Shared by slices; steps {@code offset .. offset + steps - 1} are this series'. */
    private final float[] values;

    private final int offset;
    private final GraphTensor graph;
    private final Covariates covariates;

    private SpatioTemporalSeries(
            TimeIndex time,
            List<String> nodeIds,
            Map<String, Integer> nodeIndex,
            List<String> channelNames,
            float[] values,
            int offset,
            GraphTensor graph,
            Covariates covariates) {
        this.time = time;
        this.nodeIds = nodeIds;
        this.nodeIndex = nodeIndex;
        this.channelNames = channelNames;
        this.values = values;
        this.offset = offset;
        this.graph = graph;
        this.covariates = covariates;
    }

    /** A series of one channel, {@code values} {@code [time, node]}. */
    public static SpatioTemporalSeries of(TimeIndex time, List<String> nodeIds, float[] values) {
        return of(time, nodeIds, List.of("value"), values);
    }

    /**
     * A series from its values, row-major {@code [time, node, channel]}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no steps, nodes or channels, a name is empty or
     *     occurs twice, the number of values does not fit, or a value is infinite
     */
    public static SpatioTemporalSeries of(
            TimeIndex time, List<String> nodeIds, List<String> channelNames, float[] values) {
        require(time.length() > 0, "a series needs at least one step");
        Map<String, Integer> index = index(nodeIds, "node");
        index(channelNames, "channel");
        long expected = (long) time.length() * nodeIds.size() * channelNames.size();
        require(
                values.length == expected,
                "%d steps of %d nodes and %d channels take %d values, found %d",
                time.length(),
                nodeIds.size(),
                channelNames.size(),
                expected,
                values.length);
        int width = nodeIds.size() * channelNames.size();
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i])) {
                require(
                        false,
                        "the value of %s at %s is %s: replace it by NaN if it is missing",
                        nodeIds.get(i % width / channelNames.size()),
                        time.label(i / width),
                        values[i]);
            }
        }
        return new SpatioTemporalSeries(
                time, List.copyOf(nodeIds), index, List.copyOf(channelNames), values.clone(), 0, null, null);
    }

    private static Map<String, Integer> index(List<String> names, String kind) {
        require(!names.isEmpty(), "a series needs at least one %s", kind);
        Map<String, Integer> index = new HashMap<>();
        for (String name : names) {
            require(name != null && !name.isBlank(), "the %s number %d has no name", kind, index.size());
            require(index.put(name, index.size()) == null, "the %s '%s' occurs twice: rename one of them", kind, name);
        }
        return index;
    }

    public int steps() {
        return time.length();
    }

    public int nodes() {
        return nodeIds.size();
    }

    public int channels() {
        return channelNames.size();
    }

    public TimeIndex time() {
        return time;
    }

    public List<String> nodeIds() {
        return nodeIds;
    }

    public List<String> channelNames() {
        return channelNames;
    }

    /**
     * The position of a node.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such node
     */
    public int nodeIndex(String id) {
        Integer index = nodeIndex.get(id);
        require(index != null, "there is no node '%s'; the nodes are %s", id, listed(nodeIds));
        return index;
    }

    /**
     * Requires the nodes that a model was fitted on, in their order.
     *
     * @param model how the message calls the model
     * @throws io.github.sibyl4j.tensor.InvalidInputException naming the first node that differs
     */
    public void requireNodes(List<String> fitted, String model) {
        int at = 0;
        while (at < Math.min(nodes(), fitted.size()) && nodeIds.get(at).equals(fitted.get(at))) {
            at++;
        }
        require(
                at == nodes() && at == fitted.size(),
                "%s was fitted on %d nodes, the series has %d; they differ first at position %d: %s in the series, %s in"
                        + " the model. Bring the series into the model's order with selectNodes",
                model,
                fitted.size(),
                nodes(),
                at,
                at < nodes() ? "'" + nodeIds.get(at) + "'" : "none",
                at < fitted.size() ? "'" + fitted.get(at) + "'" : "none");
    }

    /** The value of a channel at a node and a step; NaN if missing. */
    public float value(int step, int node, int channel) {
        return values[((offset + step) * nodes() + node) * channels() + channel];
    }

    public boolean observed(int step, int node, int channel) {
        return !Float.isNaN(value(step, node, channel));
    }

    /** A copy of all values, row-major {@code [time, node, channel]}. */
    public float[] values() {
        float[] copy = new float[steps() * nodes() * channels()];
        copyValues(0, steps(), copy, 0);
        return copy;
    }

    /** Copies the steps {@code from} to {@code to - 1} into {@code target}, beginning at {@code at}. */
    public void copyValues(int from, int to, float[] target, int at) {
        int width = nodes() * channels();
        System.arraycopy(values, (offset + from) * width, target, at, (to - from) * width);
    }

    /** The number of missing values. */
    public long missing() {
        long missing = 0;
        int width = nodes() * channels();
        for (int i = offset * width; i < (offset + steps()) * width; i++) {
            missing += Float.isNaN(values[i]) ? 1 : 0;
        }
        return missing;
    }

    /** Nodes with a channel of which no value was observed. */
    public List<String> allMissingNodes() {
        return nodesWith(0);
    }

    /** Nodes with a channel whose observed values are all the same. */
    public List<String> constantNodes() {
        return nodesWith(1);
    }

    /** Nodes with a channel of exactly {@code distinct} (0 or 1) different observed values. */
    private List<String> nodesWith(int distinct) {
        List<String> found = new ArrayList<>();
        for (int node = 0; node < nodes(); node++) {
            for (int channel = 0; channel < channels(); channel++) {
                if (distinctValues(node, channel) == distinct) {
                    found.add(nodeIds.get(node));
                    break;
                }
            }
        }
        return found;
    }

    /** 0, 1, or 2 for more. */
    private int distinctValues(int node, int channel) {
        float first = Float.NaN;
        for (int t = 0; t < steps(); t++) {
            float value = value(t, node, channel);
            if (Float.isNaN(first)) {
                first = value;
            } else if (!Float.isNaN(value) && value != first) {
                return 2;
            }
        }
        return Float.isNaN(first) ? 0 : 1;
    }

    public Optional<GraphTensor> graph() {
        return Optional.ofNullable(graph);
    }

    public Optional<Covariates> covariates() {
        return Optional.ofNullable(covariates);
    }

    /** The same series on a graph whose node {@code i} is this series' node {@code i}. */
    public SpatioTemporalSeries withGraph(GraphTensor newGraph) {
        require(
                newGraph.nodeCount() == nodes(),
                "the graph has %d nodes, the series %d: build the graph over the series' nodes, in their order",
                newGraph.nodeCount(),
                nodes());
        return copy(time, offset, newGraph, covariates);
    }

    /**
     * The same series on a graph whose vertices carry the node ids (their {@code toString()}), in any order. Vertices that
     * are not nodes of the series are left out if they have no edges.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a node has no vertex, or an edge leads to a vertex that is
     *     no node
     */
    public SpatioTemporalSeries withGraph(IndexedGraph<?> named) {
        Map<String, Integer> vertex = new HashMap<>();
        named.vertices().forEach(v -> vertex.put(v.toString(), vertex.size()));
        List<String> absent =
                nodeIds.stream().filter(id -> !vertex.containsKey(id)).toList();
        require(
                absent.isEmpty(),
                "%d of the series' nodes are not in the graph: %s. Add them as vertices, or leave them out with"
                        + " selectNodes",
                absent.size(),
                listed(absent));
        GraphTensor given = named.tensor();
        Set<String> unknown = new HashSet<>();
        for (int e = 0; e < given.edgeCount(); e++) {
            for (int end : new int[] {given.source(e), given.target(e)}) {
                String id = named.vertices().get(end).toString();
                if (!nodeIndex.containsKey(id)) {
                    unknown.add(id);
                }
            }
        }
        require(
                unknown.isEmpty(),
                "%d vertices with edges are not in the series: %s. Remove them from the graph, or add their data",
                unknown.size(),
                listed(unknown.stream().sorted().toList()));
        return withGraph(given.subgraph(nodeIds.stream().mapToInt(vertex::get).toArray()));
    }

    /** The same series with covariates for each of its steps. */
    public SpatioTemporalSeries withCovariates(Covariates newCovariates) {
        require(
                newCovariates.steps() == steps(),
                "the covariates have %d steps, the series %d",
                newCovariates.steps(),
                steps());
        return copy(time, offset, graph, newCovariates);
    }

    /** The steps {@code from} to {@code to - 1}, at least one. */
    public SpatioTemporalSeries slice(int from, int to) {
        require(from >= 0 && from < to && to <= steps(), "steps %d to %d do not lie in 0 to %d", from, to, steps());
        return copy(time.slice(from, to), offset + from, graph, covariates == null ? null : covariates.slice(from, to));
    }

    /** The steps before this one. */
    public SpatioTemporalSeries before(int step) {
        return slice(0, step);
    }

    /** The steps before a time such as {@code 2012-03-05} or {@code 2012-03-05T12:00}. */
    public SpatioTemporalSeries before(String isoTime) {
        return slice(0, cut(isoTime));
    }

    /** This step and those after it. */
    public SpatioTemporalSeries from(int step) {
        return slice(step, steps());
    }

    /** The steps at and after a time such as {@code 2012-03-05} or {@code 2012-03-05T12:00}. */
    public SpatioTemporalSeries from(String isoTime) {
        return slice(cut(isoTime), steps());
    }

    private int cut(String isoTime) {
        LocalDateTime moment;
        try {
            moment = isoTime.contains("T")
                    ? LocalDateTime.parse(isoTime)
                    : LocalDate.parse(isoTime).atStartOfDay();
        } catch (DateTimeParseException e) {
            throw new io.github.sibyl4j.tensor.InvalidInputException(
                    "'" + isoTime + "' is no time: write it as 2012-03-05 or 2012-03-05T12:00", e);
        }
        int index = time.indexAtOrAfter(moment);
        require(
                index > 0 && index < steps(),
                "%s does not divide the series, which goes from %s to %s",
                isoTime,
                time.label(0),
                time.label(steps() - 1));
        return index;
    }

    /** The given nodes in the given order, with the edges between them. */
    public SpatioTemporalSeries selectNodes(List<String> ids) {
        int[] picked = ids.stream().mapToInt(this::nodeIndex).toArray();
        float[] chosen = new float[steps() * picked.length * channels()];
        int at = 0;
        for (int t = 0; t < steps(); t++) {
            for (int node : picked) {
                System.arraycopy(values, ((offset + t) * nodes() + node) * channels(), chosen, at, channels());
                at += channels();
            }
        }
        SpatioTemporalSeries result = of(time, ids, channelNames, chosen);
        return result.copy(time, 0, graph == null ? null : graph.subgraph(picked), covariates);
    }

    /** The same series where every value equal to {@code marker} is missing, as 0 is in METR-LA. */
    public SpatioTemporalSeries withMissing(float marker) {
        float[] marked = values();
        for (int i = 0; i < marked.length; i++) {
            if (marked[i] == marker) {
                marked[i] = Float.NaN;
            }
        }
        return new SpatioTemporalSeries(time, nodeIds, nodeIndex, channelNames, marked, 0, graph, covariates);
    }

    /**
     * The values with every gap filled by the last value before it, row-major {@code [time, node, channel]}. Gaps at the
     * beginning stay NaN. For model inputs; never for targets.
     */
    public float[] forwardFilled() {
        return forwardFilled(new IndexRange(0, steps()));
    }

    /** {@link #forwardFilled()} of some steps; the value that fills a gap may lie before them. */
    public float[] forwardFilled(IndexRange range) {
        require(range.to() <= steps(), "steps %d to %d do not lie in 0 to %d", range.from(), range.to(), steps());
        int width = nodes() * channels();
        float[] filled = new float[range.size() * width];
        copyValues(range.from(), range.to(), filled, 0);
        for (int i = 0; i < filled.length; i++) {
            if (Float.isNaN(filled[i])) {
                filled[i] = i < width ? lastBefore(range.from(), i) : filled[i - width];
            }
        }
        return filled;
    }

    /** The last observed value of a channel of a node before a step, NaN if there is none. */
    private float lastBefore(int step, int column) {
        int width = nodes() * channels();
        for (int t = offset + step - 1; t >= offset; t--) {
            float value = values[t * width + column];
            if (!Float.isNaN(value)) {
                return value;
            }
        }
        return Float.NaN;
    }

    private SpatioTemporalSeries copy(
            TimeIndex newTime, int newOffset, GraphTensor newGraph, Covariates newCovariates) {
        return new SpatioTemporalSeries(
                newTime, nodeIds, nodeIndex, channelNames, values, newOffset, newGraph, newCovariates);
    }

    private static String listed(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(LISTED, ids.size())));
        return ids.size() > LISTED ? first + ", ... (" + ids.size() + ")" : first;
    }

    @Override
    public String toString() {
        return "SpatioTemporalSeries[" + steps() + " steps from " + time.label(0) + ", " + nodes() + " nodes, "
                + channels() + " channels, " + missing() + " missing"
                + (graph == null ? ", no graph" : ", " + graph.edgeCount() + " edges") + "]";
    }
}
