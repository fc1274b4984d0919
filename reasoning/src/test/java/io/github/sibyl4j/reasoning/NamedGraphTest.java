package io.github.sibyl4j.reasoning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.reasoning.jgrapht.LabelledGraphs;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedPseudograph;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedGraphTest {
    private static final String FACTS =
            "head,relation,tail\nAnn,father,Bob\nBob,brother,Cid\nAnn,uncle,Cid\nDan,son,Ann\n";

    @TempDir
    private Path folder;

    private Path file(String text) {
        return write("facts.csv", text);
    }

    private static void assertRefused(String part, Runnable action) {
        String message = assertThrows(InvalidInputException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void readsTriples() {
        NamedGraph<String> facts = TriplesCsv.read(file(FACTS));
        assertEquals(List.of("Ann", "Bob", "Cid", "Dan"), facts.entities());
        assertEquals(
                List.of("brother", "father", "son", "uncle"), facts.relations().names());
        assertEquals(
                RelationalGraph.of(4, new int[] {0, 1, 0, 3}, new int[] {1, 2, 2, 0}, new int[] {1, 0, 3, 2}),
                facts.graph());
        assertEquals(2, facts.indexOf("Cid"));
        assertRefused("the graph has no entity Eve", () -> facts.indexOf("Eve"));
    }

    @Test
    void readsAndWritesTriplesSeparatedByTabsAndCommas() throws IOException {
        NamedGraph<String> facts = TriplesCsv.read(file(FACTS));
        String tabs = FACTS.replace(',', '\t');
        for (String text : List.of(tabs, tabs.substring(tabs.indexOf('\n') + 1))) {
            assertEquals(facts, TriplesCsv.read(write("facts.txt", text)));
        }
        assertRefused("line 1 has 1 fields, expected 3", () -> TriplesCsv.read(write("facts.tsv", "Ann father Bob\n")));
        NamedGraph<String> odd =
                new NamedGraph<>(facts.graph(), facts.relations(), List.of("Ann, the \"first\"", "Bob", "Cid", "Dan"));
        for (String name : List.of("facts.csv", "facts.csv.gz")) {
            TriplesCsv.write(folder.resolve(name), odd);
            assertEquals(odd, TriplesCsv.read(folder.resolve(name)));
        }
    }

    @Test
    void findsColumnsOfTriplesByName() {
        NamedGraph<String> facts = TriplesCsv.read(file(FACTS));
        String capitals = FACTS.replace("head,relation,tail", "Head,RELATION, Tail");
        assertEquals(facts, TriplesCsv.read(file("\uFEFF" + capitals)));
        assertEquals(facts, TriplesCsv.read(write("facts.tsv", "\uFEFF" + capitals.replace(',', '\t'))));
        assertEquals(
                facts,
                TriplesCsv.read(file("relation,source,tail,head\nfather,x,Bob,Ann\nbrother,x,Cid,Bob\n"
                        + "uncle,x,Cid,Ann\nson,x,Ann,Dan\n")));
        String headless = FACTS.substring(FACTS.indexOf('\n') + 1).replace(',', '\t');
        assertEquals(facts, TriplesCsv.read(write("facts.tsv", "\uFEFF" + headless)));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void numbersFactsAsAnotherGraphDoes() {
        NamedGraph<String> facts = TriplesCsv.read(file(FACTS));
        NamedGraph<String> other = TriplesCsv.read(file("head,relation,tail\nDan,son,Cid\nBob,brother,Ann\n"));
        assertEquals(
                RelationalGraph.of(4, new int[] {3, 1}, new int[] {2, 0}, new int[] {1, 0}), other.factsOver(facts));
        assertRefused(
                "the fact (Eve, son, Ann) speaks of Eve, which the graph does not know",
                () -> TriplesCsv.read(file("head,relation,tail\nEve,son,Ann\n")).factsOver(facts));
        assertEquals(
                facts,
                TriplesCsv.read(file(FACTS + "Bob,brother,Cid\nAnn,father,Bob\n"))
                        .distinct());
    }

    @Test
    void asksForEachFactThatOthersMayProve() {
        RelationalDataset problems = TriplesCsv.read(file(FACTS)).leaveOneOut();
        assertEquals(3, problems.size());
        RelationalInstance uncle = problems.instances().get(2);
        assertEquals(3, uncle.target());
        assertEquals(
                RelationalGraph.of(4, new int[] {0, 1, 3}, new int[] {1, 2, 0}, new int[] {1, 0, 2}), uncle.graph());
        RelationalDataset once = TriplesCsv.read(file(FACTS + "Ann,uncle,Cid\nBob,brother,Cid\n"))
                .leaveOneOut();
        assertEquals(problems, once);
        assertRefused(
                "no fact of the graph follows from others",
                () -> TriplesCsv.read(file("head,relation,tail\na,r,b\nb,r,b\n"))
                        .leaveOneOut());
    }

    @Test
    void namesLineAndColumnOfWhatIsWrong() {
        assertRefused(
                "no column 'head' in the header 'a,b,c', expected the columns head,relation,tail",
                () -> TriplesCsv.read(file("a,b,c\n")));
        assertRefused("has no facts", () -> TriplesCsv.read(file("head,relation,tail\n")));
        assertRefused("line 3 has 2 fields", () -> TriplesCsv.read(file("head,relation,tail\na,r,b\na,r\n")));
        assertRefused(
                "line 2, column relation: the field is empty",
                () -> TriplesCsv.read(file("head,relation,tail\na, ,b\n")));
        RelationVocabulary known = RelationVocabulary.of("father", "brother");
        assertRefused(
                "line 4, column relation: there is no relation 'uncle' among [father, brother]",
                () -> TriplesCsv.read(file(FACTS), known));
    }

    @Test
    void takesGraphsOfJGraphT() {
        Graph<String, DefaultEdge> graph = new DirectedPseudograph<>(DefaultEdge.class);
        List.of("Ann", "Bob", "Cid").forEach(graph::addVertex);
        DefaultEdge father = graph.addEdge("Ann", "Bob");
        DefaultEdge self = graph.addEdge("Cid", "Cid");
        Map<DefaultEdge, String> labels = Map.of(father, "father", self, "self");
        NamedGraph<String> facts = LabelledGraphs.facts(graph, labels::get);
        assertEquals(RelationalGraph.of(3, new int[] {0, 2}, new int[] {1, 2}, new int[] {0, 1}), facts.graph());
        assertEquals(List.of("Ann", "Bob", "Cid"), facts.entities());
        RelationVocabulary known = RelationVocabulary.of("x", "self", "father");
        assertEquals(2, LabelledGraphs.facts(graph, labels::get, known).graph().relation(0));
        assertRefused(
                "no relation 'self'", () -> LabelledGraphs.facts(graph, labels::get, RelationVocabulary.of("father")));
        assertRefused("the edge from Ann to Bob has no label", () -> LabelledGraphs.facts(graph, edge -> ""));
        Graph<String, DefaultEdge> both = new SimpleGraph<>(DefaultEdge.class);
        assertRefused("the graph is undirected", () -> LabelledGraphs.facts(both, labels::get));
        Graph<String, DefaultEdge> empty = new DirectedPseudograph<>(DefaultEdge.class);
        assertRefused("the graph has no edges", () -> LabelledGraphs.facts(empty, labels::get));
    }
}
