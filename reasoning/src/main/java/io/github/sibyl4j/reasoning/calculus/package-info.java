/** Qualitative calculi, algebraic closure over them, and what it derives. */
package io.github.sibyl4j.reasoning.calculus;
