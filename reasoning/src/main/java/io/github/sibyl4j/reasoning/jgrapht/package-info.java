/** The bridge between JGraphT and facts, and from explanations to JGraphT. */
package io.github.sibyl4j.reasoning.jgrapht;
