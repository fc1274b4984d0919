package io.github.sibyl4j.reasoning.calculus;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What algebraic closure says about a query. Relations are numbered as in the reasoner's vocabulary. */
public final class SymbolicPrediction {
    private final ClosedNetwork network;
    private final int head;
    private final int tail;
    private final int[] possible;

    SymbolicPrediction(ClosedNetwork network, int head, int tail, boolean[] possible) {
        this.network = network;
        this.head = head;
        this.tail = tail;
        this.possible =
                IntStream.range(0, possible.length).filter(r -> possible[r]).toArray();
    }

    /** The relations that are possible; none if the facts contradict each other, see {@link #network}. */
    public int[] possible() {
        return possible.clone();
    }

    /** The relation, if just one is possible. */
    public OptionalInt relation() {
        return possible.length == 1 ? OptionalInt.of(possible[0]) : OptionalInt.empty();
    }

    /** All that follows from the graph, with its contradiction if there is one. */
    public ClosedNetwork network() {
        return network;
    }

    /** The facts and triangles that ruled the other relations out. */
    public Derivation derivation() {
        return network.derivation(head, tail);
    }
}
