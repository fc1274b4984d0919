package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.sudoku.SudokuPuzzle;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.Optional;

/** What a network says of a Sudoku. */
public final class SudokuAnswer {
    private final SudokuPuzzle puzzle;
    private final float[][] probabilities;

    SudokuAnswer(SudokuPuzzle puzzle, float[][] probabilities) {
        this.puzzle = puzzle;
        this.probabilities = probabilities;
    }

    public SudokuPuzzle puzzle() {
        return puzzle;
    }

    /**
     * How probable it is that a cell holds a digit; 0, for an empty cell, is never the answer, but has a share, too.
     *
     * @throws InvalidInputException if there is no such cell or digit
     */
    public float probability(int cell, int digit) {
        require(
                cell >= 0 && cell < probabilities.length && digit >= 0 && digit < probabilities[0].length,
                "the probability of digit %d in cell %d is asked for, expected digits from 0 to %d and cells from 0 to %d",
                digit,
                cell,
                probabilities[0].length - 1,
                probabilities.length - 1);
        return probabilities[cell][digit];
    }

    /** The most probable digit of every cell, row by row. */
    public int[] digits() {
        int[] digits = new int[probabilities.length];
        for (int cell = 0; cell < digits.length; cell++) {
            digits[cell] = Answers.most(probabilities[cell]);
        }
        return digits;
    }

    /** The board of the most probable digits, if it obeys the rules and leaves the givens as they are. */
    public Optional<SudokuPuzzle> solution() {
        int[] digits = digits();
        for (int cell = 0; cell < digits.length; cell++) {
            if (digits[cell] == 0 || (puzzle.cell(cell) != 0 && puzzle.cell(cell) != digits[cell])) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(SudokuPuzzle.of(digits));
        } catch (InvalidInputException breaksTheRules) {
            return Optional.empty();
        }
    }
}
