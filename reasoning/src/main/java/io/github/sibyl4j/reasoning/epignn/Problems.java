package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Backends;
import java.util.List;

/** Problems with their rounds unrolled. */
record Problems(List<RelationalInstance> instances, Unrolled[] plans, int[] targets) {
    private static final int TOGETHER = 256;

    static Problems of(List<RelationalInstance> instances, EpiGnnConfig config) {
        Unrolled[] plans = new Unrolled[instances.size()];
        Backends.current().run((plans.length + TOGETHER - 1) / TOGETHER, block -> {
            int end = Math.min(plans.length, (block + 1) * TOGETHER);
            for (int i = block * TOGETHER; i < end; i++) {
                RelationalInstance instance = instances.get(i);
                plans[i] = Unrolled.of(
                        instance.graph(),
                        instance.head(),
                        instance.tail(),
                        config.rounds(),
                        config.reading(),
                        !config.constrained());
            }
        });
        return new Problems(
                instances,
                plans,
                instances.stream().mapToInt(RelationalInstance::target).toArray());
    }

    int size() {
        return plans.length;
    }
}
