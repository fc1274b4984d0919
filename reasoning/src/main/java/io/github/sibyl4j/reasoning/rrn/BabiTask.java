package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.babi.BabiQuestion;
import io.github.sibyl4j.reasoning.babi.BabiVocabulary;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Questions about stories for a {@link RecurrentRelationalNetwork}: a node for each of the last 20 facts, which knows the fact, its
 * position and the question; every fact talks to every fact, itself among them, and a message sees the question, too; the answer is a
 * word. Positions count from a random number, so that the network learns which fact is later and not where it is.
 */
public final class BabiTask {
    /** Facts before the last so many are forgotten. */
    public static final int MOST_FACTS = 20;

    /** Positions start at 0 to this, exclusively. */
    private static final int OFFSETS = 20;

    private static final List<ProblemGraph> GRAPHS = graphs();

    private BabiTask() {}

    private static List<ProblemGraph> graphs() {
        List<ProblemGraph> graphs = new ArrayList<>();
        for (int facts = 1; facts <= MOST_FACTS; facts++) {
            graphs.add(ProblemGraph.completeWithSelfLoops(facts));
        }
        return List.copyOf(graphs);
    }

    /** A builder with the published configuration. */
    public static RecurrentRelationalNetwork.Builder network(BabiVocabulary vocabulary) {
        return RecurrentRelationalNetwork.builder()
                .features(MOST_FACTS + OFFSETS)
                .text(new RrnText(vocabulary.size(), 32, 32))
                .hidden(128)
                .rounds(5)
                .output(Output.GRAPH)
                .outputLayers(2, 0)
                .classes(vocabulary.size());
    }

    /**
     * Training questions without end: a task is drawn first, then one of its questions, and positions start anew.
     *
     * @param tasks the questions of each task
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no task, or one has no questions
     */
    public static ProblemStream stream(List<List<BabiQuestion>> tasks, BabiVocabulary vocabulary, Seed seed) {
        require(!tasks.isEmpty(), "there are no tasks to train on");
        for (int task = 0; task < tasks.size(); task++) {
            require(!tasks.get(task).isEmpty(), "task %d has no questions", task);
        }
        List<List<BabiQuestion>> copy = tasks.stream().map(List::copyOf).toList();
        return place -> {
            SplittableRandom random = seed.split(place).random();
            List<BabiQuestion> task = copy.get(random.nextInt(copy.size()));
            return problem(task.get(random.nextInt(task.size())), vocabulary, random.nextInt(OFFSETS));
        };
    }

    /** One problem for each question, with random first positions. */
    public static List<RrnProblem> problems(List<BabiQuestion> questions, BabiVocabulary vocabulary, Seed seed) {
        SplittableRandom random = seed.random();
        return questions.stream()
                .map(question -> problem(question, vocabulary, random.nextInt(OFFSETS)))
                .toList();
    }

    /**
     * @param offset the position of the first fact that is not forgotten, 0 to 19
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the offset lies outside
     */
    public static RrnProblem problem(BabiQuestion question, BabiVocabulary vocabulary, int offset) {
        require(offset >= 0 && offset < OFFSETS, "offset must lie between 0 and %d, found %d", OFFSETS - 1, offset);
        List<List<String>> facts = question.facts();
        List<List<String>> last = facts.subList(Math.max(0, facts.size() - MOST_FACTS), facts.size());
        float[][] positions = new float[last.size()][MOST_FACTS + OFFSETS];
        for (int i = 0; i < positions.length; i++) {
            positions[i][offset + i] = 1;
        }
        return RrnProblem.of(
                        GRAPHS.get(last.size() - 1),
                        new int[last.size()][0],
                        positions,
                        vocabulary.number(question.answer()))
                .withText(
                        last.stream().map(vocabulary::numbers).toArray(int[][]::new),
                        vocabulary.numbers(question.question()));
    }
}
