/** The recurrent relational network, with Sudoku and age arithmetic. */
package io.github.sibyl4j.reasoning.rrn;
