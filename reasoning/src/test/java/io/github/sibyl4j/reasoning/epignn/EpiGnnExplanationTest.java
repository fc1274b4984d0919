package io.github.sibyl4j.reasoning.epignn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.ExplainedPath;
import io.github.sibyl4j.reasoning.PathExplanation;
import io.github.sibyl4j.reasoning.PathStep;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.reasoning.generate.StarGenerator;
import io.github.sibyl4j.reasoning.generate.StarSettings;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.Platform;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the weights of an EpiGNN that is directional closure over RCC-8: one primitive relation for each relation. */
class EpiGnnExplanationTest {
    private static final Calculus RCC8 = Calculus.rcc8();
    private static final float FAR = 40;

    private final EpiGnnReasoner reasoner = closure(4);
    private final StarGenerator generator = new StarGenerator(RCC8, new StarSettings(20_000, 100), new Seed(5));

    private static EpiGnnReasoner closure(int rounds) {
        EpiGnnConfig config = EpiGnn.builder()
                .size(8)
                .facets(1)
                .rounds(rounds)
                .pooling(Pooling.MIN)
                .parametrisation(Parametrisation.OUTPUT)
                .marginLoss(10, 1)
                .build()
                .config();
        EpiGnnNetwork network = new EpiGnnNetwork(config, 8, new Seed(0));
        float[] vectors = new float[8 * 8];
        float[] composition = new float[8 * 7 * 7];
        for (int a = 0; a < 8; a++) {
            vectors[a * 8 + primitive(a)] = FAR;
            for (int b = 0; b < 8; b++) {
                int i = primitive(a) - 1;
                int j = primitive(b) - 1;
                for (int c = 0; c < 8 && i >= 0 && j >= 0; c++) {
                    boolean allowed = (RCC8.compositionOf(a, b) >>> c & 1) != 0;
                    composition[(primitive(c) * 7 + i) * 7 + j] = allowed ? FAR : 0;
                }
            }
        }
        network.namedParameters().get("relations").assign(vectors);
        network.namedParameters().get("composition").assign(composition);
        return new EpiGnnReasoner(
                network,
                new SavedEpiGnn(
                        config,
                        RCC8.relations(),
                        ReasonerTraining.defaults(),
                        List.of(new ReasonerTraining.Epoch(1, 0, 1, 0)),
                        1,
                        List.of(),
                        "",
                        Platform.current()));
    }

    /** Coordinate 0 is identity. */
    private static int primitive(int relation) {
        return relation == RCC8.identity() ? 0 : relation < RCC8.identity() ? relation + 1 : relation;
    }

    private PathExplanation explain(RelationalInstance problem) {
        return reasoner.explain(problem.graph(), problem.head(), problem.tail());
    }

    @Test
    void composesAlongAChainAsTheCalculusDoes() {
        for (int k = 2; k <= 4; k++) {
            for (RelationalInstance problem : generator.generate(k, 1, 2).instances()) {
                PathExplanation explanation = explain(problem);
                assertEquals(1, explanation.paths().size());
                assertTrue(explanation.complete());
                ExplainedPath path = explanation.paths().get(0);
                assertEquals(k, path.steps().size());
                long set = 1L << RCC8.identity();
                for (PathStep step : path.steps()) {
                    set = RCC8.compose(set, 1L << RCC8.relation(step.relation()));
                    assertEquals(RCC8.names(set), step.possible(), explanation::text);
                }
                assertEquals(List.of(RCC8.relation(problem.target())), explanation.possible());
                assertEquals(
                        RCC8.names(RCC8.universal() & ~(1L << problem.target())), path.decisive(), explanation::text);
                assertFalse(path.without().connected());
            }
        }
    }

    @Test
    void saysWhichOfTwoPathsRuledOutWhat() {
        int shared = 0;
        for (RelationalInstance problem : generator.generate(3, 2, 10).instances()) {
            PathExplanation explanation = explain(problem);
            assertEquals(2, explanation.paths().size());
            long target = 1L << problem.target();
            assertEquals(RCC8.names(target), explanation.possible(), explanation::text);
            long[] sets = new long[2];
            for (int i = 0; i < 2; i++) {
                sets[i] = 1L << RCC8.identity();
                for (PathStep step : explanation.paths().get(i).steps()) {
                    sets[i] = RCC8.compose(sets[i], 1L << RCC8.relation(step.relation()));
                }
            }
            for (int i = 0; i < 2; i++) {
                ExplainedPath path = explanation.paths().get(i);
                assertEquals(RCC8.names(RCC8.universal() & ~sets[i]), path.ruledOut(), explanation::text);
                assertEquals(RCC8.names(sets[1 - i] & ~target), path.decisive(), explanation::text);
            }
            shared += sets[0] != target && sets[1] != target ? 1 : 0;
            assertEquals(explanation.text(), explain(problem).text());
        }
        assertTrue(shared > 5, "only " + shared + " problems need both paths");
    }

    @Test
    void marksWhatLiesTooFar() {
        RelationalInstance problem = generator.generate(4, 1, 1).instances().get(0);
        PathExplanation explanation = closure(2).explain(problem.graph(), problem.head(), problem.tail());
        List<PathStep> steps = explanation.paths().get(0).steps();
        assertFalse(steps.get(1).composed().beyondHorizon());
        assertTrue(steps.get(2).composed().beyondHorizon());
        assertTrue(explanation.text().contains("is longer than the model sees"), explanation.text());
        assertTrue(explanation.text().contains("4 edges apart, farther than the model sees"), explanation.text());
        // Composed along the path nonetheless.
        assertEquals(explain(problem).paths().get(0).possible(), steps.get(3).possible());
    }

    @Test
    void explainsAblationsToo() {
        RelationVocabulary relations = RelationVocabulary.of(RCC8.relations());
        List<RelationalInstance> problems =
                new ArrayList<>(generator.generate(2, 1, 2).instances());
        RelationalDataset data = new RelationalDataset(relations, problems);
        EpiGnn.Builder small = EpiGnn.builder().size(12).facets(2).rounds(3);
        for (EpiGnn model : List.of(
                small.bilinear(false).build(),
                small.bilinear(true).logCosineLoss().reading(Reading.BACKWARD).build(),
                small.parametrisation(Parametrisation.UNCONSTRAINED).build())) {
            EpiGnnReasoner trained = model.fit(data, ReasonerTraining.defaults().withEpochs(1));
            RelationalInstance problem = problems.get(3);
            PathExplanation explanation = trained.explain(problem.graph(), problem.head(), problem.tail());
            assertEquals(2, explanation.paths().get(0).steps().size());
            assertEquals(
                    trained.predict(problem.graph(), problem.head(), problem.tail())
                            .ranking(),
                    explanation.prediction().ranking());
            assertTrue(explanation.possible().contains(explanation.prediction().name()));
        }
    }

    @Test
    void refusesStrangeRelations() {
        RelationalGraph strange = RelationalGraph.of(2, new int[] {0}, new int[] {1}, new int[] {8});
        String message = assertThrows(InvalidInputException.class, () -> reasoner.explain(strange, 0, 1))
                .getMessage();
        assertTrue(message.contains("speaks of relation 8"), message);
        RelationalGraph apart = RelationalGraph.of(3, new int[] {0}, new int[] {1}, new int[] {0});
        PathExplanation explanation = reasoner.explain(apart, 0, 2);
        assertFalse(explanation.prediction().connected());
        assertArrayEquals(new int[0], explanation.facts());
        assertTrue(explanation.text().startsWith("no path joins 0 and 2"), explanation.text());
        assertEquals(RCC8.relations(), explanation.possible());
    }
}
