package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The connected components of a graph. Weak ones ignore the direction of edges (a disjoint-set forest, Galler and Fischer
 * 1964); in strong ones every node can be reached from every other (Tarjan 1972). {@code
 * graph.subgraph(ConnectedComponents.weak(graph).largest(1))} is PyTorch Geometric's {@code LargestConnectedComponents}.
 */
public final class ConnectedComponents {
    private final int[] componentOf;
    private final int[] sizes;

    /** Components are numbered by the lowest node in each. */
    private ConnectedComponents(int[] roots) {
        int[] number = new int[roots.length];
        Arrays.fill(number, -1);
        componentOf = new int[roots.length];
        int[] found = new int[roots.length];
        int count = 0;
        for (int node = 0; node < roots.length; node++) {
            if (number[roots[node]] < 0) {
                number[roots[node]] = count++;
            }
            componentOf[node] = number[roots[node]];
            found[componentOf[node]]++;
        }
        sizes = Arrays.copyOf(found, count);
    }

    /** Components of a graph whose edges lead both ways. */
    public static ConnectedComponents weak(GraphTensor graph) {
        int[] parent = IntStream.range(0, graph.nodeCount()).toArray();
        for (int e = 0; e < graph.edgeCount(); e++) {
            int a = root(parent, graph.source(e));
            int b = root(parent, graph.target(e));
            parent[Math.max(a, b)] = Math.min(a, b);
        }
        for (int node = 0; node < parent.length; node++) {
            parent[node] = root(parent, node);
        }
        return new ConnectedComponents(parent);
    }

    private static int root(int[] parent, int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Components in which edges lead from every node to every other. */
    public static ConnectedComponents strong(GraphTensor graph) {
        return new ConnectedComponents(new StrongComponents(graph.incoming()).roots());
    }

    public int count() {
        return sizes.length;
    }

    /** The component of a node, from 0 on. */
    public int componentOf(int node) {
        return componentOf[node];
    }

    /** The number of nodes of a component. */
    public int size(int component) {
        return sizes[component];
    }

    /**
     * The nodes of the largest components, in the order of their numbers; of equally large ones those with the lowest node
     * come first. All nodes if there are no more components than that.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if fewer than one component is asked for
     */
    public int[] largest(int components) {
        require(components >= 1, "the number of components to keep must be at least 1, found %d", components);
        boolean[] kept = new boolean[sizes.length];
        IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer component) -> -sizes[component]))
                .limit(components)
                .forEach(component -> kept[component] = true);
        return IntStream.range(0, componentOf.length)
                .filter(node -> kept[componentOf[node]])
                .toArray();
    }
}
