/** EpiGNN (Khalid and Schockaert, ICLR 2025): message passing on sets of relations that may hold. */
package io.github.sibyl4j.reasoning.epignn;
