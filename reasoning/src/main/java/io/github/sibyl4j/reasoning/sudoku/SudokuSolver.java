package io.github.sibyl4j.reasoning.sudoku;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds solutions by back-tracking: where a cell has one digit left, or a digit one place in a row, column or box, there; else
 * at the cell with the fewest digits left.
 */
public final class SudokuSolver {
    private final SudokuPuzzle puzzle;
    private final int[] cells;
    private final int[] free;
    private final int[][] cellsOf;
    private final int most;
    private final List<SudokuPuzzle> solutions = new ArrayList<>();

    private SudokuSolver(SudokuPuzzle puzzle, int most) {
        this.puzzle = puzzle;
        this.most = most;
        cells = puzzle.cells();
        int side = puzzle.side();
        // A bit mask of digits for each row, column and box, in this order.
        free = new int[3 * side];
        Arrays.fill(free, (1 << side + 1) - 2);
        cellsOf = new int[3 * side][side];
        int[] filled = new int[3 * side];
        for (int cell = 0; cell < cells.length; cell++) {
            for (int unit : units(cell)) {
                cellsOf[unit][filled[unit]++] = cell;
            }
            if (cells[cell] != 0) {
                toggle(cell, 1 << cells[cell]);
            }
        }
    }

    /** The first solutions in a fixed order, {@code most} at the utmost. */
    public static List<SudokuPuzzle> solutions(SudokuPuzzle puzzle, int most) {
        require(most >= 1, "the number of solutions asked for must be at least 1, found %d", most);
        SudokuSolver solver = new SudokuSolver(puzzle, most);
        solver.search();
        return List.copyOf(solver.solutions);
    }

    /** Whether there is exactly one solution. */
    public static boolean unique(SudokuPuzzle puzzle) {
        return solutions(puzzle, 2).size() == 1;
    }

    /**
     * The one solution.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, or more than one
     */
    public static SudokuPuzzle solve(SudokuPuzzle puzzle) {
        List<SudokuPuzzle> solutions = solutions(puzzle, 2);
        require(
                solutions.size() == 1,
                "the puzzle %s has %s, expected exactly one",
                puzzle,
                solutions.isEmpty() ? "no solution" : "several solutions");
        return solutions.get(0);
    }

    private void search() {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int cell = 0; cell < cells.length && fewest > 1; cell++) {
            if (cells[cell] == 0) {
                int left = Integer.bitCount(candidates(cell));
                if (left < fewest) {
                    fewest = left;
                    best = cell;
                }
            }
        }
        if (best < 0) {
            solutions.add(SudokuPuzzle.of(cells));
            return;
        }
        if (fewest <= 1 || !placeForced()) {
            fill(best, candidates(best));
        }
    }

    /** Goes on from a digit that has one place in some unit, or gives up if one has none; false if each has several. */
    private boolean placeForced() {
        for (int unit = 0; unit < cellsOf.length; unit++) {
            int once = 0;
            int twice = 0;
            for (int cell : cellsOf[unit]) {
                int digits = cells[cell] == 0 ? candidates(cell) : 0;
                twice |= once & digits;
                once |= digits;
            }
            int forced = once & ~twice;
            if (once != free[unit]) {
                return true;
            }
            if (forced != 0) {
                int digit = Integer.lowestOneBit(forced);
                int place = Arrays.stream(cellsOf[unit])
                        .filter(cell -> cells[cell] == 0 && (candidates(cell) & digit) != 0)
                        .findFirst()
                        .orElseThrow();
                fill(place, digit);
                return true;
            }
        }
        return false;
    }

    private void fill(int cell, int digits) {
        for (int rest = digits; rest != 0 && solutions.size() < most; rest &= rest - 1) {
            int digit = Integer.lowestOneBit(rest);
            cells[cell] = Integer.numberOfTrailingZeros(digit);
            toggle(cell, digit);
            search();
            toggle(cell, digit);
            cells[cell] = 0;
        }
    }

    private int candidates(int cell) {
        int side = puzzle.side();
        return free[puzzle.row(cell)] & free[side + puzzle.column(cell)] & free[2 * side + puzzle.box(cell)];
    }

    private void toggle(int cell, int digit) {
        for (int unit : units(cell)) {
            free[unit] ^= digit;
        }
    }

    private int[] units(int cell) {
        int side = puzzle.side();
        return new int[] {puzzle.row(cell), side + puzzle.column(cell), 2 * side + puzzle.box(cell)};
    }
}
