package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.rrn.PrettyClevr;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pretty-CLEVR in its form without pictures, with 0 to 7 jumps; the scenes of the test were not seen in training. */
public final class PrettyClevrStudy {
    private static final int SCENES = 100_000;

    private PrettyClevrStudy() {}

    public static RrnStudy of(long seed) {
        RecurrentRelationalNetwork.Builder network =
                PrettyClevr.network().hidden(64).outputLayers(1, 0);
        RrnTraining published =
                RrnTraining.defaults().withBatchSize(128).withLearningRate(1e-4).withL2(0);
        RrnTraining training = published
                .withUpdates(RrnStudy.UPDATES)
                .withBatchSize(64)
                .withTogether(64)
                .withLearningRate(1e-3)
                .withClipNorm(1)
                .withValidateEvery(500)
                .withSeed(seed);
        Seed questions = new Seed(seed).split("train");
        List<Lesson> lessons = new ArrayList<>();
        lessons.add(new Lesson(
                "0 jumps",
                network.rounds(1).build(),
                training,
                PrettyClevr.stream(0, 0, SCENES, questions),
                validation(0),
                0.95));
        RecurrentRelationalNetwork whole = network.rounds(4).build();
        lessons.add(Lesson.full(
                "all",
                whole,
                training,
                PrettyClevr.stream(0, PrettyClevr.MOST_JUMPS, SCENES, questions),
                validation(PrettyClevr.MOST_JUMPS)));
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        for (int jumps = 0; jumps <= PrettyClevr.MOST_JUMPS; jumps++) {
            tests.put(jumps + " jumps", PrettyClevr.questions(jumps, 1000, fixed("test", jumps)));
        }
        return new RrnStudy(
                "pretty-clevr",
                lessons,
                tests,
                List.of(4),
                Differences.between(
                        whole.config(),
                        training,
                        PrettyClevr.network().build().config(),
                        published,
                        "0 jumps with 1 round first, until 95 % of the answers are right (published: all questions from the"
                                + " beginning); each question of validation and test has a scene of its own (1,000 scenes with"
                                + " all 128 questions)"));
    }

    private static List<RrnProblem> validation(int most) {
        List<RrnProblem> validation = new ArrayList<>();
        for (int jumps = 0; jumps <= most; jumps++) {
            validation.addAll(PrettyClevr.questions(jumps, 100, fixed("validation", jumps)));
        }
        return validation;
    }

    private static Seed fixed(String part, int jumps) {
        return new Seed(0).split(part).split(jumps);
    }
}
