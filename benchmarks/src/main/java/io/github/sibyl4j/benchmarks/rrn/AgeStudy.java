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
    private static final int MOST_JUMPS = 5;

    private AgeStudy() {}

    public static RrnStudy of(long seed) {
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        List<RrnProblem> validation = new ArrayList<>();
        for (int jumps = 0; jumps <= AgeArithmetic.MOST_JUMPS; jumps++) {
            tests.put(jumps + " jumps", questions(Part.TEST, jumps, 500, new Seed(0).split("test")));
        }
        for (int jumps = 0; jumps <= MOST_JUMPS; jumps++) {
            validation.addAll(questions(Part.TRAIN, jumps, 80, new Seed(0).split("validation")));
        }
        RecurrentRelationalNetwork network =
                AgeArithmetic.network().hidden(64).outputLayers(1, 0).build();
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
        return new RrnStudy(
                "age-arithmetic",
                network,
                training,
                AgeArithmetic.stream(Part.TRAIN, 0, MOST_JUMPS, new Seed(seed).split("train")),
                validation,
                tests,
                List.of(8, 16),
                Differences.between(
                        network.config(),
                        training,
                        AgeArithmetic.network().build().config(),
                        published,
                        "questions of 0 to 5 jumps in training (published 0 to 7)"));
    }

    private static List<RrnProblem> questions(Part part, int jumps, int count, Seed seed) {
        return AgeArithmetic.questions(part, jumps, jumps, count, seed.split(jumps)).stream()
                .map(AgeArithmetic.Question::problem)
                .toList();
    }
}
