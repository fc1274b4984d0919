package io.github.sibyl4j.reasoning.epignn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.PathStep;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpiGnnTest {
    /** The turns and reflections of a triangle: composition in a group that knows order. */
    private static final RelationVocabulary TURNS = RelationVocabulary.of("e", "r", "rr", "s", "sr", "srr");

    /** Element {@code s^a r^b} is number {@code 3 a + b}; the first argument is applied first. */
    private static int compose(int x, int y) {
        int turn = y / 3 == 0 ? x % 3 + y % 3 : y % 3 - x % 3;
        return (x / 3 + y / 3) % 2 * 3 + Math.floorMod(turn, 3);
    }

    private static RelationalInstance chain(int... relations) {
        int target = relations[0];
        for (int i = 1; i < relations.length; i++) {
            target = compose(target, relations[i]);
        }
        int[] from = IntStream.range(0, relations.length).toArray();
        int[] to = IntStream.rangeClosed(1, relations.length).toArray();
        return new RelationalInstance(
                RelationalGraph.of(relations.length + 1, from, to, relations), 0, relations.length, target);
    }

    private static RelationalDataset chains(int count, int shortest, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RelationalInstance> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(chain(
                    random.ints(random.nextInt(shortest, longest + 1), 0, 6).toArray()));
        }
        return new RelationalDataset(TURNS, all);
    }

    private static EpiGnn.Builder small() {
        return EpiGnn.builder().size(32).facets(4).rounds(8);
    }

    private static ReasonerTraining brief() {
        return ReasonerTraining.defaults().withEpochs(15).withBatchSize(32);
    }

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void composesLongerChainsThanItWasTrainedOn() {
        EpiGnnReasoner reasoner =
                small().build().fit(chains(600, 2, 4, 1), brief().withEpochs(25).withBatchSize(16));
        double validation = reasoner.history().get(reasoner.bestEpoch() - 1).validationAccuracy();
        assertTrue(validation > 0.97, "validation " + validation);
        double longer = reasoner.evaluate(chains(300, 5, 6, 2)).accuracy();
        assertTrue(longer > 0.8, "accuracy on longer chains " + longer);
        assertEquals(6 * 32 + 4 * 8 * 7 * 7, reasoner.parameterCount());
        assertEquals(
                "EpiGNN of 6 relations, 1760 learned values, best epoch " + reasoner.bestEpoch() + " of 25",
                reasoner.toString());
        assertTrue(shareOfStepsComposedRight(reasoner) > 0.9);
    }

    private static double shareOfStepsComposedRight(EpiGnnReasoner reasoner) {
        int steps = 0;
        int right = 0;
        for (RelationalInstance chain : chains(50, 3, 4, 6).instances()) {
            int composed = 0;
            for (PathStep step : reasoner.explain(chain.graph(), chain.head(), chain.tail())
                    .paths()
                    .get(0)
                    .steps()) {
                composed = compose(composed, TURNS.index(step.relation()));
                right += step.composed().relation() == composed ? 1 : 0;
                steps++;
            }
        }
        return (double) right / steps;
    }

    @Test
    void givesTheSameWeightsForTheSameSeedAndAnyNumberOfThreads() {
        RelationalDataset data = chains(150, 2, 4, 3);
        List<float[]> answers = new ArrayList<>();
        answers.add(probabilities(small().build().fit(data, brief().withEpochs(2))));
        // Work inside a task is done on the spot, by one thread.
        Backends.current().run(2, task -> {
            if (task == 1) {
                answers.add(probabilities(small().build().fit(data, brief().withEpochs(2))));
            }
        });
        assertArrayEquals(answers.get(0), answers.get(1));
        float[] other =
                probabilities(small().build().fit(data, brief().withEpochs(2).withSeed(7)));
        assertNotEquals(answers.get(0)[0], other[0]);
    }

    private static float[] probabilities(EpiGnnReasoner reasoner) {
        RelationPrediction prediction =
                reasoner.predict(List.of(chain(1, 3, 2))).get(0);
        float[] all = new float[6];
        for (int r = 0; r < 6; r++) {
            all[r] = prediction.probability(r);
        }
        return all;
    }

    @Test
    void marksWhatItCannotKnow() {
        EpiGnnReasoner reasoner = small().rounds(2).build().fit(chains(60, 2, 3, 4), brief().withEpochs(1));
        assertEquals(1, reasoner.warnings().size());
        assertTrue(reasoner.warnings()
                .get(0)
                .contains("than the 2 rounds reach, up to 3 edges: build the model with rounds(3)"));
        RelationPrediction far = reasoner.predict(List.of(chain(1, 1, 1))).get(0);
        assertTrue(far.connected() && far.beyondHorizon());
        assertEquals(3, far.distance());
        RelationPrediction near = reasoner.predict(List.of(chain(1, 1))).get(0);
        assertFalse(near.beyondHorizon());
        RelationPrediction apart =
                reasoner.predict(RelationalGraph.of(3, new int[] {0}, new int[] {1}, new int[] {0}), 0, 2);
        assertFalse(apart.connected());
        for (int r = 0; r < 6; r++) {
            assertEquals(1f / 6, apart.probability(r));
        }
        RelationalGraph against = RelationalGraph.of(3, new int[] {0, 2}, new int[] {1, 1}, new int[] {1, 1});
        RelationPrediction backward = reasoner.predict(against, 0, 2);
        assertTrue(backward.connected() && !backward.pathAlongEdges());
        RelationalDataset noPath = new RelationalDataset(TURNS, List.of(new RelationalInstance(against, 0, 2, 1)));
        assertTrue(small().build()
                .fit(chains(9, 2, 3, 4).and(noPath), noPath, brief().withEpochs(1), epoch -> {})
                .warnings()
                .get(0)
                .startsWith("no path leads along the edges from head to tail of 1 of 10 training queries"));
        assertEquals(
                1,
                reasoner.evaluate(new RelationalDataset(TURNS, List.of(chain(1, 1, 1))))
                        .beyondHorizon());
    }

    /** With too few rounds validation looks well, and longer chains fail: what an entity knows comes from so many edges at most. */
    @Test
    void fallsOffBehindTheHorizon() {
        ReasonerTraining training = brief().withEpochs(25).withBatchSize(16);
        EpiGnnReasoner near = small().rounds(2).build().fit(chains(600, 2, 4, 1), training);
        double validation = near.history().get(near.bestEpoch() - 1).validationAccuracy();
        assertTrue(validation > 0.9, "validation " + validation);
        double longer = near.evaluate(chains(300, 5, 6, 2)).accuracy();
        assertTrue(longer < 0.5, "accuracy on longer chains " + longer);
    }

    /** A commutative composition in messages and read-out cannot tell r then s from s then r, whatever its weights. */
    @Test
    void knowsOrderThroughTheBilinearComposition() {
        List<RelationalInstance> pair = List.of(chain(1, 3), chain(3, 1));
        assertNotEquals(pair.get(0).target(), pair.get(1).target());
        EpiGnnConfig blind =
                small().pooling(Pooling.MIN).bilinear(false).build().config();
        EpiGnnNetwork network = new EpiGnnNetwork(blind, 6, new Seed(3));
        Parameter composition = network.namedParameters().get("composition");
        composition.assign(new float[(int) composition.length()]);
        float[][] scores = Scores.of(blind, network, Problems.of(pair, blind));
        assertArrayEquals(scores[0], scores[1], 1e-5f);

        EpiGnnConfig bilinear = small().pooling(Pooling.MIN).build().config();
        EpiGnnNetwork ordered = new EpiGnnNetwork(bilinear, 6, new Seed(3));
        ordered.namedParameters()
                .forEach((name, values) -> values.assign(new Seed(4).split(name).uniform((int) values.length(), 3)));
        scores = Scores.of(bilinear, ordered, Problems.of(pair, bilinear));
        assertTrue(Math.abs(scores[0][0] - scores[1][0]) > 1e-2, scores[0][0] + " and " + scores[1][0]);
    }

    @Test
    void trainsWithoutBilinearMessages() {
        EpiGnnReasoner reasoner = small().size(12)
                .facets(2)
                .rounds(2)
                .bilinear(false)
                .build()
                .fit(chains(60, 2, 2, 1), brief().withEpochs(3));
        List<ReasonerTraining.Epoch> history = reasoner.history();
        assertTrue(history.get(2).trainLoss() < history.get(0).trainLoss());
        assertRefused(
                "build with bilinear(true)", () -> reasoner.states(chain(1, 2).graph(), 0, 2));
    }

    @Test
    void keepsTheStatesOfEveryRound() {
        EpiGnnReasoner reasoner = small().build().fit(chains(60, 2, 3, 4), brief().withEpochs(1));
        RelationalInstance problem = chain(1, 4, 2);
        EntityStates states = reasoner.states(problem.graph(), 0, 3);
        assertArrayEquals(new int[] {0, 1, 2, 3}, states.path());
        for (int round = 0; round <= 8; round++) {
            for (int entity = 0; entity < 4; entity++) {
                for (float[] facet : states.forward(round, entity)) {
                    double sum = 0;
                    for (float p : facet) {
                        sum += p;
                    }
                    assertEquals(1, sum, 1e-5);
                }
            }
        }
        assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0, 0, 0}, states.forward(5, 0)[1]);
        assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0, 0, 0}, states.backward(5, 3)[1]);
    }

    @Test
    void savesAndLoads(@TempDir Path folder) throws IOException {
        EpiGnnReasoner reasoner = small().pooling(Pooling.MIN).build().fit(chains(60, 2, 3, 4), brief().withEpochs(2));
        reasoner.save(folder);
        EpiGnnReasoner loaded = EpiGnnReasoner.load(folder);
        assertArrayEquals(probabilities(reasoner), probabilities(loaded));
        assertEquals(TURNS, loaded.relations());
        assertEquals(reasoner.config(), loaded.config());
        assertEquals(reasoner.history(), loaded.history());
        Path description = folder.resolve("model.json");
        String text = Files.readString(description);
        Files.writeString(description, text.replace("\"size\" : 32", "\"size\" : 3200"));
        assertRefused("values at least, but", () -> load(folder));
        Files.writeString(description, text.replace("\"facets\" : 4", "\"facets\" : 5"));
        assertRefused("size must be a multiple of facets", () -> load(folder));
        Files.writeString(description, text.replace("\"epignn\"", "\"rrn\""));
        assertRefused("a model of the kind 'rrn', expected 'epignn'", () -> load(folder));
    }

    private static void load(Path folder) {
        try {
            EpiGnnReasoner.load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhatItCannotLearnFrom() {
        RelationalGraph apart = RelationalGraph.of(3, new int[] {0}, new int[] {1}, new int[] {0});
        RelationalDataset bad =
                new RelationalDataset(TURNS, List.of(chain(1, 2), new RelationalInstance(apart, 0, 2, 1)));
        EpiGnn model = small().build();
        assertRefused(
                "no path joins entities 0 and 2 of the training problem 1",
                () -> model.fit(bad, chains(2, 2, 2, 1), brief(), epoch -> {}));
        RelationalDataset one = new RelationalDataset(RelationVocabulary.of("e"), List.of(chain(0, 0)));
        assertRefused("there is only the relation [e]", () -> model.fit(one, one, brief(), epoch -> {}));
        assertRefused("must have the same relations", () -> model.fit(chains(2, 2, 2, 1), one, brief(), epoch -> {}));
        EpiGnnReasoner reasoner = model.fit(chains(60, 2, 2, 1), brief().withEpochs(1));
        RelationalGraph strange = RelationalGraph.of(2, new int[] {0}, new int[] {1}, new int[] {6});
        assertRefused(
                "speaks of relation 6, the reasoner knows the relations 0 to 5", () -> reasoner.predict(strange, 0, 1));
        assertRefused("bring the data to them with over(...)", () -> reasoner.evaluate(one));
        assertRefused(
                "size must be a multiple of facets", () -> small().size(30).build());
        assertRefused(
                "rounds must lie in 1 to 1000, found 0", () -> small().rounds(0).build());
        assertRefused(
                "negatives must be at least 1", () -> small().marginLoss(1, 0).build());
        assertRefused(
                "pooling must be one of [PRODUCT, MIN], found null",
                () -> small().pooling(null).build());
        assertRefused("reading must be one of", () -> small().reading(null).build());
        assertRefused(
                "parametrisation must be one of",
                () -> small().parametrisation(null).build());
        assertRefused(
                "loss must be one of",
                () -> new EpiGnnConfig(
                        4, 1, 1, Pooling.MIN, Reading.BOTH, Parametrisation.RIGHT_ARGUMENT, null, 1, 1, true));
        assertRefused("there is no data to train on: found null", () -> model.fit(null, brief()));
        assertRefused("there is no data to train on or to choose", () -> model.fit(null, one, brief(), epoch -> {}));
        assertRefused("the query names no graph", () -> reasoner.predict(null, 0, 1));
        assertRefused("margin must be positive", () -> small().marginLoss(0, 1).build());
        assertRefused("validationShare must lie between 0 and 1", () -> brief().withValidationShare(1));
    }
}
