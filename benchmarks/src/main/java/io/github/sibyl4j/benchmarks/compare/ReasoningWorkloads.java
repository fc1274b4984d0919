package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.reasoning.ClutrrCsv;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.StarCsv;
import io.github.sibyl4j.reasoning.epignn.EpiGnn;
import io.github.sibyl4j.reasoning.epignn.EpiGnnReasoner;
import io.github.sibyl4j.reasoning.epignn.Pooling;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * EpiGNN on ten batches of 128 training problems: a training step for each (an epoch of CLUTRR has 95, of RCC-8 360), and answers
 * to as many queries.
 */
public final class ReasoningWorkloads {
    private static final int PROBLEMS = 1280;
    private static final int WARM_UP = 60;

    private ReasoningWorkloads() {}

    /** @param data the folder with the folders clutrr and star_rcc8 */
    public static List<Workload> all(Path data) {
        EpiGnn clutrr = EpiGnn.builder().build();
        EpiGnn rcc8 = EpiGnn.builder().size(32).pooling(Pooling.MIN).build();
        Supplier<RelationalDataset> kin =
                () -> some(ClutrrCsv.read(data.resolve("clutrr/data_db9b8f04/1.2,1.3,1.4_train.csv.gz")));
        Supplier<RelationalDataset> regions = () -> some(regions(data.resolve("star_rcc8")));
        return List.of(
                workload("epignn clutrr 10 steps", data, "clutrr", true, training(clutrr, kin)),
                workload("epignn rcc8 10 steps", data, "rcc8", true, training(rcc8, regions)),
                workload("epignn clutrr 1280 queries", data, "clutrr", false, queries(clutrr, kin)),
                workload("epignn rcc8 1280 queries", data, "rcc8", false, queries(rcc8, regions)));
    }

    /** Work that is bound by neither arithmetic nor memory in a way that could be counted. */
    private static Workload workload(String name, Path data, String task, boolean training, Workload.Driver driver) {
        List<String> peer = List.of("epignn_step.py", "--data", data.toString(), "--task", task);
        return new Workload(name, 0, 0, 2, training, training ? peer : append(peer, "--predict"), driver);
    }

    private static List<String> append(List<String> words, String last) {
        String[] all = Arrays.copyOf(words.toArray(String[]::new), words.size() + 1);
        all[words.size()] = last;
        return List.of(all);
    }

    private static RelationalDataset some(RelationalDataset data) {
        return data.select(Arrays.copyOf(new Seed(0).permutation(data.size()), PROBLEMS));
    }

    private static RelationalDataset regions(Path folder) {
        RelationVocabulary relations = RelationVocabulary.of("DC", "EC", "EQ", "NTPP", "NTPPI", "PO", "TPP", "TPPI");
        RelationalDataset all = null;
        for (int k = 2; k <= 4; k++) {
            for (int b = 1; b <= 3; b++) {
                RelationalDataset part =
                        StarCsv.read(folder.resolve("test_rcc8_k_" + k + "_b_" + b + ".csv.gz"), relations);
                all = all == null ? part : all.and(part);
            }
        }
        return all;
    }

    /** An epoch of ten batches, with one problem to validate on. */
    private static Workload.Driver training(EpiGnn model, Supplier<RelationalDataset> problems) {
        return rounds -> {
            RelationalDataset data = problems.get();
            ReasonerTraining training = ReasonerTraining.defaults().withEpochs(WARM_UP + rounds.stepsAtMost());
            model.fit(data, data.select(0), training, epoch -> {
                if (epoch.number() > WARM_UP) {
                    step(rounds, 1e3 * epoch.seconds());
                }
            });
        };
    }

    private static void step(InterleavedRounds rounds, double milliseconds) {
        try {
            rounds.step(milliseconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Workload.Driver queries(EpiGnn model, Supplier<RelationalDataset> problems) {
        return Workload.timed(() -> {
            RelationalDataset data = problems.get();
            EpiGnnReasoner reasoner =
                    model.fit(data, data.select(0), ReasonerTraining.defaults().withEpochs(1), epoch -> {});
            return () -> reasoner.predict(data.instances());
        });
    }
}
