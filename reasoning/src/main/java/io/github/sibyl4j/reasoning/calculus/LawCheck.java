package io.github.sibyl4j.reasoning.calculus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds every place where a composition table breaks a law. */
final class LawCheck {
    private final Calculus calculus;
    private final int size;
    private final List<LawViolation> found = new ArrayList<>();

    private LawCheck(Calculus calculus) {
        this.calculus = calculus;
        this.size = calculus.size();
    }

    static List<LawViolation> of(Calculus calculus) {
        LawCheck check = new LawCheck(calculus);
        check.totality();
        check.converseAndIdentity();
        check.pairs();
        check.triples();
        return List.copyOf(check.found);
    }

    private void totality() {
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                if (calculus.compositionOf(a, b) == 0) {
                    add(Law.TOTALITY, "the table allows none; list all relations where nothing is known", a, b);
                }
            }
        }
    }

    private void converseAndIdentity() {
        int one = calculus.identity();
        for (int a = 0; a < size; a++) {
            int back = calculus.converseOf(calculus.converseOf(a));
            if (back != a) {
                add(Law.CONVERSE, "it is " + calculus.relation(back), a);
            }
            long alone = 1L << a;
            if (calculus.compositionOf(one, a) != alone) {
                add(Law.IDENTITY, calculus.relation(one) + ";a = " + text(calculus.compositionOf(one, a)), a);
            }
            if (calculus.compositionOf(a, one) != alone) {
                add(Law.IDENTITY, "a;" + calculus.relation(one) + " = " + text(calculus.compositionOf(a, one)), a);
            }
        }
    }

    private void pairs() {
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                long left = calculus.converse(calculus.compositionOf(a, b));
                long right = calculus.compositionOf(calculus.converseOf(b), calculus.converseOf(a));
                if (left != right) {
                    add(Law.CONVERSE_OF_COMPOSITION, text(left) + " is not " + text(right), a, b);
                }
            }
        }
    }

    private void triples() {
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                long ab = calculus.compositionOf(a, b);
                for (int c = 0; c < size; c++) {
                    boolean forward = (ab >>> c & 1) != 0;
                    boolean back = (calculus.compositionOf(c, calculus.converseOf(b)) >>> a & 1) != 0;
                    if (forward != back) {
                        add(Law.TRIANGLE, forward ? "only the first holds" : "only the second holds", a, b, c);
                    }
                    long left = calculus.compose(ab, 1L << c);
                    long right = calculus.compose(1L << a, calculus.compositionOf(b, c));
                    if (left != right) {
                        add(Law.ASSOCIATIVITY, text(left) + " is not " + text(right), a, b, c);
                    }
                }
            }
        }
    }

    private void add(Law law, String finding, int... relations) {
        List<String> names =
                Arrays.stream(relations).mapToObj(calculus::relation).toList();
        found.add(new LawViolation(law, names, finding));
    }

    private String text(long set) {
        return calculus.text(set);
    }
}
