package io.github.sibyl4j.datasets;

import java.util.Map;

/**
 * What is known of an embedded graph without loading it.
 *
 * @param name what {@link GraphFiles#embedded(String)} takes
 * @param title a line for people
 * @param description what nodes, edges and features are, and what to beware of
 * @param nodes number of nodes
 * @param edges directed edges, two for each undirected one
 * @param features values per node
 * @param classes number of classes of nodes
 * @param licence of the data
 * @param origin where this copy comes from
 * @param citation whom to cite
 * @param sha256 digest of each embedded file by its name without {@code .csv.gz}
 */
public record GraphInfo(
        String name,
        String title,
        String description,
        int nodes,
        int edges,
        int features,
        int classes,
        String licence,
        String origin,
        String citation,
        Map<String, String> sha256) {

    public GraphInfo {
        sha256 = Map.copyOf(sha256);
    }
}
