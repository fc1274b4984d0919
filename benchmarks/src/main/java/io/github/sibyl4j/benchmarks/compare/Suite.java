package io.github.sibyl4j.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;

/** The comparisons that can be asked for. */
public enum Suite {
    OPS,
    MODELS;

    /** @param graphs the folder of the graphs, or null to leave their rows out */
    public List<Workload> workloads(Path graphs) {
        return this == OPS ? OpWorkloads.all() : ModelWorkloads.all(graphs);
    }
}
