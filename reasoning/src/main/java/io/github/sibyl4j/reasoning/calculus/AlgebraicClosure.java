package io.github.sibyl4j.reasoning.calculus;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/**
 * Algebraic closure, or path consistency: for every three entities, what is possible from the first to the last is
 * intersected with the composition of what is possible over the one between, until nothing changes. It never rules out
 * what could hold; whether it rules out all that cannot depends on the calculus (for base relations of RCC-8 and the
 * interval algebra it finds every contradiction; Renz and Nebel 1999, Vilain and Kautz 1986).
 */
public final class AlgebraicClosure {
    private static final int MOST_NODES = 46_340;

    private AlgebraicClosure() {}

    /**
     * What follows from facts between the entities 0 to {@code nodes - 1}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a fact names an entity or a relation that does not exist
     */
    public static ClosedNetwork close(Calculus calculus, int nodes, List<Fact> facts) {
        require(nodes >= 1 && nodes <= MOST_NODES, "%d entities, expected 1 to %d", nodes, MOST_NODES);
        facts.forEach(fact -> requireFact(calculus, nodes, fact));
        long[] sets = Propagation.unknown(calculus, nodes);
        Propagation propagation = new Propagation(calculus, nodes, sets);
        facts.forEach(propagation::add);
        propagation.run();
        return new ClosedNetwork(calculus, nodes, List.copyOf(facts), sets, propagation.consistent());
    }

    static void requireFact(Calculus calculus, int nodes, Fact fact) {
        requireNode(nodes, fact.from());
        requireNode(nodes, fact.to());
        require(
                fact.relations() != 0 && (fact.relations() & ~calculus.universal()) == 0,
                "the relations of the fact from %d to %d are the bit mask %s, expected some of the lowest %d bits for %s",
                fact.from(),
                fact.to(),
                Long.toBinaryString(fact.relations()),
                calculus.size(),
                calculus);
    }

    static void requireNode(int nodes, int node) {
        require(node >= 0 && node < nodes, "there is no entity %d, expected 0 to %d", node, nodes - 1);
    }
}
