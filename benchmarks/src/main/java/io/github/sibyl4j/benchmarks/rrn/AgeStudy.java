package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.rrn.AgeArithmetic;
import io.github.sibyl4j.reasoning.rrn.AgeArithmetic.Nodes;
import io.github.sibyl4j.reasoning.rrn.AgeArithmetic.Part;
import io.github.sibyl4j.reasoning.rrn.ProblemStream;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Age arithmetic; the trees of the test questions were not seen in training. */
public final class AgeStudy {
    private static final RrnTraining PUBLISHED = RrnTraining.defaults()
            .withUpdates(RrnStudy.UPDATES)
            .withBatchSize(128)
            .withTogether(128)
            .withLearningRate(1e-4)
            .withL2(0)
            .withValidateEvery(500);

    private AgeStudy() {}

    /** A small network whose nodes are persons. */
    public static RrnStudy persons(long seed) {
        RecurrentRelationalNetwork network = AgeArithmetic.network(Nodes.PERSONS)
                .hidden(64)
                .layers(1)
                .outputLayers(1, 0)
                .build();
        RrnTraining training =
                PUBLISHED.withBatchSize(64).withTogether(64).withClipNorm(1).withSeed(seed);
        Seed problems = new Seed(seed).split("train");
        List<RrnProblem> validation = validation(Nodes.PERSONS);
        // Large rates find the sums, smaller ones get them right to the year.
        String[] rates = {"3e-3", "1e-3", "3e-4", "1e-4"};
        int[] updates = {5_000, 5_000, 5_000, 7_000};
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            lessons.add(Lesson.full(
                    "learning rate " + rates[i],
                    network,
                    training.withLearningRate(Double.parseDouble(rates[i])).withUpdates(updates[i]),
                    AgeArithmetic.stream(Nodes.PERSONS, Part.TRAIN, 0, AgeArithmetic.MOST_JUMPS, problems.split(i)),
                    validation));
        }
        return study(
                "age-arithmetic",
                Nodes.PERSONS,
                lessons,
                training.withLearningRate(3e-3),
                "nodes are persons and edges facts (published: nodes are facts, all connected, and which of them speak of the"
                        + " same person is learned too); in training everybody is asked (published: one person); a learning rate that"
                        + " falls to 1e-4");
    }

    /** The published configuration, whose nodes are facts; not learned within hours. */
    public static RrnStudy facts(long seed) {
        RrnTraining training = PUBLISHED.withSeed(seed);
        ProblemStream stream = AgeArithmetic.stream(
                Nodes.FACTS, Part.TRAIN, 0, AgeArithmetic.MOST_JUMPS, new Seed(seed).split("train"));
        RecurrentRelationalNetwork network = AgeArithmetic.network(Nodes.FACTS).build();
        return study(
                "age-arithmetic-facts",
                Nodes.FACTS,
                List.of(Lesson.full("all", network, training, stream, validation(Nodes.FACTS))),
                training,
                "");
    }

    private static RrnStudy study(
            String name, Nodes nodes, List<Lesson> lessons, RrnTraining training, String differences) {
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        for (int jumps = 0; jumps <= AgeArithmetic.MOST_JUMPS; jumps++) {
            tests.put(jumps + " jumps", questions(nodes, Part.TEST, jumps, 1000));
        }
        return new RrnStudy(
                name,
                lessons,
                tests,
                List.of(8, 16),
                Differences.between(
                        lessons.get(0).network().config(),
                        training,
                        AgeArithmetic.network(nodes).build().config(),
                        PUBLISHED,
                        differences));
    }

    private static List<RrnProblem> validation(Nodes nodes) {
        List<RrnProblem> validation = new ArrayList<>();
        for (int jumps = 0; jumps <= AgeArithmetic.MOST_JUMPS; jumps++) {
            validation.addAll(questions(nodes, Part.TRAIN, jumps, 100));
        }
        return validation;
    }

    /** The same for every seed. */
    private static List<RrnProblem> questions(Nodes nodes, Part part, int jumps, int count) {
        Seed seed = new Seed(0).split(part.name()).split(jumps);
        return AgeArithmetic.questions(nodes, part, jumps, jumps, count, seed);
    }
}
