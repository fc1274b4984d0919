package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.ReasonerEvaluation;
import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.TrainedReasoner;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers problems by a trained model. */
@Command(
        name = "predict",
        description =
                "Answer problems by a trained model, and say how often it is right; or, with --head and --tail, answer"
                        + " one question.",
        mixinStandardHelpOptions = true)
final class ReasonPredictCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Folder of the model.")
    private Path model;

    @Mixin
    private ProblemFile data;

    @Mixin
    private EntityPair pair;

    @Option(names = "--out", paramLabel = "CSV", description = "File for the answers, one line a problem.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        boolean one = pair.given();
        require(
                !one || out == null,
                "--out takes the answers to a file of problems: leave it out, or --head and --tail");
        if (out != null) {
            OutputPath.requireFile("--out", out);
        }
        TrainedReasoner reasoner = SavedReasoner.load(model);
        if (one) {
            answer(reasoner);
            return 0;
        }
        NamedProblems file = data.read(reasoner.relations());
        RelationalDataset problems = file.data();
        List<RelationPrediction> predictions = reasoner.predict(problems.instances());
        PrintWriter print = spec.commandLine().getOut();
        if (out != null) {
            write(file, predictions);
            print.println(out + ": " + predictions.size() + " answers");
        }
        ReasonerEvaluation evaluation = ReasonerEvaluation.of(predictions, problems.instances());
        print.printf(
                Locale.ROOT,
                "%s: accuracy %.4f on %d problems, %d not connected, %d without a path along the edges, %d beyond the horizon%n",
                data,
                evaluation.accuracy(),
                evaluation.problems(),
                evaluation.unconnected(),
                evaluation.withoutPath(),
                evaluation.beyondHorizon());
        return 0;
    }

    private void answer(TrainedReasoner reasoner) {
        NamedGraph<String> facts = data.facts(reasoner.relations());
        int head = pair.head(facts);
        int tail = pair.tail(facts);
        RelationPrediction prediction = reasoner.predict(facts.graph(), head, tail);
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "from %s to %s: %s%s%s%n",
                        facts.entities().get(head),
                        facts.entities().get(tail),
                        prediction.decided()
                                ? String.format(
                                        Locale.ROOT,
                                        "%s, probability %.4f",
                                        prediction.name(),
                                        prediction.probability(prediction.relation()))
                                : "nothing follows",
                        !prediction.connected()
                                ? "; not connected, so nothing is known"
                                : prediction.pathAlongEdges()
                                        ? ""
                                        : "; no path leads along the edges, so nothing was composed: do not rely on this",
                        prediction.beyondHorizon() ? "; farther apart than the model sees: do not rely on this" : "");
    }

    private void write(NamedProblems file, List<RelationPrediction> predictions) throws IOException {
        try (BufferedWriter text = Files.newBufferedWriter(out)) {
            text.write("instance,head,tail,predicted,probability,target,connected,path_along_edges,beyond_horizon\n");
            for (int i = 0; i < predictions.size(); i++) {
                RelationPrediction prediction = predictions.get(i);
                RelationalInstance problem = file.data().instances().get(i);
                IntFunction<String> names = file.namesOf(i);
                text.write(i + "," + quoted(names.apply(problem.head())) + "," + quoted(names.apply(problem.tail()))
                        + "," + quoted(prediction.name()) + "," + prediction.probability(prediction.relation())
                        + ","
                        + quoted(file.data().relations().name(problem.target()))
                        + "," + prediction.connected() + "," + prediction.pathAlongEdges() + ","
                        + prediction.beyondHorizon() + "\n");
            }
        }
    }

    private static String quoted(String name) {
        return name.matches("[^\",\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
