/** The recurrent relational network, with its tasks: Sudoku, age arithmetic, Pretty-CLEVR and questions about stories. */
package io.github.sibyl4j.reasoning.rrn;
