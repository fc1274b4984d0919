package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.babi.BabiFile;
import io.github.sibyl4j.reasoning.babi.BabiQuestion;
import io.github.sibyl4j.reasoning.babi.BabiStories;
import io.github.sibyl4j.reasoning.babi.BabiVocabulary;
import io.github.sibyl4j.reasoning.rrn.BabiTask;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up stories in the format of bAbI, see {@link BabiStories}: both kinds of question are learned together. */
public final class StoryStudy {
    private static final int FACTS = 8;

    private StoryStudy() {}

    public static RrnStudy of(long seed) {
        List<List<BabiQuestion>> train = new ArrayList<>();
        for (int supporting = 1; supporting <= 2; supporting++) {
            train.add(questions(supporting, 10_000, new Seed(0).split("train")));
        }
        BabiVocabulary vocabulary =
                BabiVocabulary.of(train.stream().flatMap(List::stream).toList());
        Map<String, List<RrnProblem>> tests = new LinkedHashMap<>();
        List<RrnProblem> validation = new ArrayList<>();
        for (int supporting = 1; supporting <= 2; supporting++) {
            Seed offsets = new Seed(0).split("offsets").split(supporting);
            validation.addAll(BabiTask.problems(
                    questions(supporting, 250, new Seed(0).split("validation")), vocabulary, offsets));
            tests.put(
                    supporting + " supporting",
                    BabiTask.problems(questions(supporting, 1000, new Seed(0).split("test")), vocabulary, offsets));
        }
        RecurrentRelationalNetwork network =
                BabiTask.network(vocabulary).hidden(64).layers(1).build();
        RrnTraining published = RrnTraining.defaults().withBatchSize(160);
        RrnTraining training = published
                .withUpdates(RrnStudy.UPDATES)
                .withBatchSize(64)
                .withTogether(32)
                .withLearningRate(1e-3)
                .withClipNorm(1)
                .withValidateEvery(500)
                .withSeed(seed);
        return new RrnStudy(
                "stories",
                List.of(Lesson.full(
                        "all",
                        network,
                        training,
                        BabiTask.stream(train, vocabulary, new Seed(seed).split("train")),
                        validation)),
                tests,
                List.of(5),
                Differences.between(
                        network.config(),
                        training,
                        BabiTask.network(vocabulary).build().config(),
                        published,
                        "2 made-up tasks of 8 facts a story instead of bAbI's 20"));
    }

    private static List<BabiQuestion> questions(int supporting, int count, Seed seed) {
        return BabiFile.parse("made-up", BabiStories.lines(supporting, FACTS, count, seed.split(supporting)));
    }
}
