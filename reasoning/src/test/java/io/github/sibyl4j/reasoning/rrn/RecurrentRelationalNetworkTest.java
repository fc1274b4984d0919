package io.github.sibyl4j.reasoning.rrn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.rrn.AgeArithmetic.Nodes;
import io.github.sibyl4j.reasoning.sudoku.SudokuGenerator;
import io.github.sibyl4j.reasoning.sudoku.SudokuPuzzle;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RecurrentRelationalNetworkTest {
    private static final List<SudokuGenerator.Solved> PUZZLES =
            SudokuGenerator.puzzles(SudokuGenerator.smallBoards(), 8, 24, new Seed(1));
    private static final List<RrnProblem> PROBLEMS = PUZZLES.stream()
            .map(each -> SudokuTask.problem(each.puzzle(), each.solution()))
            .toList();

    private static final RecurrentRelationalNetwork SMALL =
            SudokuTask.network(2).hidden(16).rounds(3).build();
    private static final RrnTraining SHORT = RrnTraining.defaults()
            .withUpdates(12)
            .withBatchSize(8)
            .withValidateEvery(4)
            .withLearningRate(3e-3)
            .withSeed(5);

    @Test
    void hasThePublishedParameters() {
        RrnConfig published = SudokuTask.network(3).build().config();
        assertEquals(201_194, new RrnNetwork(published, new Seed(0)).parameterCount());
        // The re-implementation's 24,085 for 4 by 4 boards without the second bias of PyTorch's LSTM.
        RrnConfig small = SudokuTask.network(2).hidden(32).build().config();
        assertEquals(24_085 - 4 * 32, new RrnNetwork(small, new Seed(0)).parameterCount());
    }

    @Test
    void runsThePublishedConfiguration() {
        RrnConfig published = SudokuTask.network(3).build().config();
        SudokuPuzzle puzzle = SudokuPuzzle.of(new int[81]);
        RrnProblem problem = SudokuTask.problem(puzzle);
        assertEquals(1620, problem.graph().edges());
        float[][][] answers =
                Answers.probabilities(new RrnNetwork(published, new Seed(0)), published, List.of(problem), 64, 1);
        assertEquals(81, answers[0].length);
        assertEquals(10, answers[0][80].length);
        double sum = 0;
        for (float probability : answers[0][80]) {
            sum += probability;
        }
        assertEquals(1, sum, 1e-5);
    }

    @Test
    void learns() {
        RrnTraining training = SHORT.withUpdates(200).withValidateEvery(20);
        RrnModel model = SMALL.fit(PROBLEMS, PROBLEMS, training);
        List<RrnProgress> history = model.history();
        assertEquals(10, history.size());
        assertEquals(Math.log(5), history.get(0).loss(), 0.25);
        assertTrue(history.get(9).loss() < 1, () -> history.toString());
        RrnEvaluation evaluation = model.evaluate(PROBLEMS, 3);
        assertEquals(24, evaluation.problems());
        // 8 of 16 digits are given.
        assertTrue(evaluation.accuracy() > 0.6, evaluation::toString);
        assertEquals(
                evaluation,
                history.stream()
                        .filter(progress -> progress.update() == model.bestUpdate())
                        .findFirst()
                        .orElseThrow()
                        .validation());
    }

    @Test
    void repeatsItselfAndStopsWhenAskedTo() {
        float[][][] first = SMALL.fit(PROBLEMS, PROBLEMS, SHORT).predict(PROBLEMS);
        float[][][] again = SMALL.fit(PROBLEMS, PROBLEMS, SHORT).predict(PROBLEMS);
        assertTrue(Arrays.deepEquals(first, again));
        float[][][] other = SMALL.fit(PROBLEMS, PROBLEMS, SHORT.withSeed(6)).predict(PROBLEMS);
        assertNotEquals(first[0][0][0], other[0][0][0]);
        List<Integer> updates = new ArrayList<>();
        RrnModel stopped = SMALL.fit(PROBLEMS, PROBLEMS, SHORT, progress -> {
            updates.add(progress.update());
            return progress.update() < 8;
        });
        assertEquals(List.of(4, 8), updates);
        assertEquals(2, stopped.history().size());
    }

    @Test
    void partsOfABatchGiveTheSameUpdate() {
        float[] whole = SMALL.fit(PROBLEMS, PROBLEMS, SHORT.withUpdates(2).withTogether(8))
                .predict(PROBLEMS.subList(0, 1))[0][3];
        float[] parts = SMALL.fit(PROBLEMS, PROBLEMS, SHORT.withUpdates(2).withTogether(3))
                .predict(PROBLEMS.subList(0, 1))[0][3];
        assertArrayEquals(whole, parts, 1e-4f);
    }

    @Test
    void moreRoundsMayBeAskedFor() {
        RrnModel model = SMALL.fit(PROBLEMS, PROBLEMS, SHORT);
        float[][][] three = model.predict(PROBLEMS);
        assertTrue(Arrays.deepEquals(three, model.predict(PROBLEMS, 3)));
        assertNotEquals(three[0][0][1], model.predict(PROBLEMS, 6)[0][0][1]);
        // Problems do not see each other.
        assertArrayEquals(three[5][2], model.predict(PROBLEMS.subList(5, 6))[0][2], 1e-6f);
    }

    @Test
    void savedModelAnswersTheSame(@TempDir Path folder) throws IOException {
        RrnModel model = SMALL.fit(PROBLEMS, PROBLEMS, SHORT);
        model.save(folder);
        RrnModel loaded = RrnModel.load(folder);
        assertTrue(Arrays.deepEquals(model.predict(PROBLEMS), loaded.predict(PROBLEMS)));
        assertEquals(model.config(), loaded.config());
        assertEquals(model.history(), loaded.history());
        Path json = folder.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"hidden\" : 16", "\"hidden\" : 160000"));
        refused(() -> RrnModel.load(folder), "damaged");
    }

    @Test
    void sudokuModelSpeaksOfBoards() {
        SudokuModel model = new SudokuModel(SMALL.fit(PROBLEMS, PROBLEMS, SHORT));
        SudokuAnswer answer = model.solve(PUZZLES.get(0).puzzle());
        assertEquals(16, answer.digits().length);
        assertTrue(answer.probability(0, 1) > 0);
        refused(() -> model.solve(SudokuPuzzle.of(new int[81])), "4 by 4", "9 by 9");
        RrnModel ages = AgeArithmetic.network(Nodes.FACTS)
                .hidden(4)
                .rounds(1)
                .build()
                .fit(ages(3), ages(3), SHORT.withUpdates(1));
        refused(() -> new SudokuModel(ages), "not made for Sudoku");
    }

    @Test
    void anAnswerIsASolutionOnlyIfItObeysTheRules() {
        SudokuGenerator.Solved solved = PUZZLES.get(0);
        float[][] shares = new float[16][5];
        for (int cell = 0; cell < 16; cell++) {
            shares[cell][solved.solution().cell(cell)] = 1;
        }
        SudokuAnswer right = new SudokuAnswer(solved.puzzle(), shares);
        assertEquals(solved.solution(), right.solution().orElseThrow());
        int empty = 0;
        while (solved.puzzle().cell(empty) != 0) {
            empty++;
        }
        shares[empty][solved.solution().cell(empty) % 4 + 1] = 2;
        assertTrue(new SudokuAnswer(solved.puzzle(), shares).solution().isEmpty());
        shares[empty][0] = 3;
        assertTrue(new SudokuAnswer(solved.puzzle(), shares).solution().isEmpty());
    }

    @Test
    void agesFollowFromTheFacts() {
        for (int jumps = 0; jumps < 8; jumps++) {
            for (RrnProblem question :
                    AgeArithmetic.questions(Nodes.FACTS, AgeArithmetic.Part.TRAIN, jumps, jumps, 50, new Seed(3))) {
                assertEquals(56, question.graph().edges());
                Ages ages = solve(question);
                assertEquals(jumps, ages.jumps());
                assertEquals(ages.answer(), question.answers()[0]);
            }
        }
    }

    @Test
    void agesOfPersonsFollowFromTheirEdges() {
        for (int jumps = 0; jumps < 8; jumps++) {
            for (RrnProblem question :
                    AgeArithmetic.questions(Nodes.PERSONS, AgeArithmetic.Part.TEST, jumps, jumps, 50, new Seed(3))) {
                assertEquals(14, question.graph().edges());
                assertEquals(1, question.asked());
                assertEquals(jumps, requireAgesFollow(question));
            }
        }
        ProblemStream lessons =
                AgeArithmetic.stream(Nodes.PERSONS, AgeArithmetic.Part.TRAIN, 0, AgeArithmetic.MOST_JUMPS, new Seed(4));
        ProblemStream near = AgeArithmetic.stream(Nodes.PERSONS, AgeArithmetic.Part.TRAIN, 0, 1, new Seed(4));
        for (int place = 0; place < 50; place++) {
            assertEquals(8, lessons.problem(place).asked());
            requireAgesFollow(lessons.problem(place));
            assertTrue(near.problem(place).asked() >= 2);
            assertEquals(1, requireAgesFollow(near.problem(place)));
        }
    }

    @Test
    void bothFormsAskTheSame() {
        for (int i = 0; i < 2; i++) {
            AgeArithmetic.Part part = AgeArithmetic.Part.values()[i];
            List<RrnProblem> facts = AgeArithmetic.questions(Nodes.FACTS, part, 1, 7, 100, new Seed(1));
            List<RrnProblem> persons = AgeArithmetic.questions(Nodes.PERSONS, part, 1, 7, 100, new Seed(1));
            for (int k = 0; k < 100; k++) {
                assertEquals(
                        facts.get(k).answers()[0],
                        Arrays.stream(persons.get(k).answers()).max().orElseThrow());
            }
        }
    }

    /** Follows the edges from the person whose age is known; the largest number of jumps to one that is asked about. */
    private static int requireAgesFollow(RrnProblem problem) {
        ProblemGraph graph = problem.graph();
        int[] ages = new int[8];
        int[] jumps = new int[8];
        Arrays.fill(ages, -1);
        for (int person = 0; person < 8; person++) {
            float[] known = problem.features(person);
            if (known[100] == 1) {
                ages[person] = one(known, 0, 100);
            } else {
                assertEquals(-1, one(known, 0, 101));
            }
        }
        assertEquals(1, Arrays.stream(ages).filter(age -> age >= 0).count());
        for (int pass = 0; pass < 8; pass++) {
            for (int edge = 0; edge < graph.edges(); edge++) {
                float[] fact = Arrays.copyOfRange(graph.values(), 102 * edge, 102 * (edge + 1));
                int source = graph.source(edge);
                int target = graph.target(edge);
                if (ages[source] >= 0 && ages[target] < 0) {
                    int difference = one(fact, 2, 102);
                    ages[target] = ages[source] + (one(fact, 0, 2) == 0 ? difference : -difference);
                    jumps[target] = jumps[source] + 1;
                }
            }
        }
        int most = 0;
        for (int person = 0; person < 8; person++) {
            if (problem.answers()[person] != RrnProblem.NOT_ASKED) {
                assertEquals(ages[person], problem.answers()[person]);
                most = Math.max(most, jumps[person]);
            }
        }
        return most;
    }

    /** Answers that are not asked for change neither loss nor weights nor what is counted. */
    @Test
    void countsWhatIsAskedAlone() {
        List<RrnProblem> questions =
                AgeArithmetic.questions(Nodes.PERSONS, AgeArithmetic.Part.TRAIN, 2, 2, 9, new Seed(5));
        RecurrentRelationalNetwork network = AgeArithmetic.network(Nodes.PERSONS)
                .hidden(8)
                .rounds(2)
                .outputLayers(0, 0)
                .build();
        RrnTraining once = SHORT.withUpdates(1).withL2(0).withBatchSize(9).withTogether(9);
        RrnModel model = network.fit(questions, questions, once);
        int right = 0;
        double loss = 0;
        RrnModel before = network.fit(questions, questions, once.withLearningRate(1e-12));
        for (int i = 0; i < questions.size(); i++) {
            int[] answers = questions.get(i).answers();
            for (int person = 0; person < 8; person++) {
                if (answers[person] != RrnProblem.NOT_ASKED) {
                    right += Answers.most(model.predict(questions)[i][person]) == answers[person] ? 1 : 0;
                    loss -= Math.log(before.predict(questions, 1)[i][person][answers[person]]) / 18;
                    loss -= Math.log(before.predict(questions, 2)[i][person][answers[person]]) / 18;
                }
            }
        }
        assertEquals(right / 9.0, model.evaluate(questions, 2).accuracy());
        assertEquals(right / 9.0, model.evaluate(questions, 2).solved());
        assertEquals(loss, model.history().get(0).loss(), 1e-4);
        RrnModel inParts = network.fit(questions, questions, once.withTogether(2));
        assertEquals(loss, inParts.history().get(0).loss(), 1e-4);
        RrnProblem silent = RrnProblem.of(
                questions.get(0).graph(), new int[8][0], new float[8][101], -1, -1, -1, -1, -1, -1, -1, -1);
        refused(() -> network.fit(List.of(silent), questions, once), "no answers to learn from");
        refused(() -> model.evaluate(List.of(silent), 2), "no answers to compare with");
        RrnProblem wrong =
                RrnProblem.of(questions.get(0).graph(), new int[8][0], new float[8][101], -2, 1, 1, 1, 1, 1, 1, 1);
        refused(() -> network.fit(List.of(wrong), questions, once), "is -2, expected 0 to 99, or RrnProblem.NOT_ASKED");
    }

    @Test
    void goesOnFromAModelWithOtherRounds() {
        RrnModel start = SMALL.fit(PROBLEMS, PROBLEMS, SHORT.withUpdates(100).withValidateEvery(100));
        ProblemStream stream = ProblemStream.shuffled(PROBLEMS, new Seed(1));
        RecurrentRelationalNetwork longer =
                SudokuTask.network(2).hidden(16).rounds(5).build();
        RrnTraining next = SHORT.withUpdates(1).withLearningRate(1e-9);
        RrnModel model = longer.fit(start, stream, PROBLEMS, next, progress -> true);
        assertArrayEquals(start.predict(PROBLEMS, 5)[0][1], model.predict(PROBLEMS)[0][1], 1e-5f);
        RecurrentRelationalNetwork wider =
                SudokuTask.network(2).hidden(17).rounds(3).build();
        refused(() -> wider.fit(start, stream, PROBLEMS, next, progress -> true), "rounds alone", "hidden=16");
    }

    private record Ages(int answer, int jumps) {}

    /** Reads the facts back and follows them. */
    private static Ages solve(RrnProblem problem) {
        int[] ages = new int[8];
        int[] jumps = new int[8];
        Arrays.fill(ages, -1);
        int asked = -1;
        for (int pass = 0; pass < 8; pass++) {
            for (int node = 0; node < problem.graph().nodes(); node++) {
                float[] fact = problem.features(node);
                int a = one(fact, 0, 8);
                int b = one(fact, 8, 16);
                int kind = one(fact, 16, 19);
                int number = one(fact, 19, 119);
                asked = one(fact, 119, 127);
                if (kind == 2) {
                    ages[a] = number;
                } else {
                    int difference = kind == 0 ? number : -number;
                    if (ages[a] < 0 && ages[b] >= 0) {
                        ages[a] = ages[b] + difference;
                        jumps[a] = jumps[b] + 1;
                    } else if (ages[b] < 0 && ages[a] >= 0) {
                        ages[b] = ages[a] - difference;
                        jumps[b] = jumps[a] + 1;
                    }
                }
            }
        }
        return new Ages(ages[asked], jumps[asked]);
    }

    private static int one(float[] values, int from, int to) {
        int found = -1;
        for (int i = from; i < to; i++) {
            if (values[i] == 1) {
                assertEquals(-1, found);
                found = i - from;
            }
        }
        return found;
    }

    private static List<RrnProblem> ages(int count) {
        return AgeArithmetic.questions(Nodes.FACTS, AgeArithmetic.Part.TEST, 1, 2, count, new Seed(1));
    }

    @Test
    void answersQuestionsAboutGraphs() {
        RecurrentRelationalNetwork network =
                AgeArithmetic.network(Nodes.FACTS).hidden(16).rounds(2).build();
        RrnModel model = network.fit(ages(16), ages(8), SHORT);
        assertEquals(1, model.predict(ages(2))[1].length);
        assertEquals(100, model.predict(ages(2))[1][0].length);
    }

    @Test
    void saysWhatIsWrong() {
        refused(() -> SudokuTask.network(6), "box", "found 6");
        refused(() -> SudokuTask.network(2).hidden(0).build(), "hidden");
        refused(() -> SudokuTask.network(2).rounds(0).build(), "rounds");
        refused(() -> RecurrentRelationalNetwork.builder().classes(3).build(), "nothing is known of a node");
        refused(() -> SudokuTask.network(2).output(null).build(), "output must be NODE or GRAPH, found null");
        refused(
                () -> new RrnConfig(null, 1, 1, 0, 1, 1, true, 1, Output.NODE, 0, 0, 2, null),
                "categories are missing");
        refused(() -> SHORT.withLearningRate(0), "learningRate");
        refused(() -> SHORT.withUpdates(0), "updates");
        refused(() -> SMALL.fit(List.of(), PROBLEMS, SHORT), "no training problems");
        RrnProblem unknown = SudokuTask.problem(PUZZLES.get(0).puzzle());
        refused(() -> SMALL.fit(List.of(unknown), PROBLEMS, SHORT), "no answers");
        refused(() -> SMALL.fit(ages(1), PROBLEMS, SHORT), "edges of problem 0 have 0 features", "expects 1");
        RecurrentRelationalNetwork narrow = RecurrentRelationalNetwork.builder()
                .features(3)
                .output(Output.GRAPH)
                .classes(100)
                .build();
        refused(() -> narrow.fit(ages(1), ages(1), SHORT), "nodes of problem 0 have 127 features", "expects 3");
        RrnProblem large = SudokuTask.problem(SudokuPuzzle.of(new int[81]));
        refused(() -> SMALL.fit(PROBLEMS, List.of(large), SHORT), "expected 0 to 3");
        refused(() -> SudokuTask.problem(PUZZLES.get(0).puzzle(), PUZZLES.get(0).puzzle()), "not a full board");
        refused(() -> ProblemGraph.of(2, new int[] {0}, new int[] {2}, new float[1][0]), "node 2");
        refused(
                () -> ProblemGraph.of(2, new int[] {0}, new int[] {1}, new float[][] {{1, Float.NaN}}),
                "feature 1 of edge 0 is NaN");
        refused(
                () -> RrnProblem.of(
                        ProblemGraph.complete(2), new int[2][0], new float[][] {{1}, {Float.POSITIVE_INFINITY}}),
                "feature 0 of node 1 is Infinity");
        SudokuAnswer answer = new SudokuAnswer(PUZZLES.get(0).puzzle(), new float[16][5]);
        refused(() -> answer.probability(99, 1), "cell 99", "0 to 15");
        refused(() -> answer.probability(0, 5), "digit 5", "0 to 4");
        refused(() -> ProblemGraph.of(2, new int[] {0}, new int[0], new float[1][0]), "one entry an edge");
        refused(
                () -> RrnProblem.of(ProblemGraph.complete(2), new int[1][1], new float[2][0]),
                "2 nodes",
                "found 1 and 2");
        refused(
                () -> AgeArithmetic.questions(Nodes.FACTS, AgeArithmetic.Part.TEST, 0, 8, 1, new Seed(0)),
                "found 0 to 8");
        refused(
                () -> SMALL.fit(PROBLEMS, PROBLEMS, SHORT.withLearningRate(1e30).withUpdates(9)),
                "lower the learning rate");
    }

    private static void refused(Executable call, String... words) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }
}
