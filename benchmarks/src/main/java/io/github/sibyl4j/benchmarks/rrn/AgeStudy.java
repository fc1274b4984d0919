package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.rrn.AgeArithmetic;
import io.github.sibyl4j.reasoning.rrn.AgeArithmetic.Part;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Age arithmetic up to 5 jumps; the trees of the test questions were not seen in training. */
public final class AgeStudy {
    private static final int PERSONS = 8;
    private static final int MOST_JUMPS = 5;

    private AgeStudy() {}

    public static RrnStudy of(long seed) {
        RecurrentRelationalNetwork.Builder network =
                AgeArithmetic.network().hidden(96).layers(1).outputLayers(1, 0);
        RrnTraining published =
                RrnTraining.defaults().withBatchSize(128).withLearningRate(1e-4).withL2(0);
        RrnTraining training = published
                .withUpdates(RrnStudy.UPDATES)
                // With 128 and fewer it takes several times as many updates until a jump is learned at all.
                .withBatchSize(256)
                .withTogether(256)
                .withLearningRate(3e-4)
                .withClipNorm(1)
                .withValidateEvery(500)
                .withSeed(seed);
        List<Lesson> lessons = new ArrayList<>();
        Seed problems = new Seed(seed).split("train");
        // The larger rate gets learning under way, the smaller one sums right to the year.
        lessons.add(smallFamilies(2, network, training.withLearningRate(1e-3), 0.65, problems.split(0)));
        for (int persons = 2; persons < PERSONS; persons++) {
            lessons.add(smallFamilies(persons, network, training, 0.9, problems.split(persons)));
        }
        RecurrentRelationalNetwork whole = network.rounds(PERSONS).build();
        List<RrnProblem> validation = new ArrayList<>();
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        for (int jumps = 0; jumps <= MOST_JUMPS; jumps++) {
            validation.addAll(questions(Part.TRAIN, jumps, 80, new Seed(0).split("validation")));
        }
        for (int jumps = 0; jumps <= AgeArithmetic.MOST_JUMPS; jumps++) {
            tests.put(jumps + " jumps", questions(Part.TEST, jumps, 500, new Seed(0).split("test")));
        }
        lessons.add(
                Lesson.endless(whole, training, AgeArithmetic.stream(Part.TRAIN, 0, MOST_JUMPS, problems), validation));
        return new RrnStudy(
                "age-arithmetic",
                lessons,
                tests,
                List.of(PERSONS, 2 * PERSONS),
                Differences.between(
                        whole.config(),
                        training,
                        AgeArithmetic.network().build().config(),
                        published,
                        "families of 2 to 7 persons first, with as many rounds, each until 90 % of its answers are right, and"
                                + " the very first until 65 % with learning rate 1e-3 (published: 8 persons from the beginning);"
                                + " questions of 0 to 5 jumps in training (0 to 7)"));
    }

    private static Lesson smallFamilies(
            int persons, RecurrentRelationalNetwork.Builder network, RrnTraining training, double enough, Seed seed) {
        int most = Math.min(persons - 1, MOST_JUMPS);
        List<RrnProblem> validation = new ArrayList<>();
        for (int jumps = 0; jumps <= most; jumps++) {
            AgeArithmetic.smallFamilyQuestions(
                            persons,
                            jumps,
                            100,
                            new Seed(0).split("small").split(persons).split(jumps))
                    .forEach(question -> validation.add(question.problem()));
        }
        return new Lesson(
                persons + " persons",
                network.rounds(persons).build(),
                training,
                AgeArithmetic.smallFamilies(persons, most, seed),
                validation,
                enough);
    }

    private static List<RrnProblem> questions(Part part, int jumps, int count, Seed seed) {
        return AgeArithmetic.questions(part, jumps, jumps, count, seed.split(jumps)).stream()
                .map(AgeArithmetic.Question::problem)
                .toList();
    }
}
