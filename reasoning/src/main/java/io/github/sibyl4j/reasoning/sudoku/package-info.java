/** Sudoku: puzzles, an exact solver, a generator. */
package io.github.sibyl4j.reasoning.sudoku;
