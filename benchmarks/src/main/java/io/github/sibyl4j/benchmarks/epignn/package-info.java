/** The published experiments of EpiGNN. */
package io.github.sibyl4j.benchmarks.epignn;
