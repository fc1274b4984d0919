package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.epignn.EpiGnnReasoner;
import java.io.IOException;
import java.io.PrintWriter;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        EpiGnnReasoner reasoner = EpiGnnReasoner.load(model);
        RelationalDataset problems = data.read(reasoner.relations());
        require(
                row >= 0 && row < problems.size(),
                "--row must lie in 0 to %d, the problems of %s; found %d",
                problems.size() - 1,
                data,
                row);
        RelationalInstance problem = problems.instances().get(row);
        PrintWriter print = spec.commandLine().getOut();
        print.print(reasoner.explain(problem.graph(), problem.head(), problem.tail())
                .text());
        print.println("the data says: " + problems.relations().name(problem.target()));
        return 0;
    }
}
