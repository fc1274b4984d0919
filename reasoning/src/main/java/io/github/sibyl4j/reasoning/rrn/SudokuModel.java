package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.sudoku.SudokuPuzzle;
import java.util.List;

/** A network that was trained on Sudoku, see {@link SudokuTask}. Immutable. */
public final class SudokuModel {
    private final RrnModel model;

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if the network was made for something else */
    public SudokuModel(RrnModel model) {
        RrnConfig config = model.config();
        int side = config.classes() - 1;
        require(
                config.output() == Output.NODE
                        && config.features() == 0
                        && config.edgeFeatures() == 1
                        && config.categories().equals(List.of(side + 1, side, side)),
                "the network was not made for Sudoku: build it with SudokuTask.network, found %s",
                config);
        this.model = model;
    }

    public RrnModel model() {
        return model;
    }

    /** The answer after the rounds of training. */
    public SudokuAnswer solve(SudokuPuzzle puzzle) {
        return solve(puzzle, model.config().rounds());
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if the board has another size than those of training */
    public SudokuAnswer solve(SudokuPuzzle puzzle, int rounds) {
        int side = model.config().classes() - 1;
        require(
                puzzle.side() == side,
                "the network knows boards of %d by %d, found one of %d by %d",
                side,
                side,
                puzzle.side(),
                puzzle.side());
        return new SudokuAnswer(puzzle, model.predict(List.of(SudokuTask.problem(puzzle)), rounds)[0]);
    }
}
