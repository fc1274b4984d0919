package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * Which relation every edge belongs to.
 *
 * @param of one type an edge
 * @param count the number of types, whether or not all occur
 */
record EdgeTypes(int[] of, int count) {

    static EdgeTypes of(int[] types, int count, int edges) {
        require(count >= 1, "relationCount must be positive, found %d", count);
        require(
                types.length == edges,
                "edge types must be one number an edge, found %d types for %d edges",
                types.length,
                edges);
        for (int e = 0; e < edges; e++) {
            require(
                    types[e] >= 0 && types[e] < count,
                    "edge %d has the type %d, expected 0 to %d: number the types from 0 or raise relationCount",
                    e,
                    types[e],
                    count - 1);
        }
        return new EdgeTypes(types.clone(), count);
    }

    EdgeTypes pick(int[] edges) {
        int[] picked = new int[edges.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = of[edges[i]];
        }
        return new EdgeTypes(picked, count);
    }
}
