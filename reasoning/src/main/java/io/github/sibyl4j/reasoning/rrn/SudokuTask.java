package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.sudoku.SudokuPuzzle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sudoku for a {@link RecurrentRelationalNetwork}: a node for every cell, which knows its digit (0 for none), row and column;
 * edges between cells that share a row, a column or a box, with the one feature 0 that the published network has; the answer of
 * a node is its digit in the solution.
 */
public final class SudokuTask {
    private static final Map<Integer, ProblemGraph> GRAPHS = new ConcurrentHashMap<>();

    private SudokuTask() {}

    /**
     * A builder with the published configuration, for {@code box = 3}, or the same for boards of another size.
     *
     * @param box the side of a box, 2 to 5
     */
    public static RecurrentRelationalNetwork.Builder network(int box) {
        require(box >= 2 && box <= 5, "box must lie between 2 and 5, found %d", box);
        int side = box * box;
        return RecurrentRelationalNetwork.builder()
                .categories(side + 1, side, side)
                .edgeFeatures(1)
                .classes(side + 1);
    }

    /** A puzzle whose solution is not known. */
    public static RrnProblem problem(SudokuPuzzle puzzle) {
        return problem(puzzle, new int[0]);
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if this is no solution of the puzzle */
    public static RrnProblem problem(SudokuPuzzle puzzle, SudokuPuzzle solution) {
        require(
                solution.size() == puzzle.size() && solution.givens() == solution.size(),
                "%s is not a full board of the size of %s",
                solution,
                puzzle);
        for (int cell = 0; cell < puzzle.size(); cell++) {
            require(
                    puzzle.cell(cell) == 0 || puzzle.cell(cell) == solution.cell(cell),
                    "%s is no solution of %s: cell %d differs",
                    solution,
                    puzzle,
                    cell);
        }
        return problem(puzzle, solution.cells());
    }

    private static RrnProblem problem(SudokuPuzzle puzzle, int[] answers) {
        int[][] categories = new int[puzzle.size()][];
        for (int cell = 0; cell < categories.length; cell++) {
            categories[cell] = new int[] {puzzle.cell(cell), puzzle.row(cell), puzzle.column(cell)};
        }
        ProblemGraph graph = GRAPHS.computeIfAbsent(puzzle.size(), size -> graph(puzzle));
        return RrnProblem.of(graph, categories, new float[puzzle.size()][0], answers);
    }

    private static ProblemGraph graph(SudokuPuzzle board) {
        List<Integer> sources = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int target = 0; target < board.size(); target++) {
            for (int source = 0; source < board.size(); source++) {
                boolean together = board.row(source) == board.row(target)
                        || board.column(source) == board.column(target)
                        || board.box(source) == board.box(target);
                if (source != target && together) {
                    sources.add(source);
                    targets.add(target);
                }
            }
        }
        return ProblemGraph.of(
                board.size(),
                sources.stream().mapToInt(Integer::intValue).toArray(),
                targets.stream().mapToInt(Integer::intValue).toArray(),
                new float[sources.size()][1]);
    }
}
