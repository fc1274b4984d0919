package io.github.sibyl4j.reasoning.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SudokuTest {
    private static final String CYCLIC =
            "123456789456789123789123456234567891567891234891234567345678912678912345912345678";

    private static void refuses(String part, Executable action) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void solvesBoardsOfNineByNine() {
        SudokuPuzzle board = SudokuPuzzle.parse(CYCLIC);
        assertEquals(81, board.givens());
        SudokuGenerator.Solved solved =
                SudokuGenerator.puzzles(List.of(board), 30, 1, new Seed(1)).get(0);
        assertEquals(30, solved.puzzle().givens());
        assertEquals(board, SudokuSolver.solve(solved.puzzle()));
        assertFalse(SudokuSolver.unique(SudokuPuzzle.of(new int[81])));
        assertEquals(3, SudokuSolver.solutions(SudokuPuzzle.of(new int[81]), 3).size());
    }

    @Test
    void knowsAllSmallBoards() {
        List<SudokuPuzzle> boards = SudokuGenerator.smallBoards();
        assertEquals(288, new HashSet<>(boards).size());
        assertEquals("1234341221434321", boards.get(0).toString());
    }

    @Test
    void generatesPuzzlesWithOneSolution() {
        List<SudokuPuzzle> boards = SudokuGenerator.smallBoards();
        for (int givens = 4; givens <= 8; givens++) {
            List<SudokuGenerator.Solved> puzzles = SudokuGenerator.puzzles(boards, givens, 50, new Seed(2));
            assertEquals(puzzles, SudokuGenerator.puzzles(boards, givens, 50, new Seed(2)));
            assertTrue(new HashSet<>(puzzles).size() > 45);
            for (SudokuGenerator.Solved each : puzzles) {
                assertEquals(givens, each.puzzle().givens());
                assertEquals(each.solution(), SudokuSolver.solve(each.puzzle()));
            }
        }
    }

    @Test
    void saysWhatIsWrong() {
        refuses("found 15", () -> SudokuPuzzle.of(new int[15]));
        assertEquals(SudokuPuzzle.parse("0304000010002030"), SudokuPuzzle.parse(".3.4....1...2.3."));
        refuses("character 2 is 'x'", () -> SudokuPuzzle.parse("1x"));
        refuses("row 1, column 4: there is a 1 already in its row", () -> SudokuPuzzle.parse("1001000000000000"));
        refuses("already in its column", () -> SudokuPuzzle.parse("1000000000001000"));
        refuses("already in its box", () -> SudokuPuzzle.parse("1000010000000000"));
        refuses("holds 5, expected 0 to 4", () -> SudokuPuzzle.parse("5000000000000000"));
        refuses("several solutions", () -> SudokuSolver.solve(SudokuPuzzle.parse("1000000000000000")));
        refuses("no solution", () -> SudokuSolver.solve(SudokuPuzzle.parse("1230000400000000")));
        refuses("at least 1", () -> SudokuSolver.solutions(SudokuPuzzle.of(new int[16]), 0));
        List<SudokuPuzzle> boards = SudokuGenerator.smallBoards();
        refuses("ask for more givens", () -> SudokuGenerator.puzzles(boards.subList(0, 1), 3, 1, new Seed(1)));
        refuses("givens must be", () -> SudokuGenerator.puzzles(boards, 17, 1, new Seed(1)));
        refuses(
                "not a full board",
                () -> SudokuGenerator.puzzles(List.of(SudokuPuzzle.of(new int[16])), 5, 1, new Seed(1)));
    }
}
