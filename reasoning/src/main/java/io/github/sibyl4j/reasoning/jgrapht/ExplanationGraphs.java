package io.github.sibyl4j.reasoning.jgrapht;

import io.github.sibyl4j.reasoning.Explanation;
import io.github.sibyl4j.reasoning.Explanation.Conclusion;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.jgrapht.ExplanationEdge.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.graph.DirectedPseudograph;

/** Explanations as graphs of JGraphT, to be laid out or exported by its tools. */
public final class ExplanationGraphs {
    private ExplanationGraphs() {}

    /**
     * The entities that the explanation speaks of, by their numbers; the facts that it rests on, what was concluded from them, and
     * an edge from head to tail for the answer. A conclusion that was drawn twice is there once.
     */
    public static Graph<Integer, ExplanationEdge> of(Explanation explanation) {
        Graph<Integer, ExplanationEdge> drawn = new DirectedPseudograph<>(ExplanationEdge.class);
        drawn.addVertex(explanation.head());
        RelationalGraph graph = explanation.graph();
        for (int edge : explanation.facts()) {
            String relation = explanation.relations().name(graph.relation(edge));
            add(drawn, graph.head(edge), graph.tail(edge), Kind.FACT, List.of(relation));
        }
        for (Conclusion conclusion : new LinkedHashSet<>(explanation.conclusions())) {
            add(drawn, conclusion.from(), conclusion.to(), Kind.CONCLUSION, conclusion.possible());
        }
        add(drawn, explanation.head(), explanation.tail(), Kind.ANSWER, explanation.possible());
        return drawn;
    }

    private static void add(
            Graph<Integer, ExplanationEdge> drawn, int from, int to, Kind kind, List<String> relations) {
        drawn.addVertex(from);
        drawn.addVertex(to);
        drawn.addEdge(
                from,
                to,
                new ExplanationEdge(kind, relations.isEmpty() ? "no relation" : String.join(", ", relations)));
    }
}
