package io.github.sibyl4j.reasoning.epignn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.CompletionEvaluation;
import io.github.sibyl4j.reasoning.EntityRanking;
import io.github.sibyl4j.reasoning.FactSplit;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.generate.FamilyGraph;
import io.github.sibyl4j.reasoning.generate.KinshipGenerator;
import io.github.sibyl4j.reasoning.generate.KinshipSettings;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeGraphCompletionTest {
    private static final KinshipSettings FAMILY = new KinshipSettings(3, 3);

    private final NamedGraph<String> train = FamilyGraph.of("A", 4, FAMILY, 0.6, new Seed(1));
    private final FactSplit<String> test =
            FactSplit.of(FamilyGraph.of("B", 4, FAMILY, 0.6, new Seed(2)), 0.2, new Seed(3));

    private static KnowledgeGraphCompletion.Builder small() {
        return KnowledgeGraphCompletion.builder().size(32).facets(4).rounds(2).negatives(4);
    }

    private static ReasonerTraining training(int epochs) {
        return KnowledgeGraphCompletion.training().withEpochs(epochs);
    }

    private CompletionModel brief() {
        return small().size(16).facets(2).negatives(1).build().fit(train, training(1));
    }

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    /**
     * Ranking the 68 people at random has an MRR of 0.07, and knowing who belongs to whose family, but nothing else, about 0.2.
     */
    @Test
    void completesFactsAboutFamiliesThatItHasNotSeen() {
        CompletionModel model = small().build().fit(train, training(7));
        CompletionEvaluation evaluation = model.evaluate(test.graph(), test.heldOut());
        assertEquals(2 * test.heldOut().graph().edges(), evaluation.queries());
        assertTrue(evaluation.meanReciprocalRank() > 0.55, evaluation::toString);
        assertTrue(evaluation.hitsAt10() > 0.85, evaluation::toString);
        assertEquals(0, evaluation.isolated());
        assertEquals(7, model.history().size());
        assertTrue(model.history().get(model.bestEpoch() - 1).validationMrr() > 0.5, model.history()::toString);
        assertEquals(40 * 32 + 4 * 8 * 7 * 7, model.parameterCount());
    }

    @Test
    void givesTheSameWeightsForTheSameSeedAndAnyNumberOfThreads() {
        List<EntityRanking<String>> rankings = new ArrayList<>();
        String somebody = test.graph().entities().get(0);
        rankings.add(brief().rankTails(test.graph(), somebody, "aunt"));
        // Work inside a task is done on the spot, by one thread.
        Backends.current().run(2, task -> {
            if (task == 1) {
                rankings.add(brief().rankTails(test.graph(), somebody, "aunt"));
            }
        });
        assertEquals(rankings.get(0), rankings.get(1));
        CompletionModel other = small().size(16)
                .facets(2)
                .negatives(1)
                .build()
                .fit(train, training(1).withSeed(7));
        assertNotEquals(rankings.get(0), other.rankTails(test.graph(), somebody, "aunt"));
    }

    /** Against ranks counted from the rankings, among all who are not known answers of the graph or of the test. */
    @Test
    void ranksBothEndsAmongThoseWhoAreNoAnswers() {
        CompletionModel model = brief();
        NamedGraph<String> graph = test.graph();
        RelationalGraph wanted = test.heldOut().graph();
        double sum = 0;
        int first = 0;
        for (int e = 0; e < wanted.edges(); e++) {
            String head = graph.entities().get(wanted.head(e));
            String tail = graph.entities().get(wanted.tail(e));
            String relation = graph.relations().name(wanted.relation(e));
            double tailRank = filteredRank(model.rankTails(graph, head, relation), tail, head, relation, true);
            double headRank = filteredRank(model.rankHeads(graph, relation, tail), head, tail, relation, false);
            sum += 1 / tailRank + 1 / headRank;
            first += (tailRank <= 1 ? 1 : 0) + (headRank <= 1 ? 1 : 0);
        }
        CompletionEvaluation evaluation = model.evaluate(graph, test.heldOut());
        assertEquals(sum / (2 * wanted.edges()), evaluation.meanReciprocalRank(), 1e-9);
        assertEquals(first / (2.0 * wanted.edges()), evaluation.hitsAt1(), 1e-9);
    }

    private double filteredRank(
            EntityRanking<String> ranking, String answer, String given, String relation, boolean tails) {
        List<String> others = new ArrayList<>();
        for (NamedGraph<String> facts : List.of(test.graph(), test.heldOut())) {
            IntStream.range(0, facts.graph().edges()).mapToObj(facts::fact).forEach(others::add);
        }
        List<EntityRanking.Scored<String>> left = ranking.entities().stream()
                .filter(each -> each.entity().equals(answer)
                        || !others.contains(
                                tails
                                        ? "(" + given + ", " + relation + ", " + each.entity() + ")"
                                        : "(" + each.entity() + ", " + relation + ", " + given + ")"))
                .toList();
        return new EntityRanking<>(left).rank(answer);
    }

    @Test
    void ranksAmongDrawnEntitiesToo() {
        CompletionModel model = brief();
        CompletionEvaluation drawn = model.evaluate(test.graph(), test.heldOut(), 5, new Seed(1));
        assertEquals(drawn, model.evaluate(test.graph(), test.heldOut(), 5, new Seed(1)));
        assertNotEquals(drawn, model.evaluate(test.graph(), test.heldOut(), 5, new Seed(2)));
        assertEquals(1, drawn.hitsAt10());
        assertTrue(
                drawn.meanReciprocalRank()
                        > model.evaluate(test.graph(), test.heldOut()).meanReciprocalRank(),
                drawn::toString);
        assertRefused(
                "negatives must be at least 1", () -> model.evaluate(test.graph(), test.heldOut(), 0, new Seed(1)));
    }

    @Test
    void knowsNothingOfWhomTheGraphSaysNothing() {
        CompletionModel model = brief();
        NamedGraph<String> graph = test.graph();
        int count = graph.entities().size();
        List<String> more = new ArrayList<>(graph.entities());
        more.add("stranger");
        RelationalGraph facts = graph.graph();
        NamedGraph<String> wider = new NamedGraph<>(
                RelationalGraph.of(
                        count + 1,
                        IntStream.range(0, facts.edges()).map(facts::head).toArray(),
                        IntStream.range(0, facts.edges()).map(facts::tail).toArray(),
                        IntStream.range(0, facts.edges()).map(facts::relation).toArray()),
                graph.relations(),
                more);
        EntityRanking<String> ranking = model.rankTails(wider, "stranger", "aunt");
        assertEquals((count + 2) / 2.0, ranking.rank(more.get(3)));
        assertTrue(ranking.entities().stream().noneMatch(EntityRanking.Scored::reached));
        EntityRanking<String> known = model.rankTails(wider, more.get(3), "aunt");
        assertTrue(known.entities().stream().anyMatch(EntityRanking.Scored::reached));
        assertTrue(known.entities().stream().noneMatch(each -> each.entity().equals("stranger") && each.reached()));
        NamedGraph<String> wanted = new NamedGraph<>(
                RelationalGraph.of(2, new int[] {0}, new int[] {1}, new int[] {0}),
                graph.relations(),
                List.of("stranger", more.get(3)));
        CompletionEvaluation evaluation = model.evaluate(wider, wanted);
        assertEquals(2, evaluation.queries());
        assertEquals(1, evaluation.isolated());
        assertRefused("speaks of stranger, which the graph does not know", () -> model.evaluate(graph, wanted));
    }

    @Test
    void isTheSameAfterLoading(@TempDir Path folder) throws IOException {
        CompletionModel model = brief();
        model.save(folder);
        CompletionModel loaded = CompletionModel.load(folder);
        String somebody = test.graph().entities().get(5);
        assertEquals(model.rankHeads(test.graph(), "son", somebody), loaded.rankHeads(test.graph(), "son", somebody));
        assertEquals(model.history(), loaded.history());
        assertEquals(model.training(), loaded.training());
        assertTrue(model.toString().startsWith("EpiGNN for completion of 20 relations, "), model::toString);
        Path description = folder.resolve("model.json");
        String text = Files.readString(description);
        Files.writeString(description, text.replace("\"size\" : 16", "\"size\" : 1600"));
        assertRefused("the description of the saved model is damaged", () -> load(folder));
        Files.writeString(description, text.replace("\"epignn-completion\"", "\"epignn\""));
        assertRefused("a model of the kind 'epignn', expected 'epignn-completion'", () -> load(folder));
    }

    private static void load(Path folder) {
        try {
            CompletionModel.load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhatItCannotAnswer() {
        CompletionModel model = brief();
        NamedGraph<String> graph = test.graph();
        String somebody = graph.entities().get(0);
        assertRefused("there is no relation 'cousin'", () -> model.rankTails(graph, somebody, "cousin"));
        assertRefused("the graph has no entity Zoe", () -> model.rankTails(graph, "Zoe", "aunt"));
        assertRefused(
                "the ranking has no entity Zoe",
                () -> model.rankTails(graph, somebody, "aunt").rank("Zoe"));
        NamedGraph<String> empty = facts(KinshipGenerator.relations());
        assertRefused("the graph of 2 entities has no facts", () -> model.rankTails(empty, "a", "aunt"));
        assertRefused("the graph of 2 entities has no facts", () -> model.evaluate(graph, empty));
        assertRefused(
                "the model knows",
                () -> model.evaluate(
                        facts(RelationVocabulary.of("r"), 0, 0, 1), facts(RelationVocabulary.of("r"), 0, 0, 1)));
        assertRefused("but the graph says it already: leave it out of one", () -> model.evaluate(graph, graph));
    }

    @Test
    void refusesWhatItCannotLearnFrom() {
        RelationVocabulary two = RelationVocabulary.of("r", "s");
        NamedGraph<String> all = facts(two, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1);
        NamedGraph<String> other = facts(two, 0, 1, 1);
        KnowledgeGraphCompletion estimator = small().build();
        assertRefused("there is nothing to learn", () -> estimator.fit(all, other, training(1), epoch -> {}));
        assertRefused("the graph says it already", () -> estimator.fit(all, all, training(1), epoch -> {}));
        assertRefused("has no facts", () -> estimator.fit(facts(two), training(1)));
        assertRefused("must be over the same relations", () -> estimator.fit(train, other, training(1), epoch -> {}));
        assertRefused("rounds must lie in 1 to 1000", () -> small().rounds(0).build());
        assertRefused("negatives must be at least 1", () -> small().negatives(0).build());
        assertRefused("margin must be positive", () -> small().margin(0).build());
        assertRefused(
                "size must be a multiple of facets", () -> small().size(30).build());
    }

    /** @param triples head, relation, tail; one after another */
    private static NamedGraph<String> facts(RelationVocabulary relations, int... triples) {
        int count = triples.length / 3;
        return new NamedGraph<>(
                RelationalGraph.of(
                        2,
                        IntStream.range(0, count).map(i -> triples[3 * i]).toArray(),
                        IntStream.range(0, count).map(i -> triples[3 * i + 2]).toArray(),
                        IntStream.range(0, count).map(i -> triples[3 * i + 1]).toArray()),
                relations,
                List.of("a", "b"));
    }
}
