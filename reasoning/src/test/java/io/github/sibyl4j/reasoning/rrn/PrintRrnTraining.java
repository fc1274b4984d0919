package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.reasoning.babi.BabiFile;
import io.github.sibyl4j.reasoning.babi.BabiQuestion;
import io.github.sibyl4j.reasoning.babi.BabiStories;
import io.github.sibyl4j.reasoning.babi.BabiVocabulary;
import io.github.sibyl4j.reasoning.sudoku.SudokuGenerator;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Trains and prints what was learned, as hashes of its bits. Sizes are large enough for several tasks of the threads and divide into
 * none of them evenly.
 */
final class PrintRrnTraining {
    private static final RrnTraining TRAINING = RrnTraining.defaults()
            .withUpdates(2)
            .withBatchSize(61)
            .withTogether(37)
            .withClipNorm(1)
            .withSeed(7);

    private PrintRrnTraining() {}

    public static void main(String[] args) {
        System.out.println("threads " + Backends.threads());
        List<RrnProblem> puzzles = SudokuGenerator.puzzles(SudokuGenerator.smallBoards(), 6, 70, new Seed(1)).stream()
                .map(each -> SudokuTask.problem(each.puzzle(), each.solution()))
                .toList();
        train("sudoku", SudokuTask.network(2), ProblemStream.shuffled(puzzles, new Seed(2)), puzzles);
        for (AgeArithmetic.Nodes nodes : AgeArithmetic.Nodes.values()) {
            train(
                    "ages of " + nodes.name().toLowerCase(Locale.ROOT),
                    AgeArithmetic.network(nodes),
                    AgeArithmetic.stream(nodes, AgeArithmetic.Part.TRAIN, 0, 5, new Seed(4)),
                    AgeArithmetic.questions(nodes, AgeArithmetic.Part.TEST, 0, 5, 20, new Seed(3)));
        }
        train(
                "pretty-clevr",
                PrettyClevr.network(),
                PrettyClevr.stream(0, 7, 100, new Seed(5)),
                PrettyClevr.questions(3, 20, new Seed(6)));
        List<BabiQuestion> questions = BabiFile.parse("made up", BabiStories.lines(2, 9, 100, new Seed(8)));
        BabiVocabulary vocabulary = BabiVocabulary.of(questions);
        train(
                "stories",
                BabiTask.network(vocabulary),
                BabiTask.stream(List.of(questions), vocabulary, new Seed(9)),
                BabiTask.problems(questions.subList(0, 20), vocabulary, new Seed(10)));
    }

    private static void train(
            String name,
            RecurrentRelationalNetwork.Builder network,
            ProblemStream problems,
            List<RrnProblem> validation) {
        RrnModel model = network.hidden(51).rounds(3).build().fit(problems, validation, TRAINING, progress -> true);
        System.out.println(name + " answers " + Arrays.deepHashCode(model.predict(validation)) + " loss "
                + model.history().get(0).loss());
    }
}
