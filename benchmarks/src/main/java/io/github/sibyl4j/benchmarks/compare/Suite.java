package io.github.sibyl4j.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The comparisons that can be asked for. */
public enum Suite {
    OPS,
    MODELS,
    GRAPHS;

    /**
     * @param graphs the folder of the graphs, or null to leave their rows out
     * @param edges the edge list that the peer of TTS-IMP reads
     */
    public List<Workload> workloads(Path graphs, Path edges) {
        switch (this) {
            case OPS:
                return OpWorkloads.all();
            case MODELS:
                return joined(TimeThenSpaceWorkloads.all(edges), ModelWorkloads.all(graphs));
            default:
                return graphs == null ? List.of() : joined(GraphWorkloads.all(graphs), ForwardWorkloads.all(graphs));
        }
    }

    private static List<Workload> joined(List<Workload> first, List<Workload> second) {
        return Stream.of(first, second).flatMap(List::stream).toList();
    }
}
