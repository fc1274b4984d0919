package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.EdgeType;
import io.github.sibyl4j.graph.HeteroGraph;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A layer for every type of edges of a heterogeneous graph, PyTorch Geometric's HeteroConv. What a node is told along several
 * types of edges is combined by one aggregation. Node types at which no such edges end have no result.
 */
public final class HeteroConv extends Module {
    private final Aggregation aggregation;
    private final Map<EdgeType, BipartiteLayer> layers = new LinkedHashMap<>();

    /** @param aggregation of the results of several types of edges; PyTorch Geometric's default is the sum */
    public HeteroConv(Aggregation aggregation) {
        this.aggregation = Inputs.given(this, "aggregation", aggregation);
    }

    /**
     * Adds the layer of a type of edges.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the type has a layer already, or the layer lets nodes hear
     *     themselves though sources and targets are not the same nodes
     */
    public <L extends Module & BipartiteLayer> HeteroConv with(EdgeType edgeType, L layer) {
        require(
                !layer.hearsItself() || edgeType.source().equals(edgeType.target()),
                "%s for %s adds self-loops, but a node is not the source of the same number there: build it without",
                layer.getClass().getSimpleName(),
                edgeType);
        require(layers.put(edgeType, layer) == null, "the edge type %s has two layers", edgeType);
        part("convs." + name(edgeType), layer);
        return this;
    }

    /** As PyTorch Geometric names the part: points would look like parts of parts. */
    private static String name(EdgeType type) {
        return ("<" + type.source() + "___" + type.relation() + "___" + type.target() + ">").replace('.', '#');
    }

    /**
     * New features by node type.
     *
     * @param x {@code [node, in]} by node type, of all types that edges with a layer join
     * @param graph may lack some types of edges that have a layer, though not the nodes they join; its types without a layer
     *     are left out
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph lacks all types of edges that have a layer, or the
     *     nodes of one; if features of nodes are missing; or if layers give nodes of one type results of different widths
     */
    public Map<String, Tensor> forward(Map<String, Tensor> x, HeteroGraph graph) {
        return forward(x, Map.of(), graph);
    }

    /**
     * The same with features of edges.
     *
     * @param edgeFeatures {@code [edge, edgeDim]} by edge type, in the order in which the edges were given, of types whose
     *     layer is an {@link EdgeFeatureLayer}
     */
    public Map<String, Tensor> forward(Map<String, Tensor> x, Map<EdgeType, Tensor> edgeFeatures, HeteroGraph graph) {
        edgeFeatures.keySet().forEach(edgeType -> requireHeard(edgeType, graph));
        requireKnown(graph);
        Map<String, Map<EdgeType, Tensor>> results = new LinkedHashMap<>();
        layers.forEach((edgeType, layer) -> {
            if (graph.edgeTypes().contains(edgeType)) {
                Tensor source = features(x, edgeType.source(), edgeType);
                Tensor target = features(x, edgeType.target(), edgeType);
                Tensor ofEdges = edgeFeatures.get(edgeType);
                Tensor result = ofEdges == null
                        ? layer.forward(source, target, graph.edges(edgeType))
                        : ((EdgeFeatureLayer) layer).forward(source, target, ofEdges, graph.edges(edgeType));
                results.computeIfAbsent(edgeType.target(), type -> new LinkedHashMap<>())
                        .put(edgeType, result);
            }
        });
        Map<String, Tensor> combined = new LinkedHashMap<>();
        results.forEach((nodeType, all) -> combined.put(nodeType, combined(nodeType, all)));
        return combined;
    }

    /** Any graph may lack edges of some types, but a misspelt type must not end in a result with a part less, or in none. */
    private void requireKnown(HeteroGraph graph) {
        for (EdgeType edgeType : layers.keySet()) {
            for (String nodeType : new String[] {edgeType.source(), edgeType.target()}) {
                require(
                        graph.nodeTypes().contains(nodeType),
                        "HeteroConv has a layer for the edges %s, but the graph has no nodes of the type %s, it has %s: name"
                                + " the types as the graph does",
                        edgeType,
                        nodeType,
                        graph.nodeTypes());
            }
        }
        require(
                layers.keySet().stream().anyMatch(graph.edgeTypes()::contains),
                "HeteroConv has layers for the edges %s, but the graph has none of these, it has %s: add with(edgeType, layer)"
                        + " for a type of the graph",
                layers.keySet(),
                graph.edgeTypes());
    }

    private void requireHeard(EdgeType edgeType, HeteroGraph graph) {
        require(
                layers.containsKey(edgeType) && graph.edgeTypes().contains(edgeType),
                "features of the edges %s were given, but %s has no such edges or there is no layer for them: leave the"
                        + " features out",
                edgeType,
                graph);
        require(
                layers.get(edgeType) instanceof EdgeFeatureLayer,
                "the layer for %s is a %s, which takes no features of edges: leave them out, or take GatConv, GatV2Conv or"
                        + " TransformerConv",
                edgeType,
                layers.get(edgeType).getClass().getSimpleName());
    }

    private static Tensor features(Map<String, Tensor> x, String nodeType, EdgeType edgeType) {
        Tensor features = x.get(nodeType);
        require(
                features != null,
                "the layer for %s needs features of the nodes %s, found those of %s: add them to x",
                edgeType,
                nodeType,
                x.keySet());
        return features;
    }

    private Tensor combined(String nodeType, Map<EdgeType, Tensor> results) {
        Tensor[] each = results.values().toArray(Tensor[]::new);
        if (each.length == 1) {
            return each[0];
        }
        require(
                Arrays.stream(each).allMatch(result -> Arrays.equals(result.shape(), each[0].shape())),
                "HeteroConv combines what the nodes %s hear along several types of edges, which takes results of one width,"
                        + " found %s: build these layers with one output width",
                nodeType,
                shapes(results));
        Tensor all = Tensor.stack(0, each);
        switch (aggregation) {
            case SUM:
                return all.sum(0, false);
            case MEAN:
                return all.mean(0, false);
            default:
                return all.max(0, false);
        }
    }

    private static String shapes(Map<EdgeType, Tensor> results) {
        return results.entrySet().stream()
                .map(entry ->
                        entry.getKey() + ": " + Arrays.toString(entry.getValue().shape()))
                .collect(Collectors.joining(", "));
    }
}
