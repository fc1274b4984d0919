package io.github.sibyl4j.reasoning.calculus;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Facts and all that algebraic closure derives from them. Immutable. */
public final class ClosedNetwork {
    private final Calculus calculus;
    private final int nodes;
    private final List<Fact> facts;
    private final long[] sets;
    private final boolean consistent;

    ClosedNetwork(Calculus calculus, int nodes, List<Fact> facts, long[] sets, boolean consistent) {
        this.calculus = calculus;
        this.nodes = nodes;
        this.facts = facts;
        this.sets = sets;
        this.consistent = consistent;
    }

    public Calculus calculus() {
        return calculus;
    }

    public int nodes() {
        return nodes;
    }

    public List<Fact> facts() {
        return facts;
    }

    /** Whether no contradiction was found. */
    public boolean consistent() {
        return consistent;
    }

    /** The relations that are possible between two entities; none at all if the facts contradict each other. */
    public long relations(int from, int to) {
        AlgebraicClosure.requireNode(nodes, from);
        AlgebraicClosure.requireNode(nodes, to);
        return consistent ? sets[from * nodes + to] : 0;
    }

    /**
     * The network with one more fact; only what the fact touches is worked out anew.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the fact names an entity or a relation that does not exist
     */
    public ClosedNetwork with(Fact fact) {
        AlgebraicClosure.requireFact(calculus, nodes, fact);
        List<Fact> all = new ArrayList<>(facts);
        all.add(fact);
        long[] copy = sets.clone();
        Propagation propagation = new Propagation(calculus, nodes, copy);
        if (consistent) {
            propagation.add(fact);
            propagation.run();
        }
        return new ClosedNetwork(calculus, nodes, List.copyOf(all), copy, consistent && propagation.consistent());
    }

    /**
     * Which facts and triangles left just these relations between two entities, from a smallest choice of facts: none
     * of them can be left out. Works the closure out once a fact, so it takes its time on large networks.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the facts contradict each other, so that anything follows
     */
    public Derivation derivation(int from, int to) {
        long relations = relations(from, to);
        require(
                consistent,
                "nothing can be derived, %s",
                consistent ? "" : contradiction().orElseThrow());
        Derivation first = Run.of(this, facts).derivation(from, to);
        List<Fact> needed = smallest(
                first.facts(),
                fewer -> AlgebraicClosure.close(calculus, nodes, fewer).relations(from, to) == relations);
        return Run.of(this, needed).derivation(from, to);
    }

    /** The facts that contradict each other, if any do, and how. */
    public Optional<Contradiction> contradiction() {
        if (consistent) {
            return Optional.empty();
        }
        Run run = Run.of(this, facts);
        List<Fact> needed = smallest(
                run.derivation(run.propagation.emptyFrom(), run.propagation.emptyTo())
                        .facts(),
                fewer -> !AlgebraicClosure.close(calculus, nodes, fewer).consistent());
        Run least = Run.of(this, needed);
        int from = Math.min(least.propagation.emptyFrom(), least.propagation.emptyTo());
        int to = Math.max(least.propagation.emptyFrom(), least.propagation.emptyTo());
        return Optional.of(new Contradiction(least.derivation(from, to)));
    }

    /** Leaves facts out one by one, as long as the rest is enough. */
    private static List<Fact> smallest(List<Fact> facts, Predicate<List<Fact>> enough) {
        List<Fact> rest = new ArrayList<>(facts);
        for (int i = rest.size() - 1; i >= 0; i--) {
            Fact fact = rest.remove(i);
            if (!enough.test(rest)) {
                rest.add(i, fact);
            }
        }
        return rest;
    }

    @Override
    public String toString() {
        return "ClosedNetwork[" + nodes + " entities, " + facts.size() + " facts, "
                + (consistent ? "consistent" : "contradictory") + "]";
    }

    /** The closure worked out once more, with a trace. */
    private record Run(Calculus calculus, Trace trace, Propagation propagation, long[] sets, int nodes) {
        static Run of(ClosedNetwork network, List<Fact> facts) {
            long[] sets = Propagation.unknown(network.calculus, network.nodes);
            Trace trace = new Trace(network.nodes);
            Propagation propagation = new Propagation(network.calculus, network.nodes, sets).traced(trace);
            facts.forEach(propagation::add);
            propagation.run();
            return new Run(network.calculus, trace, propagation, sets, network.nodes);
        }

        Derivation derivation(int from, int to) {
            return trace.derivation(calculus, from, to, sets[from * nodes + to]);
        }
    }
}
