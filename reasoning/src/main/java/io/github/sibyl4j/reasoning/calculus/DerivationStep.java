package io.github.sibyl4j.reasoning.calculus;

import java.util.function.IntFunction;

/**
 * A triangle that ruled relations out: what is possible from {@code from} to {@code via} and on to {@code to} composes
 * to {@code composed}, which left {@code after} of what was possible {@code before} from {@code from} to {@code to}.
 *
 * @param left what is possible from {@code from} to {@code via}
 * @param right what is possible from {@code via} to {@code to}
 */
public record DerivationStep(int from, int via, int to, long left, long right, long composed, long before, long after) {

    /** What this step ruled out. */
    public long ruledOut() {
        return before & ~after;
    }

    /** The same step read from {@code to} to {@code from}. */
    DerivationStep converse(Calculus calculus) {
        return new DerivationStep(
                to,
                via,
                from,
                calculus.converse(right),
                calculus.converse(left),
                calculus.converse(composed),
                calculus.converse(before),
                calculus.converse(after));
    }

    /** As in {@code 0 EC 1, 1 NTPP 4: {PO, TPP, NTPP} from 0 to 4, rules out DC, EC}. */
    String text(Calculus calculus, IntFunction<String> entity) {
        return calculus.text(new Fact(from, left, via), entity) + ", " + calculus.text(new Fact(via, right, to), entity)
                + ": " + calculus.text(composed) + " from " + entity.apply(from) + " to " + entity.apply(to)
                + ", rules out "
                + String.join(", ", calculus.names(ruledOut())) + " and leaves " + calculus.text(after);
    }
}
