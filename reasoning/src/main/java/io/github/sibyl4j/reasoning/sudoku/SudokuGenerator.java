package io.github.sibyl4j.reasoning.sudoku;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** Small puzzles with one solution, made by emptying cells of full boards. */
public final class SudokuGenerator {
    /** The 4 by 4 boards that there are. */
    private static final int SMALL_BOARDS = 288;

    private static final int PATIENCE = 1_000;

    private SudokuGenerator() {}

    /** A puzzle and its only solution. */
    public record Solved(SudokuPuzzle puzzle, SudokuPuzzle solution) {}

    /** All full 4 by 4 boards, in a fixed order. */
    public static List<SudokuPuzzle> smallBoards() {
        return SudokuSolver.solutions(SudokuPuzzle.of(new int[16]), SMALL_BOARDS + 1);
    }

    /**
     * Puzzle {@code i} has a solution chosen from these at random and as many givens as asked for: cells are emptied in
     * random order, each if the solution stays the only one.
     *
     * @param solutions full boards
     * @param givens filled cells of each puzzle
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a board is not full, or no puzzle with so few givens was
     *     found (4 by 4 boards: 4 at least)
     */
    public static List<Solved> puzzles(List<SudokuPuzzle> solutions, int givens, int count, Seed seed) {
        require(!solutions.isEmpty(), "no full boards to make puzzles from");
        for (SudokuPuzzle board : solutions) {
            require(board.givens() == board.size(), "%s is not a full board", board);
            require(
                    givens >= 1 && givens <= board.size(),
                    "givens must be 1 to the %d cells of a board, found %d",
                    board.size(),
                    givens);
        }
        List<Solved> puzzles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            puzzles.add(puzzle(solutions, givens, seed.split(givens).split(i)));
        }
        return puzzles;
    }

    private static Solved puzzle(List<SudokuPuzzle> solutions, int givens, Seed seed) {
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            Seed use = seed.split(attempt);
            SudokuPuzzle solution = solutions.get(use.random().nextInt(solutions.size()));
            int[] cells = solution.cells();
            int left = cells.length;
            for (int cell : use.split("cells").permutation(cells.length)) {
                int digit = cells[cell];
                if (left > givens) {
                    cells[cell] = 0;
                    if (SudokuSolver.unique(SudokuPuzzle.of(cells))) {
                        left--;
                    } else {
                        cells[cell] = digit;
                    }
                }
            }
            if (left == givens) {
                return new Solved(SudokuPuzzle.of(cells), solution);
            }
        }
        throw new InvalidInputException(
                "no puzzle with " + givens + " givens and one solution was found: ask for more givens");
    }
}
