package io.github.sibyl4j.reasoning.generate;

import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes kinship problems with the columns of CLUTRR's files that graph models read, and the label sequence. */
public final class KinshipCsv {
    private KinshipCsv() {}

    /** @param file compressed if its name ends in {@code .gz} */
    public static void write(Path file, RelationalDataset dataset) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out;
                BufferedWriter text = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
            text.write(",target,f_comb,task_name,story_edges,edge_types,query_edge\n");
            for (int i = 0; i < dataset.size(); i++) {
                text.write(i + "," + line(dataset.instances().get(i), dataset.relations()) + "\n");
            }
        }
    }

    private static String line(RelationalInstance instance, RelationVocabulary relations) {
        RelationalGraph graph = instance.graph();
        List<String> edges = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> sequence = new ArrayList<>();
        for (int e = 0; e < graph.edges(); e++) {
            String label = relations.name(graph.relation(e));
            edges.add("(" + graph.head(e) + ", " + graph.tail(e) + ")");
            labels.add("'" + label + "'");
            sequence.add(label);
        }
        return relations.name(instance.target()) + "," + String.join("-", sequence) + ",task_1." + graph.edges() + ",\""
                + edges + "\",\"" + labels + "\",\"(" + instance.head() + ", " + instance.tail() + ")\"";
    }
}
