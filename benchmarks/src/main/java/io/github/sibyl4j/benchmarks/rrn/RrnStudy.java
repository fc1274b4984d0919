package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.rrn.AgeArithmetic;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import io.github.sibyl4j.reasoning.rrn.SudokuTask;
import io.github.sibyl4j.reasoning.sudoku.SudokuGenerator;
import io.github.sibyl4j.reasoning.sudoku.SudokuPuzzle;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network, what it learns from, and what it is tested on.
 *
 * @param tests problems by what sets them apart, such as the number of givens
 * @param differences from the published configuration, for the reader of the figures
 */
public record RrnStudy(
        String name,
        RecurrentRelationalNetwork network,
        RrnTraining training,
        List<RrnProblem> train,
        List<RrnProblem> validation,
        Map<String, List<RrnProblem>> tests,
        List<Integer> testRounds,
        String differences) {

    private static final int FEWEST_GIVENS = 4;
    private static final int MOST_GIVENS = 8;
    private static final int TRAINING_BOARDS = 230;
    private static final int VALIDATION_BOARDS = 28;
    private static final int MOST_JUMPS = 5;
    /** The minutes end training. */
    private static final int UPDATES = 10_000_000;

    /** Sudoku on 4 by 4 boards with 4 to 8 givens; no solution of a test puzzle was seen in training. */
    public static RrnStudy sudoku(long seed) {
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
        return new RrnStudy(
                "sudoku-4x4",
                SudokuTask.network(2).hidden(32).rounds(8).build(),
                RrnTraining.defaults()
                        .withUpdates(UPDATES)
                        .withBatchSize(32)
                        .withTogether(32)
                        .withLearningRate(1e-3)
                        .withClipNorm(1)
                        .withValidateEvery(500)
                        .withSeed(seed),
                train,
                validation,
                Collections.unmodifiableMap(tests),
                List.of(8, 16, 32),
                "4 by 4 boards instead of 9 by 9; width 32 (published 96), 8 rounds in training (32), batch 32 (64),"
                        + " learning rate 1e-3 (2e-4), gradients clipped to length 1 (not clipped); L2 1e-4, embeddings"
                        + " and layers as published");
    }

    private static List<RrnProblem> puzzles(List<SudokuPuzzle> boards, int givens, int count, Seed seed) {
        return SudokuGenerator.puzzles(boards, givens, count, seed).stream()
                .map(each -> SudokuTask.problem(each.puzzle(), each.solution()))
                .toList();
    }

    /** Age arithmetic up to 5 jumps; the trees of the test questions were not seen in training. */
    public static RrnStudy ages(long seed) {
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        for (int jumps = 0; jumps <= MOST_JUMPS; jumps++) {
            tests.put(
                    jumps + " jumps",
                    ages(
                            AgeArithmetic.Part.TEST,
                            jumps,
                            jumps,
                            500,
                            new Seed(0).split("test").split(jumps)));
        }
        return new RrnStudy(
                "age-arithmetic",
                AgeArithmetic.network().hidden(64).outputLayers(1, 0).build(),
                RrnTraining.defaults()
                        .withUpdates(UPDATES)
                        .withTogether(64)
                        .withLearningRate(5e-4)
                        .withL2(0)
                        .withClipNorm(1)
                        .withValidateEvery(500)
                        .withSeed(seed),
                ages(AgeArithmetic.Part.TRAIN, 0, MOST_JUMPS, 100_000, new Seed(seed).split("train")),
                ages(AgeArithmetic.Part.TEST, 0, MOST_JUMPS, 500, new Seed(0).split("validation")),
                Collections.unmodifiableMap(tests),
                List.of(8, 16),
                "questions of 0 to 5 jumps (published 0 to 7), 100,000 of them; width 64 (128), no dropout (0.5), batch 64"
                        + " (128), learning rate 5e-4 (1e-4), gradients clipped to length 1 (not clipped); 8 rounds and"
                        + " layers as published");
    }

    private static List<RrnProblem> ages(AgeArithmetic.Part part, int fewest, int most, int count, Seed seed) {
        return AgeArithmetic.questions(part, fewest, most, count, seed).stream()
                .map(AgeArithmetic.Question::problem)
                .toList();
    }
}
