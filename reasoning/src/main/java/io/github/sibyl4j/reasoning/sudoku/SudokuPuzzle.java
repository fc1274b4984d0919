package io.github.sibyl4j.reasoning.sudoku;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/** A board of n² by n² cells whose rows, columns and n by n boxes hold each digit at most once. Immutable. */
public final class SudokuPuzzle {
    private static final int LARGEST_BOX = 5;

    private final int box;
    private final int[] cells;

    private SudokuPuzzle(int box, int[] cells) {
        this.box = box;
        this.cells = cells;
    }

    /**
     * @param cells row by row, 0 for an empty cell, else 1 to the side of the board
     * @throws io.github.sibyl4j.tensor.InvalidInputException if their number is no fourth power of 2 to 5, a digit is
     *     too large, or one occurs twice in a row, column or box
     */
    public static SudokuPuzzle of(int... cells) {
        int box = 2;
        while (box < LARGEST_BOX && box * box * box * box < cells.length) {
            box++;
        }
        require(box * box * box * box == cells.length, "a board has 16, 81, 256 or 625 cells, found %d", cells.length);
        SudokuPuzzle puzzle = new SudokuPuzzle(box, cells.clone());
        puzzle.requireRules();
        return puzzle;
    }

    /**
     * A board as in {@code 0304000010002030} or {@code .3.4....1...2.3.}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #of(int...)}, and if a character is neither digit nor full stop
     */
    public static SudokuPuzzle parse(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            require(
                    c >= '0' && c <= '9' || c == '.',
                    "character %d is '%s', expected a digit, or 0 or . for an empty cell",
                    i + 1,
                    c);
        }
        return of(digits.chars().map(c -> c == '.' ? 0 : c - '0').toArray());
    }

    private void requireRules() {
        int side = side();
        boolean[] seen = new boolean[3 * side * (side + 1)];
        for (int cell = 0; cell < cells.length; cell++) {
            int digit = cells[cell];
            require(
                    digit >= 0 && digit <= side,
                    "row %d, column %d holds %d, expected 0 to %d",
                    cell / side + 1,
                    cell % side + 1,
                    digit,
                    side);
            int[] units = {row(cell), side + column(cell), 2 * side + box(cell)};
            for (int unit : units) {
                require(
                        digit == 0 || !seen[unit * (side + 1) + digit],
                        "row %d, column %d: there is a %d already in its %s",
                        cell / side + 1,
                        cell % side + 1,
                        digit,
                        unit < side ? "row" : unit < 2 * side ? "column" : "box");
                seen[unit * (side + 1) + digit] = true;
            }
        }
    }

    /** Cells in a row, and digits. */
    public int side() {
        return box * box;
    }

    public int size() {
        return cells.length;
    }

    public int row(int cell) {
        return cell / side();
    }

    public int column(int cell) {
        return cell % side();
    }

    public int box(int cell) {
        return row(cell) / box * box + column(cell) / box;
    }

    /** The digit of a cell, 0 if it is empty. */
    public int cell(int cell) {
        return cells[cell];
    }

    public int[] cells() {
        return cells.clone();
    }

    /** How many cells are filled. */
    public int givens() {
        return (int) Arrays.stream(cells).filter(digit -> digit != 0).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SudokuPuzzle that && Arrays.equals(cells, that.cells);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells);
    }

    /** The digits row by row, separated by blanks where they may have two characters. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int digit : cells) {
            text.append(side() > 9 && !text.isEmpty() ? " " : "").append(digit);
        }
        return text.toString();
    }
}
