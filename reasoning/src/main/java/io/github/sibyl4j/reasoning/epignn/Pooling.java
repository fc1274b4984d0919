package io.github.sibyl4j.reasoning.epignn;

/** How an entity intersects what its edges say, coordinate by coordinate; the result is divided by its sum. */
public enum Pooling {
    /** The product of the messages: the better one where there is one path. */
    PRODUCT,
    /** The smallest of the messages: the better one where several paths meet. */
    MIN
}
