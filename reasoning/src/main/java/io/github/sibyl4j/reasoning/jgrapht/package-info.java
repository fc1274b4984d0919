/** The bridge from JGraphT to facts. */
package io.github.sibyl4j.reasoning.jgrapht;
