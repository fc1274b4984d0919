package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A graph with several types of nodes, each numbered from 0, and several types of edges, each with the edges from nodes of one
 * type to those of another or the same. Immutable.
 */
public final class HeteroGraph {
    private final Map<String, Integer> nodeCounts;
    private final Map<EdgeType, BipartiteGraph> edges;

    private HeteroGraph(Map<String, Integer> nodeCounts, Map<EdgeType, BipartiteGraph> edges) {
        this.nodeCounts = Collections.unmodifiableMap(new LinkedHashMap<>(nodeCounts));
        this.edges = Collections.unmodifiableMap(new LinkedHashMap<>(edges));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The types of nodes, in the order in which they were given. */
    public Set<String> nodeTypes() {
        return nodeCounts.keySet();
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such type */
    public int nodeCount(String nodeType) {
        Integer count = nodeCounts.get(nodeType);
        require(count != null, "this graph has no nodes of the type %s, it has %s", nodeType, nodeCounts.keySet());
        return count;
    }

    /** The types of edges, in the order in which they were given. */
    public Set<EdgeType> edgeTypes() {
        return edges.keySet();
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such type */
    public BipartiteGraph edges(EdgeType edgeType) {
        BipartiteGraph found = edges.get(edgeType);
        require(found != null, "this graph has no edges of the type %s, it has %s", edgeType, edges.keySet());
        return found;
    }

    @Override
    public String toString() {
        return "HeteroGraph[" + nodeCounts + ", " + edges + "]";
    }

    /** Gathers the types of nodes first, then the types of edges between them. */
    public static final class Builder {
        private final Map<String, Integer> nodeCounts = new LinkedHashMap<>();
        private final Map<EdgeType, BipartiteGraph> edges = new LinkedHashMap<>();

        private Builder() {}

        public Builder nodes(String nodeType, int count) {
            require(count >= 0, "the number of nodes of the type %s must not be negative, found %d", nodeType, count);
            require(nodeCounts.put(nodeType, count) == null, "the node type %s was given twice", nodeType);
            return this;
        }

        /** Edges that all weigh 1; edge {@code e} leads from {@code source[e]} to {@code target[e]}. */
        public Builder edges(EdgeType edgeType, int[] source, int[] target) {
            return edges(edgeType, source, target, null);
        }

        /**
         * @param weights one finite number an edge, or null for 1
         * @throws io.github.sibyl4j.tensor.InvalidInputException if the type of a node is unknown, an edge type was given
         *     before, or edges do not fit the nodes
         */
        public Builder edges(EdgeType edgeType, int[] source, int[] target, float[] weights) {
            for (String nodeType : new String[] {edgeType.source(), edgeType.target()}) {
                require(
                        nodeCounts.containsKey(nodeType),
                        "edges %s join nodes of the type %s, which this graph lacks: give nodes(\"%s\", count) first",
                        edgeType,
                        nodeType,
                        nodeType);
            }
            BipartiteGraph graph = BipartiteGraph.of(
                    nodeCounts.get(edgeType.source()), nodeCounts.get(edgeType.target()), source, target, weights);
            require(edges.put(edgeType, graph) == null, "the edge type %s was given twice", edgeType);
            return this;
        }

        public HeteroGraph build() {
            return new HeteroGraph(nodeCounts, edges);
        }
    }
}
