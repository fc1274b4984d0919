package io.github.sibyl4j.benchmarks.compare;

import java.util.function.Supplier;

/**
 * One row of a comparison: work that a peer does too, under the same name.
 *
 * @param name how the peer's script calls it
 * @param flops floating point operations of a step
 * @param bytes what a step has to move at least: every operand once in, every result once out
 * @param steps steps of a round
 * @param training whether memory is worth comparing
 * @param make prepares the data and gives the step
 */
public record Workload(String name, double flops, double bytes, int steps, boolean training, Supplier<Runnable> make) {}
