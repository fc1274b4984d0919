package io.github.sibyl4j.reasoning.baseline;

import static io.github.sibyl4j.reasoning.baseline.Turns.chain;
import static io.github.sibyl4j.reasoning.baseline.Turns.chains;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.PathExplanation;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelationalBaselineTest {

    private static BaselineConfig small(Baseline model) {
        BaselineConfig published = model.config();
        return published
                .withWidth(32)
                .withLayers(model == Baseline.LSTM || model == Baseline.GRU ? 1 : 4)
                .withHeads(published.heads() == 1 ? 1 : 2)
                .withDropout(0);
    }

    private static ReasonerTraining brief() {
        return ReasonerTraining.defaults()
                .withEpochs(25)
                .withBatchSize(32)
                .withLearningRate(5e-3)
                .withWeightDecay(0);
    }

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static float[] probabilities(RelationPrediction prediction) {
        float[] all = new float[6];
        for (int r = 0; r < 6; r++) {
            all[r] = prediction.probability(r);
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void learnsToCompose(Baseline model) {
        BaselineReasoner reasoner = RelationalBaseline.of(small(model)).fit(chains(300, 1, 2, 1), brief());
        double accuracy = reasoner.evaluate(chains(200, 1, 2, 2)).accuracy();
        assertTrue(accuracy > 0.95, model + ": accuracy " + accuracy);
        assertTrue(reasoner.history().get(0).trainLoss()
                > reasoner.history().get(reasoner.history().size() - 1).trainLoss());
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameWeightsForTheSameSeedAndAnyNumberOfThreads(Baseline model) {
        RelationalDataset data = chains(150, 2, 4, 3);
        RelationalBaseline estimator = RelationalBaseline.of(small(model).withDropout(0.1));
        ReasonerTraining training = brief().withEpochs(2);
        List<float[]> answers = new ArrayList<>();
        List<RelationalInstance> query = List.of(chain(1, 3, 2));
        answers.add(probabilities(estimator.fit(data, training).predict(query).get(0)));
        // Work inside a task is done on the spot, by one thread.
        Backends.current().run(2, task -> {
            if (task == 1) {
                answers.add(probabilities(
                        estimator.fit(data, training).predict(query).get(0)));
            }
        });
        assertArrayEquals(answers.get(0), answers.get(1));
        float[] other = probabilities(
                estimator.fit(data, training.withSeed(7)).predict(query).get(0));
        assertNotEquals(answers.get(0)[0], other[0]);
    }

    /** Other problems of a batch, and the numbers of entities, do not matter. */
    @ParameterizedTest
    @EnumSource
    void answersEachQueryByItself(Baseline model) {
        BaselineNetwork network = BaselineNetwork.of(small(model), 6, new Seed(5));
        RelationalGraph loops = RelationalGraph.of(
                4, new int[] {0, 1, 1, 0, 2, 2}, new int[] {1, 3, 1, 3, 1, 3}, new int[] {0, 1, 2, 3, 4, 5});
        RelationalInstance three = chain(1, 4, 2);
        RelationalGraph renumbered =
                RelationalGraph.of(4, new int[] {3, 0, 2}, new int[] {0, 2, 1}, new int[] {1, 4, 2});
        List<RelationalInstance> problems = List.of(
                chain(3),
                three,
                new RelationalInstance(loops, 0, 3, 0),
                new RelationalInstance(renumbered, 3, 1, 0),
                chain(2, 2, 5, 1));
        float[][] together = Scoring.of(network, problems);
        for (int i = 0; i < problems.size(); i++) {
            assertArrayEquals(Scoring.of(network, problems.subList(i, i + 1))[0], together[i], 1e-5f);
        }
        assertArrayEquals(together[1], together[3], 1e-5f);
        assertTrue(Math.abs(together[0][0] - together[1][0]) > 1e-4);
    }

    @ParameterizedTest
    @EnumSource
    void marksWhatItCannotKnow(Baseline model) {
        boolean reads = model == Baseline.LSTM || model == Baseline.GRU;
        BaselineReasoner reasoner =
                RelationalBaseline.of(small(model).withLayers(1)).fit(chains(60, 2, 3, 4), brief().withEpochs(1));
        RelationPrediction far = reasoner.predict(List.of(chain(1, 1, 1))).get(0);
        assertTrue(far.connected());
        assertEquals(3, far.distance());
        assertEquals(!reads, far.beyondHorizon());
        assertEquals(reads ? 0 : 1, reasoner.warnings().size());
        if (!reads) {
            assertTrue(
                    reasoner.warnings().get(0).contains("can see, up to 3 edges: build the model with more layers"),
                    reasoner.warnings().get(0));
        }
        RelationalGraph against = RelationalGraph.of(3, new int[] {0, 2}, new int[] {1, 1}, new int[] {1, 1});
        RelationPrediction backward = reasoner.predict(against, 0, 2);
        assertTrue(backward.connected());
        assertEquals(reads, backward.pathAlongEdges());
        RelationalGraph apart = RelationalGraph.of(3, new int[] {0}, new int[] {1}, new int[] {0});
        List<RelationPrediction> both = reasoner.predict(
                List.of(new RelationalInstance(apart, 0, 2, 0), new RelationalInstance(apart, 0, 1, 0)));
        assertFalse(both.get(0).connected());
        for (int r = 0; r < 6; r++) {
            assertEquals(1f / 6, both.get(0).probability(r));
        }
        assertTrue(both.get(1).connected());
        assertFalse(Arrays.equals(probabilities(both.get(0)), probabilities(both.get(1))));
        assertTrue(reasoner.predict(List.of()).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameAfterSavingAndLoading(Baseline model, @TempDir Path folder) throws IOException {
        BaselineReasoner reasoner = RelationalBaseline.of(small(model)).fit(chains(60, 2, 3, 4), brief().withEpochs(2));
        reasoner.save(folder);
        BaselineReasoner loaded = BaselineReasoner.load(folder);
        List<RelationalInstance> query = List.of(chain(1, 4, 2));
        assertArrayEquals(
                probabilities(reasoner.predict(query).get(0)),
                probabilities(loaded.predict(query).get(0)));
        assertEquals(reasoner.config(), loaded.config());
        assertTrue(loaded.toString().startsWith(model + " of 6 relations, "), loaded::toString);
        assertEquals(reasoner.history(), loaded.history());
        assertEquals(reasoner.bestEpoch(), loaded.bestEpoch());
        assertEquals(reasoner.parameterCount(), loaded.parameterCount());
        Path description = folder.resolve("model.json");
        String text = Files.readString(description);
        Files.writeString(description, text.replace("\"width\" : 32", "\"width\" : 4096"));
        assertRefused("the description of the saved model is damaged", () -> load(folder));
        Files.writeString(description, text.replace("\"width\" : 32", "\"width\" : 16"));
        assertRefused("the weights do not belong to this model", () -> load(folder));
    }

    private static void load(Path folder) {
        try {
            BaselineReasoner.load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void explainsByPaths() {
        BaselineReasoner reasoner =
                RelationalBaseline.of(small(Baseline.GRU)).fit(chains(60, 1, 3, 4), brief().withEpochs(1));
        RelationalInstance problem = chain(1, 4);
        PathExplanation explanation = (PathExplanation) reasoner.explain(problem.graph(), 0, 2);
        assertEquals(1, explanation.paths().size());
        assertEquals(2, explanation.paths().get(0).steps().size());
    }

    @Test
    void refusesWhatItCannotLearnFrom() {
        RelationalGraph apart = RelationalGraph.of(3, new int[] {0}, new int[] {1}, new int[] {0});
        RelationalDataset bad =
                new RelationalDataset(Turns.NAMES, List.of(chain(1, 2), new RelationalInstance(apart, 0, 2, 1)));
        RelationalBaseline model = RelationalBaseline.of(small(Baseline.NBFNET));
        assertRefused("there is no model: expected one of [lstm, gru", () -> RelationalBaseline.of((Baseline) null));
        assertRefused("there is no configuration", () -> RelationalBaseline.of((BaselineConfig) null));
        assertRefused(
                "no path joins entities 0 and 2 of the training problem 1",
                () -> model.fit(bad, chains(2, 2, 2, 1), brief(), epoch -> {}));
        RelationalDataset one = new RelationalDataset(RelationVocabulary.of("e"), List.of(chain(0, 0)));
        assertRefused("there is only the relation [e]", () -> model.fit(one, one, brief(), epoch -> {}));
        assertRefused("must have the same relations", () -> model.fit(chains(2, 2, 2, 1), one, brief(), epoch -> {}));
        BaselineReasoner reasoner = model.fit(chains(60, 2, 2, 1), brief().withEpochs(1));
        RelationalGraph strange = RelationalGraph.of(2, new int[] {0}, new int[] {1}, new int[] {6});
        assertRefused(
                "speaks of relation 6, the reasoner knows the relations 0 to 5", () -> reasoner.predict(strange, 0, 1));
        assertRefused("bring the data to them with over(...)", () -> reasoner.evaluate(one));
        assertRefused(
                "width must lie in 1 to 4096, found 0",
                () -> small(Baseline.GRU).withWidth(0));
        assertRefused(
                "layers must lie in 1 to 1000, found 0",
                () -> small(Baseline.GRU).withLayers(0));
        assertRefused(
                "gru has no attention, so its heads must be 1, found 2",
                () -> small(Baseline.GRU).withHeads(2));
        assertRefused(
                "must divide its width, found 3 heads",
                () -> small(Baseline.EDGE_TRANSFORMER).withHeads(3));
        assertRefused(
                "heads must be at least 1, found 0", () -> small(Baseline.E_GAT).withHeads(0));
        assertRefused(
                "dropout must lie in [0, 1), found 1.0",
                () -> small(Baseline.E_GAT).withDropout(1));
        assertRefused("there is no model", () -> new BaselineConfig(null, 1, 1, 1, 0));
    }

    @Test
    void isPublishedInTheseSizes() {
        assertEquals(
                List.of(100, 100, 64, 32, 200, 200),
                Stream.of(Baseline.values())
                        .map(model -> model.config().width())
                        .toList());
        assertEquals(
                List.of("lstm", "gru", "r-gcn", "nbfnet", "e-gat", "edge-transformer"),
                Stream.of(Baseline.values()).map(Baseline::toString).toList());
    }
}
