package io.github.sibyl4j.reasoning.epignn;

/** What the answer is read from. */
public enum Reading {
    /** Forward and backward states, composed at every entity of a shortest path and pooled. */
    BOTH,
    /** The forward state of the query's tail. */
    FORWARD,
    /** The backward state of the query's head. */
    BACKWARD;

    boolean forward() {
        return this != BACKWARD;
    }

    boolean backward() {
        return this != FORWARD;
    }
}
