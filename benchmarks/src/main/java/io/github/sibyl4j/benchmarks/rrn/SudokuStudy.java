package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.rrn.ProblemStream;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import io.github.sibyl4j.reasoning.rrn.SudokuTask;
import io.github.sibyl4j.reasoning.sudoku.SudokuGenerator;
import io.github.sibyl4j.reasoning.sudoku.SudokuPuzzle;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sudoku on 4 by 4 boards with 4 to 8 givens; no solution of a test puzzle was seen in training. */
public final class SudokuStudy {
    private static final int FEWEST_GIVENS = 4;
    private static final int MOST_GIVENS = 8;
    private static final int TRAINING_BOARDS = 230;
    private static final int VALIDATION_BOARDS = 28;

    private SudokuStudy() {}

    public static RrnStudy of(long seed) {
        List<SudokuPuzzle> boards = SudokuGenerator.smallBoards();
        // The boards are the same for every seed, as the published pools are.
        int[] order = new Seed(0).permutation(boards.size());
        List<SudokuPuzzle> shuffled = Arrays.stream(order).mapToObj(boards::get).toList();
        int held = TRAINING_BOARDS + VALIDATION_BOARDS;
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        List<RrnProblem> train = new ArrayList<>();
        List<RrnProblem> validation = new ArrayList<>();
        Seed use = new Seed(seed);
        for (int givens = FEWEST_GIVENS; givens <= MOST_GIVENS; givens++) {
            train.addAll(puzzles(shuffled.subList(0, TRAINING_BOARDS), givens, 8_000, use.split("train")));
            validation.addAll(
                    puzzles(shuffled.subList(TRAINING_BOARDS, held), givens, 60, new Seed(0).split("validation")));
            tests.put(
                    givens + " givens",
                    puzzles(shuffled.subList(held, boards.size()), givens, 400, new Seed(0).split("test")));
        }
        RecurrentRelationalNetwork network =
                SudokuTask.network(2).hidden(32).rounds(8).build();
        RrnTraining training = RrnTraining.defaults()
                .withUpdates(RrnStudy.UPDATES)
                .withBatchSize(32)
                .withTogether(32)
                .withLearningRate(1e-3)
                .withClipNorm(1)
                .withValidateEvery(500)
                .withSeed(seed);
        return new RrnStudy(
                "sudoku-4x4",
                List.of(Lesson.full(
                        "all", network, training, ProblemStream.shuffled(train, use.split("shuffling")), validation)),
                tests,
                List.of(8, 16, 32),
                Differences.between(
                        network.config(),
                        training,
                        SudokuTask.network(3).build().config(),
                        RrnTraining.defaults(),
                        "4 by 4 boards instead of 9 by 9; no permutation of digits, as all boards are listed; 8, 16 and 32"
                                + " rounds in the test (64)"));
    }

    private static List<RrnProblem> puzzles(List<SudokuPuzzle> boards, int givens, int count, Seed seed) {
        return SudokuGenerator.puzzles(boards, givens, count, seed).stream()
                .map(each -> SudokuTask.problem(each.puzzle(), each.solution()))
                .toList();
    }
}
