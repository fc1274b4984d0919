package io.github.sibyl4j.reasoning.calculus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.ExplainedPath;
import io.github.sibyl4j.reasoning.Explanation;
import io.github.sibyl4j.reasoning.Explanation.Conclusion;
import io.github.sibyl4j.reasoning.PathExplanation;
import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.RelationalReasoner;
import io.github.sibyl4j.reasoning.jgrapht.ExplanationDot;
import io.github.sibyl4j.reasoning.jgrapht.ExplanationEdge;
import io.github.sibyl4j.reasoning.jgrapht.ExplanationEdge.Kind;
import io.github.sibyl4j.reasoning.jgrapht.ExplanationGraphs;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final RelationVocabulary NAMES =
            RelationVocabulary.of(Calculus.rcc8().relations());
    private static final int TPP = NAMES.index("TPP");
    private static final int EC = NAMES.index("EC");

    private final SymbolicReasoner symbolic = new SymbolicReasoner(Calculus.rcc8(), NAMES);

    /** Explains by paths, as reasoners do that have no explanation of their own. */
    private final RelationalReasoner byPaths = new RelationalReasoner() {
        @Override
        public RelationVocabulary relations() {
            return NAMES;
        }

        @Override
        public List<RelationPrediction> predict(List<RelationalInstance> problems) {
            return symbolic.predict(problems);
        }
    };

    /** TPP;EC is {DC, EC} and TPPI;EC is {EC, PO, TPPI, NTPPI}; entity 4 is apart, entity 5 points at 0. */
    private final RelationalGraph graph = RelationalGraph.of(
            6, new int[] {0, 1, 0, 2, 5}, new int[] {1, 3, 2, 3, 0}, new int[] {TPP, EC, NAMES.index("TPPI"), EC, TPP});

    @Test
    void saysWhichPathRuledOutWhat() {
        PathExplanation explanation = (PathExplanation) byPaths.explain(graph, 0, 3);
        assertEquals("EC", explanation.prediction().name());
        assertEquals(List.of("EC"), explanation.possible());
        assertEquals(2, explanation.paths().size());
        ExplainedPath first = explanation.paths().get(0);
        assertEquals(List.of("TPP"), first.steps().get(0).possible());
        assertEquals(List.of("DC", "EC"), first.possible());
        assertEquals(List.of("PO", "TPP", "NTPP", "TPPI", "NTPPI", "EQ"), first.ruledOut());
        assertEquals(List.of("PO", "TPPI", "NTPPI"), first.decisive());
        assertEquals(List.of(0, 1), first.ownFacts());
        ExplainedPath second = explanation.paths().get(1);
        assertEquals(List.of("EC", "PO", "TPPI", "NTPPI"), second.possible());
        assertEquals(List.of("DC"), second.decisive());
        assertArrayEquals(new int[] {0, 1, 2, 3}, explanation.facts());
        assertEquals(List.of(), explanation.ruledOutTogether());
        assertEquals("""
                from 0 to 3: EC, probability 1.000; not ruled out: EC
                path 1
                  0 TPP 1: leaves TPP from 0 to 1
                  1 EC 3: leaves DC, EC from 0 to 3
                  rules out PO, TPP, NTPP, TPPI, NTPPI, EQ
                  without the facts that are its own: EC 0.25; no longer ruled out: PO, TPPI, NTPPI
                path 2
                  0 TPPI 2: leaves TPPI from 0 to 2
                  2 EC 3: leaves EC, PO, TPPI, NTPPI from 0 to 3
                  rules out DC, TPP, NTPP, EQ
                  without the facts that are its own: DC 0.5; no longer ruled out: DC
                """, explanation.text());
    }

    @Test
    void drawsFactsConclusionsAndAnswer() {
        Graph<Integer, ExplanationEdge> drawn = ExplanationGraphs.of(byPaths.explain(graph, 0, 3));
        assertEquals(Set.of(0, 1, 2, 3), drawn.vertexSet());
        assertEquals(
                Set.of(
                        "FACT TPP 0 1",
                        "FACT EC 1 3",
                        "FACT TPPI 0 2",
                        "FACT EC 2 3",
                        "CONCLUSION DC, EC 0 3",
                        "CONCLUSION EC, PO, TPPI, NTPPI 0 3",
                        "ANSWER EC 0 3"),
                drawn.edgeSet().stream()
                        .map(edge -> edge.kind() + " " + edge + " " + drawn.getEdgeSource(edge) + " "
                                + drawn.getEdgeTarget(edge))
                        .collect(Collectors.toSet()));
        Graph<Integer, ExplanationEdge> derived = ExplanationGraphs.of(symbolic.explain(graph, 0, 3));
        assertEquals(
                4, derived.edgeSet().stream().filter(e -> e.kind() == Kind.FACT).count());
        assertTrue(derived.getAllEdges(0, 3).stream()
                .anyMatch(edge -> edge.kind() == Kind.CONCLUSION && edge.label().equals("EC")));
    }

    @Test
    void writesGraphsForGraphviz() {
        String[] names = {"Ann", "Bob", "Cid", "Dan \"D\"", "Eve", "Fay"};
        assertEquals(
                """
                digraph G {
                  n0 [ label="Ann" ];
                  n1 [ label="Bob" ];
                  n3 [ label="Dan \\"D\\"" ];
                  n2 [ label="Cid" ];
                  n0 -> n1 [ label="TPP" style="solid" ];
                  n1 -> n3 [ label="EC" style="solid" ];
                  n0 -> n2 [ label="TPPI" style="solid" ];
                  n2 -> n3 [ label="EC" style="solid" ];
                  n0 -> n3 [ label="DC, EC" style="dashed" ];
                  n0 -> n3 [ label="EC, PO, TPPI, NTPPI" style="dashed" ];
                  n0 -> n3 [ label="EC" style="bold" ];
                }
                """,
                ExplanationDot.of(byPaths.explain(graph, 0, 3), i -> names[i]).replace("\r", ""));
    }

    @Test
    void callsEntitiesByTheirNames() {
        IntFunction<String> names = i -> "<" + i + ">";
        for (RelationalReasoner reasoner : List.of(byPaths, symbolic)) {
            for (int tail : new int[] {3, 4}) {
                Explanation explanation = reasoner.explain(graph, 0, tail);
                String named = explanation.text(names);
                assertTrue(named.contains("<0>") && named.contains("<" + tail + ">"), named);
                assertEquals(explanation.text(), named.replaceAll("<(\\d)>", "$1"));
            }
        }
        RelationalGraph wrong = RelationalGraph.of(2, new int[] {0, 1}, new int[] {1, 0}, new int[] {TPP, TPP});
        String contradiction = symbolic.explain(wrong, 0, 1).text(names);
        assertTrue(contradiction.startsWith("the facts <0> TPP <1>, <1> TPP <0> contradict"), contradiction);
    }

    @Test
    void givesTheDerivationOfTheSymbolicReasoner() {
        SymbolicExplanation explanation = symbolic.explain(graph, 0, 3);
        assertEquals(symbolic.answer(graph, 0, 3).derivation().text(), explanation.text());
        assertArrayEquals(new int[] {0, 1, 2, 3}, explanation.facts());
        assertEquals(List.of("EC"), explanation.possible());
        assertTrue(explanation.conclusions().contains(new Conclusion(0, 3, List.of("EC"))));
        RelationPrediction open = symbolic.predict(graph, 5, 1);
        assertEquals(0.5f, open.probability("TPP"));
        assertEquals(0.5f, open.probability("NTPP"));
        assertEquals(2, open.distance());
        RelationalDataset data = new RelationalDataset(
                NAMES, List.of(new RelationalInstance(graph, 0, 3, EC), new RelationalInstance(graph, 0, 3, TPP)));
        assertEquals(0.5, symbolic.evaluate(data).accuracy());
    }

    @Test
    void saysThatNothingIsKnown() {
        for (RelationalReasoner reasoner : List.of(byPaths, symbolic)) {
            var apart = reasoner.explain(graph, 0, 4);
            assertFalse(apart.prediction().connected());
            assertEquals(NAMES.names(), apart.possible());
            assertEquals(0, apart.facts().length);
            assertTrue(apart.text().startsWith("no path joins 0 and 4"), apart.text());
            assertEquals(1, ExplanationGraphs.of(apart).edgeSet().size());
            assertThrows(InvalidInputException.class, () -> reasoner.explain(graph, 0, 6));
        }
        var against = byPaths.explain(graph, 0, 5);
        assertEquals("TPPI", against.prediction().name());
        assertTrue(against.text().contains("no path leads from 0 to 5 along the edges"), against.text());
        RelationalGraph impossible =
                RelationalGraph.of(3, new int[] {0, 1, 1}, new int[] {1, 0, 2}, new int[] {TPP, TPP, EC});
        SymbolicExplanation contradiction = symbolic.explain(impossible, 0, 2);
        assertTrue(contradiction.contradictory());
        assertEquals(List.of(), contradiction.possible());
        assertArrayEquals(new int[] {0, 1}, contradiction.facts());
        assertTrue(contradiction.text().startsWith("the facts 0 TPP 1, 1 TPP 0 contradict"), contradiction.text());
        assertEquals(0.125f, contradiction.prediction().probability(EC));
        assertTrue(contradiction.prediction().contradictory());
        assertTrue(ExplanationGraphs.of(contradiction).getAllEdges(0, 2).stream()
                .allMatch(edge -> edge.label().equals("no relation")));
        String paths = byPaths.explain(impossible, 0, 2).text();
        assertTrue(paths.startsWith("the facts leave no relation from 0 to 2"), paths);
    }

    @Test
    void knowsFactsThatPathsShare() {
        int[] from = {0, 0, 1, 2, 3, 3, 4, 5};
        int[] to = {1, 2, 3, 3, 4, 5, 6, 6};
        RelationalGraph shared = RelationalGraph.of(7, from, to, new int[] {TPP, TPP, TPP, TPP, TPP, TPP, TPP, TPP});
        PathExplanation explanation = (PathExplanation) byPaths.explain(shared, 0, 6);
        assertEquals(4, explanation.paths().size());
        for (ExplainedPath path : explanation.paths()) {
            assertEquals(List.of(), path.ownFacts());
            assertEquals(List.of(), path.decisive());
        }
        assertTrue(explanation.text().contains("shares every fact with other paths"), explanation.text());
        assertEquals(4, explanation.conclusions().size());
    }

    @Test
    void showsAPathOfFactsThatAreWrittenTwiceOnce() {
        RelationalGraph twice =
                RelationalGraph.of(3, new int[] {0, 0, 1, 1}, new int[] {1, 1, 2, 2}, new int[] {TPP, TPP, EC, EC});
        PathExplanation explanation = (PathExplanation) byPaths.explain(twice, 0, 2);
        assertEquals(1, explanation.paths().size());
        assertEquals(List.of(0, 1, 2, 3), explanation.paths().get(0).ownFacts());
        assertTrue(
                explanation.text().contains("without the facts that are its own: nothing follows, not connected"),
                explanation.text());
    }

    @Test
    void saysAnyWhereEveryRelationIsLeft() {
        int dc = NAMES.index("DC");
        RelationalGraph open = RelationalGraph.of(3, new int[] {0, 1}, new int[] {1, 2}, new int[] {dc, dc});
        String text = byPaths.explain(open, 0, 2).text();
        assertTrue(text.contains("not ruled out: any relation"), text);
        assertTrue(text.contains("1 DC 2: leaves any relation from 0 to 2"), text);
    }
}
