/** Generators of relational problems: STaR and CLUTRR-like ones, of any size, from a seed. */
package io.github.sibyl4j.reasoning.generate;
