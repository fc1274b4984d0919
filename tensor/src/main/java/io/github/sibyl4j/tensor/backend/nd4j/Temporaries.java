package io.github.sibyl4j.tensor.backend.nd4j;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/** A workspace a thread for arrays that live as long as one kernel call: ND4J allocates slowly outside of one. */
final class Temporaries {
    private static final String NAME = "SIBYL_TEMPORARIES";
    private static final String INNER_NAME = "SIBYL_STEP_TEMPORARIES";
    private static final WorkspaceConfiguration CONFIGURATION = WorkspaceConfiguration.builder()
            .initialSize(1 << 20)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private Temporaries() {}

    /** Arrays made until the result is closed are gone then. */
    static MemoryWorkspace open() {
        return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, NAME);
    }

    /** The same for one step of many inside a kernel call. */
    static MemoryWorkspace openInner() {
        return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, INNER_NAME);
    }
}
