package io.github.sibyl4j.reasoning.jgrapht;

import io.github.sibyl4j.reasoning.Explanation;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.dot.DOTExporter;

/** Explanations in Graphviz's language, for {@code dot -Tsvg}: facts solid, conclusions dashed, the answer bold. */
public final class ExplanationDot {
    private ExplanationDot() {}

    /**
     * The graph of {@link ExplanationGraphs#of} with labels.
     *
     * @param entity what an entity is called, given its number
     */
    public static String of(Explanation explanation, IntFunction<String> entity) {
        DOTExporter<Integer, ExplanationEdge> exporter = new DOTExporter<>(number -> "n" + number);
        exporter.setVertexAttributeProvider(number -> attributes(Map.entry("label", entity.apply(number))));
        exporter.setEdgeAttributeProvider(
                edge -> attributes(Map.entry("label", edge.label()), Map.entry("style", style(edge.kind()))));
        StringWriter out = new StringWriter();
        exporter.exportGraph(ExplanationGraphs.of(explanation), out);
        return out.toString();
    }

    /** In a fixed order, so that the same explanation gives the same text. */
    @SafeVarargs
    private static Map<String, Attribute> attributes(Map.Entry<String, String>... values) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, String> value : values) {
            attributes.put(value.getKey(), DefaultAttribute.createAttribute(value.getValue()));
        }
        return attributes;
    }

    private static String style(ExplanationEdge.Kind kind) {
        return switch (kind) {
            case FACT -> "solid";
            case CONCLUSION -> "dashed";
            case ANSWER -> "bold";
        };
    }
}
