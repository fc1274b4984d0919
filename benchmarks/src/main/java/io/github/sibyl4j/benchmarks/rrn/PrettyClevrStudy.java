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
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        List<RrnProblem> validation = new ArrayList<>();
        for (int jumps = 0; jumps <= PrettyClevr.MOST_JUMPS; jumps++) {
            validation.addAll(PrettyClevr.questions(jumps, 100, fixed("validation", jumps)));
            tests.put(jumps + " jumps", PrettyClevr.questions(jumps, 1000, fixed("test", jumps)));
        }
        RecurrentRelationalNetwork network =
                PrettyClevr.network().hidden(64).outputLayers(1, 0).build();
        RrnTraining published =
                RrnTraining.defaults().withBatchSize(128).withLearningRate(1e-4).withL2(0);
        RrnTraining training = published
                .withUpdates(RrnStudy.UPDATES)
                .withTogether(64)
                .withLearningRate(1e-3)
                .withClipNorm(1)
                .withValidateEvery(1000)
                .withSeed(seed);
        return new RrnStudy(
                "pretty-clevr",
                List.of(Lesson.endless(
                        network,
                        training,
                        PrettyClevr.stream(0, PrettyClevr.MOST_JUMPS, SCENES, new Seed(seed).split("train")),
                        validation)),
                tests,
                List.of(4),
                Differences.between(
                        network.config(),
                        training,
                        PrettyClevr.network().build().config(),
                        published,
                        "each question of validation and test has a scene of its own (published: 1,000 scenes with all 128"
                                + " questions)"));
    }

    private static Seed fixed(String part, int jumps) {
        return new Seed(0).split(part).split(jumps);
    }
}
