package io.github.sibyl4j.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The node of each sensor that an edge list may name; a growing one takes every new name as a new node. */
final class SensorIndex {
    private final Map<String, Integer> nodes = new HashMap<>();
    private final List<String> ids;
    private final boolean growing;

    private SensorIndex(List<String> ids, boolean growing) {
        this.ids = ids;
        this.growing = growing;
    }

    static SensorIndex of(List<String> nodeIds, EdgeListOptions options) {
        SensorIndex index = new SensorIndex(List.copyOf(nodeIds), false);
        for (int node = 0; node < nodeIds.size(); node++) {
            index.nodes.put(options.byPosition() ? Integer.toString(node) : nodeIds.get(node), node);
        }
        return index;
    }

    static SensorIndex growing() {
        return new SensorIndex(new ArrayList<>(), true);
    }

    /** The node of a sensor, -1 if it is unknown. */
    int node(String id) {
        Integer node = nodes.get(id);
        if (node == null && growing && !id.isEmpty()) {
            node = ids.size();
            nodes.put(id, node);
            ids.add(id);
        }
        return node == null ? -1 : node;
    }

    int size() {
        return ids.size();
    }

    List<String> ids() {
        return List.copyOf(ids);
    }

    /** What to say about a sensor that is unknown. */
    String hint(String id) {
        return NearMatch.hint(id, nodes.keySet());
    }
}
