package io.github.sibyl4j.reasoning.calculus;

/**
 * What a composition table is held to. Those of {@link #required} are what algebraic closure rests on; the others hold
 * in every relation algebra (Tarski 1941), and a table without them is accepted and reasons a little weaker.
 */
public enum Law {
    /** Every composition is given and allows at least one relation. */
    TOTALITY(true, "every pair of relations composes to at least one relation"),
    /** (a⁻¹)⁻¹ = a. */
    CONVERSE(true, "the converse of the converse of a is a"),
    /** 1;a = a;1 = a for the identity 1. */
    IDENTITY(true, "composing a with the identity gives a"),
    /** (a;b)⁻¹ = b⁻¹;a⁻¹. */
    CONVERSE_OF_COMPOSITION(true, "(a;b)^-1 = b^-1;a^-1"),
    /** c in a;b exactly if a in c;b⁻¹ (Peirce): the three sides of a triangle rule each other out alike. */
    TRIANGLE(false, "c is in a;b exactly if a is in c;b^-1"),
    /** (a;b);c = a;(b;c). */
    ASSOCIATIVITY(false, "(a;b);c = a;(b;c)");

    private final boolean required;
    private final String formula;

    Law(boolean required, String formula) {
        this.required = required;
        this.formula = formula;
    }

    /** Whether a table that breaks it is refused. */
    public boolean required() {
        return required;
    }

    public String formula() {
        return formula;
    }
}
