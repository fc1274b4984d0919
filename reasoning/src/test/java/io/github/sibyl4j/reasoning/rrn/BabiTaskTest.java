package io.github.sibyl4j.reasoning.rrn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.babi.BabiFile;
import io.github.sibyl4j.reasoning.babi.BabiQuestion;
import io.github.sibyl4j.reasoning.babi.BabiStories;
import io.github.sibyl4j.reasoning.babi.BabiVocabulary;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class BabiTaskTest {
    private static final List<BabiQuestion> ONE = questions(1, 3, 500, 1);
    private static final List<BabiQuestion> TWO = questions(2, 3, 500, 1);
    private static final BabiVocabulary VOCABULARY = vocabulary();
    private static final RrnTraining TRAINING = RrnTraining.defaults()
            .withTogether(64)
            .withLearningRate(2e-3)
            .withL2(0)
            .withClipNorm(1)
            .withValidateEvery(50)
            .withSeed(1);

    private static List<BabiQuestion> questions(int supporting, int facts, int count, long seed) {
        return BabiFile.parse("made up", BabiStories.lines(supporting, facts, count, new Seed(seed)));
    }

    private static BabiVocabulary vocabulary() {
        List<BabiQuestion> all = new ArrayList<>(ONE);
        all.addAll(TWO);
        return BabiVocabulary.of(all);
    }

    @Test
    void hasThePublishedSizes() {
        RrnConfig config = BabiTask.network(VOCABULARY).build().config();
        assertEquals(40 + 32 + 32, config.inputs());
        assertEquals(32, config.edgeInputs());
        RrnNetwork network = new RrnNetwork(config, new Seed(0));
        assertArrayEquals(
                new int[] {128, 2 * 128 + 32},
                network.namedParameters().get("msg.layer0.weight").shape());
        assertArrayEquals(
                new int[] {VOCABULARY.size(), 128},
                network.namedParameters().get("out.layer2.weight").shape());
    }

    @Test
    void aNodeIsOneOfTheLastTwentyFacts() {
        List<List<String>> facts =
                new ArrayList<>(Collections.nCopies(23, List.of("anna", "went", "into", "the", "hall")));
        facts.set(3, List.of("bela", "unheardof"));
        BabiQuestion question = new BabiQuestion(facts, List.of("where", "is", "anna"), "hall", List.of(22));
        RrnProblem problem = BabiTask.problem(question, VOCABULARY, 19);
        assertEquals(20, problem.graph().nodes());
        assertEquals(400, problem.graph().edges());
        assertArrayEquals(new int[] {VOCABULARY.number("bela"), 0}, problem.sentence(0));
        assertEquals(5, problem.sentence(19).length);
        assertEquals(1, problem.features(0)[19]);
        assertEquals(1, problem.features(19)[38]);
        assertArrayEquals(new int[] {VOCABULARY.number("hall")}, problem.answers());
    }

    @Test
    void aSentenceIsReadAloneAsAmongOthers() {
        RrnConfig config =
                BabiTask.network(VOCABULARY).hidden(8).rounds(2).build().config();
        RrnNetwork network = new RrnNetwork(config, new Seed(3));
        List<RrnProblem> problems = new ArrayList<>(BabiTask.problems(ONE.subList(0, 5), VOCABULARY, new Seed(1)));
        problems.addAll(BabiTask.problems(questions(2, 7, 5, 2), VOCABULARY, new Seed(2)));
        float[][][] together = Answers.probabilities(network, config, problems, 2, 10);
        float[][][] alone = Answers.probabilities(network, config, problems, 2, 1);
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(alone[i][0], together[i][0], 1e-6f);
        }
    }

    /** Longer stories take minutes: {@code sibyl reproduce rrn --tasks stories}. */
    @Test
    void learnsBothTasksTogether(@TempDir Path folder) throws IOException {
        List<BabiQuestion> unseen = new ArrayList<>(questions(1, 2, 100, 9));
        unseen.addAll(questions(2, 2, 100, 9));
        List<RrnProblem> validation = BabiTask.problems(unseen, VOCABULARY, new Seed(5));
        RrnModel trained = BabiTask.network(VOCABULARY)
                .hidden(64)
                .layers(1)
                .rounds(2)
                .build()
                .fit(
                        BabiTask.stream(
                                List.of(questions(1, 2, 2000, 1), questions(2, 2, 2000, 1)), VOCABULARY, new Seed(1)),
                        validation,
                        TRAINING.withUpdates(1000),
                        progress -> progress.validation().accuracy() < 0.8);
        assertTrue(
                trained.evaluate(validation, 2).accuracy() >= 0.8,
                () -> trained.history().toString());
        new BabiModel(trained, VOCABULARY).save(folder);
        BabiModel model = BabiModel.load(folder);
        assertEquals(VOCABULARY.words(), model.vocabulary().words());
        assertEquals(trained.weights().keySet(), model.model().weights().keySet());
        trained.weights()
                .forEach((name, values) ->
                        assertArrayEquals(values, model.model().weights().get(name)));
        refused(() -> RrnModel.load(folder), "a model of the kind 'rrn-babi', expected 'rrn'");
        long right = unseen.stream()
                .filter(question -> model.answer(question).equals(question.answer()))
                .count();
        assertTrue(right >= 150, () -> right + " of 200");
    }

    @Test
    void saysWhatIsWrong() {
        Seed seed = new Seed(0);
        refused(() -> BabiTask.stream(List.of(), VOCABULARY, seed), "no tasks");
        refused(() -> BabiTask.stream(List.of(ONE, List.of()), VOCABULARY, seed), "task 1 has no questions");
        refused(() -> BabiTask.problem(ONE.get(0), VOCABULARY, 20), "0 and 19", "found 20");
        refused(() -> new RrnText(0, 1, 1), "words");
        refused(() -> new RrnText(1, 0, 1), "embedding");
        refused(() -> new RrnText(1, 1, 0), "code");
        RecurrentRelationalNetwork network =
                BabiTask.network(VOCABULARY).hidden(4).rounds(1).build();
        RrnProblem problem = BabiTask.problem(ONE.get(0), VOCABULARY, 0);
        RrnProblem silent = RrnProblem.of(ProblemGraph.complete(1), new int[1][0], new float[1][40], 1);
        refused(() -> fit(network, silent), "has no words", "RrnProblem.withText");
        refused(() -> silent.withText(new int[2][1], 1), "each of the 1 nodes", "found 2");
        refused(() -> silent.withText(new int[1][0], 1), "node 0 has no words");
        refused(() -> silent.withText(new int[1][1]), "question has no words");
        refused(() -> fit(network, silent.withText(new int[][] {{99}}, 1)), "word of sentence 0", "99");
        refused(() -> fit(network, silent.withText(new int[][] {{1}}, -1)), "word of the question", "-1");
        RecurrentRelationalNetwork deaf = RecurrentRelationalNetwork.builder()
                .features(40)
                .output(Output.GRAPH)
                .classes(VOCABULARY.size())
                .build();
        refused(() -> fit(deaf, problem), "is told in words", "name text");
        RrnModel model = fit(network, problem);
        refused(() -> new BabiModel(model, BabiVocabulary.ofWords(List.of("a"))), "the vocabulary has 2");
        BabiModel reader = new BabiModel(model, VOCABULARY);
        List<String> strange = List.of("quo", "vadis");
        BabiQuestion asked = new BabiQuestion(ONE.get(0).facts(), strange, "hall", List.of());
        refused(() -> reader.answer(asked), "no word of the question is known, found [quo, vadis]");
        BabiQuestion told = new BabiQuestion(List.of(strange), ONE.get(0).question(), "hall", List.of());
        refused(() -> reader.answer(told), "no word of the facts is known");
        RrnModel other = fit(
                RecurrentRelationalNetwork.builder()
                        .features(40)
                        .hidden(4)
                        .rounds(1)
                        .output(Output.GRAPH)
                        .classes(2)
                        .build(),
                silent);
        refused(() -> new BabiModel(other, VOCABULARY), "not made for stories");
    }

    private static RrnModel fit(RecurrentRelationalNetwork network, RrnProblem problem) {
        return network.fit(List.of(problem), List.of(problem), TRAINING.withUpdates(1));
    }

    private static void refused(Executable call, String... words) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }
}
