/** Training of recurrent relational networks on a small machine. */
package io.github.sibyl4j.benchmarks.rrn;
