package io.github.sibyl4j.benchmarks.epignn;

import io.github.sibyl4j.reasoning.ClutrrCsv;
import io.github.sibyl4j.reasoning.GraphLogJson;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalEstimator;
import io.github.sibyl4j.reasoning.StarCsv;
import io.github.sibyl4j.reasoning.epignn.EpiGnn;
import io.github.sibyl4j.reasoning.epignn.Parametrisation;
import io.github.sibyl4j.reasoning.epignn.Pooling;
import io.github.sibyl4j.reasoning.epignn.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

/** What is run: the main tables, their ablations, and other models. */
final class Experiments {
    private static final List<Long> TEN = LongStream.rangeClosed(1, 10).boxed().toList();
    static final List<Long> THREE = List.of(1L, 2L, 3L);

    private Experiments() {}

    static List<Experiment> all() {
        List<Experiment> all = new ArrayList<>();
        all.add(clutrr("clutrr", EpiGnn.builder().rounds(10), 100, TEN));
        all.add(clutrr("clutrr 40-epochs", EpiGnn.builder().rounds(10), 40, TEN));
        all.add(star("rcc8", "star_rcc8", "rcc8", rcc8(15), 15));
        all.add(star("interval", "star_interval", "interval", interval(), 10));
        all.add(clutrr("clutrr min", EpiGnn.builder().rounds(10).pooling(Pooling.MIN), 40, THREE));
        all.add(clutrr("clutrr log-cosine", EpiGnn.builder().rounds(10).logCosineLoss(), 40, THREE));
        all.add(clutrr("clutrr forward", EpiGnn.builder().rounds(10).reading(Reading.FORWARD), 40, THREE));
        all.add(clutrr("clutrr backward", EpiGnn.builder().rounds(10).reading(Reading.BACKWARD), 40, THREE));
        all.add(clutrr(
                "clutrr unconstrained",
                EpiGnn.builder().rounds(10).parametrisation(Parametrisation.UNCONSTRAINED),
                40,
                THREE));
        all.add(clutrr(
                "clutrr softmax-over-output",
                EpiGnn.builder().rounds(10).parametrisation(Parametrisation.OUTPUT),
                40,
                THREE));
        all.add(clutrr("clutrr one-facet", EpiGnn.builder().rounds(10).facets(1), 10, List.of(1L)));
        all.add(star("rcc8 five-rounds", "star_rcc8", "rcc8", rcc8(5), 15));
        for (String world : List.of("world_17", "re_0", "re_1", "re_2")) {
            all.add(graphLog(world));
        }
        all.addAll(BaselineExperiments.all());
        return all;
    }

    private static EpiGnn.Builder rcc8(int rounds) {
        return EpiGnn.builder().size(32).facets(8).pooling(Pooling.MIN).rounds(rounds);
    }

    private static EpiGnn.Builder interval() {
        return EpiGnn.builder().size(64).facets(8).pooling(Pooling.MIN).rounds(15);
    }

    private static Experiment clutrr(String name, EpiGnn.Builder model, int epochs, List<Long> seeds) {
        return clutrr(name, model.build(), ReasonerTraining.defaults().withEpochs(epochs), seeds);
    }

    static Experiment clutrr(String name, RelationalEstimator<?> model, ReasonerTraining training, List<Long> seeds) {
        Map<String, String> tests = new LinkedHashMap<>();
        for (int k = 2; k <= 10; k++) {
            tests.put("k=" + k, "clutrr/data_db9b8f04/1." + k + "_test.csv.gz");
        }
        return new Experiment(
                name,
                model,
                training,
                seeds,
                List.of("clutrr/data_db9b8f04/1.2,1.3,1.4_train.csv.gz"),
                Optional.empty(),
                tests,
                reader(ClutrrCsv::read, ClutrrCsv::read));
    }

    private static Experiment star(String name, String folder, String calculus, EpiGnn.Builder model, int longest) {
        return star(name, folder, calculus, model.build(), ReasonerTraining.defaults(), longest);
    }

    /** Trained on the files with k = 2, 3, 4 and b = 1, 2, 3, in the place of the training file that could not be had. */
    static Experiment star(
            String name,
            String folder,
            String calculus,
            RelationalEstimator<?> model,
            ReasonerTraining training,
            int longest) {
        List<String> train = new ArrayList<>();
        Map<String, String> tests = new LinkedHashMap<>();
        for (int b = 1; b <= 3; b++) {
            for (int k = 2; k <= longest; k++) {
                String file = "test_" + calculus + "_k_" + k + "_b_" + b;
                if (k <= 4) {
                    train.add(folder + "/" + file + ".csv.gz");
                } else {
                    tests.put("b=" + b + " k=" + k, folder + "/" + file + ".csv.gz");
                    tests.put("b=" + b + " k=" + k + " generated", "star_generated/" + file + ".generated.csv.gz");
                }
            }
        }
        return new Experiment(
                name,
                model,
                training,
                name.equals(calculus) ? THREE : List.of(1L),
                train,
                Optional.empty(),
                tests,
                reader(StarCsv::read, StarCsv::read));
    }

    private static Experiment graphLog(String world) {
        String folder = "graphlog/" + world + "/";
        return new Experiment(
                "graphlog " + world,
                EpiGnn.builder().size(512).facets(32).rounds(15).build(),
                ReasonerTraining.defaults().withEpochs(10).withBatchSize(16),
                THREE,
                List.of(folder + "train.jsonl.gz"),
                Optional.of(folder + "valid.jsonl.gz"),
                Map.of("test", folder + "test.jsonl.gz"),
                reader(GraphLogJson::read, GraphLogJson::read));
    }

    private interface OwnRelations {
        RelationalDataset read(Path file);
    }

    private static BiFunction<Path, RelationVocabulary, RelationalDataset> reader(
            OwnRelations own, BiFunction<Path, RelationVocabulary, RelationalDataset> known) {
        return (file, relations) -> relations == null ? own.read(file) : known.apply(file, relations);
    }
}
