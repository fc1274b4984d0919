package io.github.sibyl4j.cli;

import io.github.sibyl4j.datasets.DatasetInfo;
import io.github.sibyl4j.datasets.Datasets;
import io.github.sibyl4j.datasets.GraphFiles;
import io.github.sibyl4j.datasets.GraphInfo;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the data sets that come with Sibyl, or tells all about one. */
@Command(
        name = "datasets",
        description = "List the data sets that come with Sibyl, or tell all about one.",
        mixinStandardHelpOptions = true)
final class DatasetsCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The data set to tell about.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (name != null && GraphFiles.embedded().contains(name)) {
            tell(GraphFiles.info(name), out);
        } else if (name != null) {
            tell(Datasets.info(name), out);
        } else {
            TextTable table = new TextTable("name", "steps", "nodes", "edges", "every", "what");
            for (DatasetInfo info : Datasets.all()) {
                table.row(
                        info.name(),
                        Integer.toString(info.steps()),
                        Integer.toString(info.nodes()),
                        Integer.toString(info.edges()),
                        info.frequency(),
                        info.title());
            }
            out.println("Series on graphs");
            out.print(table);
            out.println();
            TextTable graphs = new TextTable("name", "nodes", "edges", "features", "classes", "licence", "what");
            for (String graph : GraphFiles.embedded()) {
                GraphInfo info = GraphFiles.info(graph);
                graphs.row(
                        info.name(),
                        Integer.toString(info.nodes()),
                        Integer.toString(info.edges()),
                        Integer.toString(info.features()),
                        Integer.toString(info.classes()),
                        info.licence(),
                        info.title());
            }
            out.println("Graphs with features and classes of nodes");
            out.print(graphs);
            out.println();
            out.println("More about one: sibyl datasets NAME");
        }
        out.flush();
    }

    private static void tell(GraphInfo info, PrintWriter out) {
        out.println(info.title());
        out.println();
        out.println(info.description());
        out.println();
        TextTable table = new TextTable();
        table.row("graph", info.nodes() + " nodes, " + info.edges() + " edges");
        table.row("nodes", info.features() + " features, " + info.classes() + " classes");
        table.row("licence", info.licence());
        table.row("origin", info.origin());
        table.row("cite", info.citation());
        out.print(table);
    }

    private static void tell(DatasetInfo info, PrintWriter out) {
        out.println(info.title());
        out.println();
        out.println(info.description());
        out.println();
        TextTable table = new TextTable();
        table.row("size", info.steps() + " steps of " + info.nodes() + " nodes, " + info.channels() + " channel(s)");
        table.row("graph", info.edges() + " edges");
        table.row("every", info.frequency());
        table.row("unit", info.unit().isEmpty() ? "none" : info.unit());
        table.row(
                "mean, sd", info.statistics().mean() + ", " + info.statistics().standardDeviation());
        table.row("missing", Long.toString(info.statistics().missing()));
        table.row("licence", info.licence());
        table.row("origin", info.origin());
        table.row("cite", info.citation());
        out.print(table);
    }
}
