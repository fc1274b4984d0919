package io.github.sibyl4j.reasoning.rrn;

/** What is asked of a problem. */
public enum Output {
    /** A class for every node, as in Sudoku. */
    NODE,
    /** One class, from the sum of all node states. */
    GRAPH
}
