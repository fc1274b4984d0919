package io.github.sibyl4j.reasoning.calculus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that changed during a closure, and on which earlier changes each rests. */
final class Trace {
    static final int NOTHING = -1;

    private final long nodes;
    private final Map<Long, Integer> latest = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    Trace(int nodes) {
        this.nodes = nodes;
    }

    /** The latest change of what is possible between two entities, or {@link #NOTHING}. */
    int latest(int from, int to) {
        return latest.getOrDefault(from * nodes + to, NOTHING);
    }

    /** A fact that is used as it is, without a change of what is possible between its entities. */
    int used(Fact fact) {
        entries.add(new Entry(fact, null, NOTHING, NOTHING, NOTHING));
        return entries.size() - 1;
    }

    /** A fact that ruled something out between its entities. */
    void given(Fact fact) {
        entries.add(new Entry(fact, null, latest(fact.from(), fact.to()), NOTHING, NOTHING));
        change(fact.from(), fact.to());
    }

    /** A step whose left and right rest on these entries. */
    void step(DerivationStep step, int left, int right) {
        entries.add(new Entry(null, step, latest(step.from(), step.to()), left, right));
        change(step.from(), step.to());
    }

    private void change(int from, int to) {
        latest.put(from * nodes + to, entries.size() - 1);
        latest.put(to * nodes + from, entries.size() - 1);
    }

    /** What the latest change between two entities rests on, each step read from {@code from} on or from the lower entity. */
    Derivation derivation(Calculus calculus, int from, int to, long relations) {
        BitSet needed = new BitSet();
        need(latest(from, to), needed);
        for (int e = needed.length() - 1; e >= 0; e = needed.previousSetBit(e - 1)) {
            Entry entry = entries.get(e);
            need(entry.previous, needed);
            need(entry.left, needed);
            need(entry.right, needed);
        }
        List<Fact> facts = new ArrayList<>();
        List<DerivationStep> steps = new ArrayList<>();
        needed.stream().mapToObj(entries::get).forEach(entry -> {
            if (entry.step == null) {
                if (!facts.contains(entry.fact)) {
                    facts.add(entry.fact);
                }
            } else {
                DerivationStep step = entry.step;
                boolean back = step.from() != from && (step.to() == from || step.from() > step.to());
                steps.add(back ? step.converse(calculus) : step);
            }
        });
        return new Derivation(calculus, from, to, relations, facts, steps);
    }

    private static void need(int entry, BitSet needed) {
        if (entry != NOTHING) {
            needed.set(entry);
        }
    }

    /** A fact or a step, with the entries before it that it rests on: of its own pair, and of its left and right. */
    private record Entry(Fact fact, DerivationStep step, int previous, int left, int right) {}
}
