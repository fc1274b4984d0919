package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.AutoencoderRuns;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.PlanetoidRuns;
import io.github.sibyl4j.benchmarks.ReferenceRuns;
import io.github.sibyl4j.benchmarks.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats reference runs and prints theirs and ours. */
@Command(
        name = "reproduce",
        description =
                "Repeat a reference run: metr-la-week1, gpvar-g or gpvar-l of the time-then-space model, planetoid"
                        + " (node classification by GCN and GAT on Cora and CiteSeer), vgae (link prediction by GAE"
                        + " and VGAE on the same), forwardgnn (forward learning of graph networks), epignn (relational"
                        + " reasoning on CLUTRR, STaR and GraphLog), or rrn (recurrent relational networks).",
        mixinStandardHelpOptions = true,
        subcommands = {ForwardGnnCommand.class, EpiGnnCommand.class, RrnCommand.class})
final class ReproduceCommand implements Callable<Integer> {
    private static final String PLANETOID = "planetoid";
    private static final String VGAE = "vgae";

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description =
                    "metr-la-week1, gpvar-g, gpvar-l, planetoid or vgae; forwardgnn, epignn and rrn are commands of their own.")
    private String run;

    @Option(names = "--seeds", split = ",", description = "Default: 0,1,2,3,4; for planetoid 0 to 99, for vgae 0 to 9.")
    private List<Long> seeds;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Set<String> runs = new TreeSet<>(ReferenceRuns.experiments().keySet());
        runs.addAll(List.of(PLANETOID, VGAE));
        require(run != null, "name a reference run: forwardgnn, epignn, rrn or one of %s", runs);
        require(
                runs.contains(run),
                "there is no reference run '%s'; there are forwardgnn, epignn, rrn and %s",
                run,
                runs);
        if (seeds == null) {
            seeds = switch (run) {
                case PLANETOID -> PlanetoidRuns.seeds();
                case VGAE -> AutoencoderRuns.seeds();
                default -> List.of(0L, 1L, 2L, 3L, 4L);
            };
        }
        Optional<JsonFile> file = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, seeds);
        out.println(record.markdown());
        ObjectNode document = record.json();
        if (run.equals(PLANETOID)) {
            PlanetoidRuns.Result result = PlanetoidRuns.run(seeds, each -> print(out, each));
            out.println();
            out.print(result.table());
            result.addTo(document);
        } else if (run.equals(VGAE)) {
            AutoencoderRuns.Result result = AutoencoderRuns.run(seeds, each -> print(out, each));
            out.println();
            out.print(result.table());
            result.addTo(document);
        } else {
            ReferenceRuns.Result result = ReferenceRuns.run(run, seeds, each -> print(out, run + " " + each));
            out.println();
            out.print(result.table());
            result.addTo(document);
        }
        out.flush();
        FiguresOption.write(file, document);
        return 0;
    }

    private static void print(PrintWriter out, Object line) {
        out.println(line);
        out.flush();
    }
}
