package io.github.sibyl4j.reasoning.jgrapht;

/** An edge of a drawn explanation. Two edges that say the same are still two. */
public final class ExplanationEdge {
    private final Kind kind;
    private final String label;

    ExplanationEdge(Kind kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    /** Where an edge comes from. */
    public enum Kind {
        /** The graph says so. */
        FACT,
        /** It was concluded on the way. */
        CONCLUSION,
        /** It is what was asked for. */
        ANSWER
    }

    public Kind kind() {
        return kind;
    }

    /** The relations that are possible; {@code no relation} where facts contradict each other. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
