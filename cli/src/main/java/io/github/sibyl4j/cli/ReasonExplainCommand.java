package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.Explanation;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.TrainedReasoner;
import io.github.sibyl4j.reasoning.jgrapht.ExplanationDot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says why a trained model answers a problem as it does. */
@Command(
        name = "explain",
        description =
                "Say why a trained model answers a problem as it does: what each path from head to tail says, step"
                        + " by step, and which relations it rules out.",
        mixinStandardHelpOptions = true)
final class ReasonExplainCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Folder of the model.")
    private Path model;

    @Mixin
    private ProblemFile data;

    @Option(names = "--row", paramLabel = "N", description = "The problem, counted from 0.")
    private Integer row;

    @Mixin
    private EntityPair pair;

    @Option(
            names = "--dot",
            paramLabel = "FILE",
            description = "Write the explanation as a graph in Graphviz's language; draw it with dot -Tsvg FILE.")
    private Path dot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(pair.given() != (row != null), "give either --row, or --head and --tail");
        if (dot != null) {
            OutputPath.requireFile("--dot", dot);
        }
        TrainedReasoner reasoner = SavedReasoner.load(model);
        if (row == null) {
            NamedGraph<String> facts = data.facts(reasoner.relations());
            write(reasoner.explain(facts.graph(), pair.head(facts), pair.tail(facts)), facts.entities()::get, "");
            return 0;
        }
        NamedProblems file = data.read(reasoner.relations());
        RelationalDataset problems = file.data();
        require(
                row >= 0 && row < problems.size(),
                "--row must lie in 0 to %d, the problems of %s; found %d",
                problems.size() - 1,
                data,
                row);
        RelationalInstance problem = problems.instances().get(row);
        write(
                reasoner.explain(problem.graph(), problem.head(), problem.tail()),
                file.namesOf(row),
                "the data says: " + problems.relations().name(problem.target()) + System.lineSeparator());
        return 0;
    }

    private void write(Explanation explanation, IntFunction<String> names, String known) throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        print.print(explanation.text(names));
        print.print(known);
        if (dot != null) {
            Files.writeString(dot, ExplanationDot.of(explanation, names));
            print.println(dot + ": the explanation as a graph");
        }
        print.flush();
    }
}
