package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.EntityRanking;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.TriplesCsv;
import io.github.sibyl4j.reasoning.epignn.CompletionModel;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a trained model which entities complete a fact. */
@Command(
        name = "rank",
        description = "Say which entities complete a fact best, by a model of reason complete: (HEAD, RELATION, ?), or"
                + " (?, RELATION, TAIL).",
        mixinStandardHelpOptions = true)
final class ReasonRankCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Folder of the model.")
    private Path model;

    @Option(names = "--graph", required = true, paramLabel = "FILE", description = "Facts, see reason complete.")
    private Path graph;

    @Option(names = "--relation", required = true, paramLabel = "RELATION", description = "Its name.")
    private String relation;

    @Option(names = "--head", paramLabel = "ENTITY", description = "To ask for tails.")
    private String head;

    @Option(names = "--tail", paramLabel = "ENTITY", description = "To ask for heads.")
    private String tail;

    @Option(names = "--top", defaultValue = "10", description = "How many to say (default: ${DEFAULT-VALUE}).")
    private int top;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require((head == null) != (tail == null), "give either --head, to ask for tails, or --tail, to ask for heads");
        require(top >= 1, "--top must be 1 or more, found %d", top);
        require(
                ModelDirectory.load(model).kind().equals(CompletionModel.KIND),
                "%s holds a model of another kind than reason rank asks: train one with reason complete; a model of reason"
                        + " train is asked with reason predict",
                model);
        CompletionModel trained = CompletionModel.load(model);
        NamedGraph<String> facts = TriplesCsv.read(graph, trained.relations());
        EntityRanking<String> ranking =
                head != null ? trained.rankTails(facts, head, relation) : trained.rankHeads(facts, relation, tail);
        PrintWriter out = spec.commandLine().getOut();
        for (EntityRanking.Scored<String> each :
                ranking.entities().subList(0, Math.min(top, ranking.entities().size()))) {
            out.printf(
                    Locale.ROOT,
                    "%6.1f  %8.3f  (%s, %s, %s)%s%n",
                    ranking.rank(each.entity()),
                    each.score(),
                    head != null ? head : each.entity(),
                    relation,
                    head != null ? each.entity() : tail,
                    each.reached() ? "" : "  not reached: its place says nothing");
        }
        out.flush();
        return 0;
    }
}
