package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How neighbours are sampled (Hamilton et al., NeurIPS 2017), with the options of PyTorch Geometric's {@code
 * NeighborLoader}.
 *
 * @param fanOuts for every hop how many incoming edges of a node are sampled at most; {@link #ALL} for all ("num_neighbors")
 * @param replace whether an edge may be sampled more than once; a node with any edges then has exactly as many samples as
 *     the fan-out says
 * @param subgraphType which edges the subgraph holds
 */
public record NeighborSampling(List<Integer> fanOuts, boolean replace, SubgraphType subgraphType) {
    /** A fan-out that takes all edges. */
    public static final int ALL = -1;

    public NeighborSampling {
        fanOuts = List.copyOf(fanOuts);
        require(!fanOuts.isEmpty(), "sampling needs a fan-out for every hop, found none");
        for (int hop = 0; hop < fanOuts.size(); hop++) {
            require(
                    fanOuts.get(hop) == ALL || fanOuts.get(hop) >= 1,
                    "the fan-out of hop %d must be 1 or more, or %d for all neighbours, found %d",
                    hop + 1,
                    ALL,
                    fanOuts.get(hop));
        }
    }

    /** Without replacement, and only the sampled edges. */
    public static NeighborSampling of(int... fanOuts) {
        return new NeighborSampling(IntStream.of(fanOuts).boxed().toList(), false, SubgraphType.DIRECTIONAL);
    }

    public NeighborSampling withReplacement() {
        return new NeighborSampling(fanOuts, true, subgraphType);
    }

    public NeighborSampling withSubgraphType(SubgraphType value) {
        return new NeighborSampling(fanOuts, replace, value);
    }

    public int hops() {
        return fanOuts.size();
    }
}
