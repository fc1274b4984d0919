package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.Explanation;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.TrainedReasoner;
import io.github.sibyl4j.reasoning.jgrapht.ExplanationDot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Option(names = "--row", required = true, paramLabel = "N", description = "The problem, counted from 0.")
    private int row;

    @Option(
            names = "--dot",
            paramLabel = "FILE",
            description = "Write the explanation as a graph in Graphviz's language; draw it with dot -Tsvg FILE.")
    private Path dot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainedReasoner reasoner = SavedReasoner.load(model);
        NamedProblems file = data.read(reasoner.relations());
        RelationalDataset problems = file.data();
        require(
                row >= 0 && row < problems.size(),
                "--row must lie in 0 to %d, the problems of %s; found %d",
                problems.size() - 1,
                data,
                row);
        RelationalInstance problem = problems.instances().get(row);
        PrintWriter print = spec.commandLine().getOut();
        Explanation explanation = reasoner.explain(problem.graph(), problem.head(), problem.tail());
        print.print(explanation.text(file.namesOf(row)));
        print.println("the data says: " + problems.relations().name(problem.target()));
        if (dot != null) {
            Files.writeString(dot, ExplanationDot.of(explanation, file.namesOf(row)));
            print.println(dot + ": the explanation as a graph");
        }
        return 0;
    }
}
