/** Relational reasoners, their data and their explanations. */
package io.github.sibyl4j.reasoning;
