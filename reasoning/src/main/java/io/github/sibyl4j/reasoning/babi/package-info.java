/** Questions about stories in the format of the bAbI tasks (Weston et al. 2015). */
package io.github.sibyl4j.reasoning.babi;
