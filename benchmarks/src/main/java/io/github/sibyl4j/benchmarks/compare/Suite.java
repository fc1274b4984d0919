package io.github.sibyl4j.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The comparisons that can be asked for. */
public enum Suite {
    OPS,
    MODELS;

    /**
     * @param graphs the folder of the graphs, or null to leave their rows out
     * @param edges the edge list that the peer of TTS-IMP reads
     */
    public List<Workload> workloads(Path graphs, Path edges) {
        return this == OPS
                ? OpWorkloads.all()
                : Stream.of(TimeThenSpaceWorkloads.all(edges), ModelWorkloads.all(graphs))
                        .flatMap(List::stream)
                        .toList();
    }
}
