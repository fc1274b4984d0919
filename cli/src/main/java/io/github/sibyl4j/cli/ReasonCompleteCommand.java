package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.CompletionEvaluation;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.TriplesCsv;
import io.github.sibyl4j.reasoning.epignn.CompletionModel;
import io.github.sibyl4j.reasoning.epignn.KnowledgeGraphCompletion;
import io.github.sibyl4j.reasoning.epignn.Pooling;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model that completes knowledge graphs, and ranks facts by it. */
@Command(
        name = "complete",
        description = "Train EpiGNN's forward model to complete facts, and rank the facts of a test, each asked for its"
                + " tail and for its head, among all entities of a graph (filtered). The graph may be about entities"
                + " that were not seen in training. Files: head,relation,tail as .csv with a header, or separated by"
                + " tabs as .tsv or .txt; plain or gzip.",
        mixinStandardHelpOptions = true)
final class ReasonCompleteCommand implements Callable<Integer> {
    @Option(names = "--train", required = true, paramLabel = "FILE", description = "Facts to train on.")
    private Path train;

    @Option(
            names = "--valid",
            paramLabel = "FILE",
            description = "Facts about the same entities that choose the epoch (default: a part of the former).")
    private Path valid;

    @Option(names = "--graph", required = true, paramLabel = "FILE", description = "Facts that are known in the test.")
    private Path graph;

    @Option(names = "--test", required = true, paramLabel = "FILE", description = "Facts that are to be found.")
    private Path test;

    @Option(
            names = "--sampled",
            paramLabel = "N",
            description = "Rank also among N entities that are drawn at random, as GraIL does among 50.")
    private Integer sampled;

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "1",
            description = "A model for each, such as 1,2,3; equal seeds give equal models (${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(names = "--epochs", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--batch", defaultValue = "32", description = "Facts a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--learning-rate", defaultValue = "0.01", description = "Of AdamW (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--validation-share",
            defaultValue = "0.1",
            description = "Part of the training facts that chooses the epoch (default: ${DEFAULT-VALUE}).")
    private double validationShare;

    @Option(
            names = "--rounds",
            defaultValue = "6",
            description = "How many facts an answer may follow from (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--hidden",
            defaultValue = "64",
            description = "Numbers in a relation's vector, all facets together (default: ${DEFAULT-VALUE}).")
    private int hidden;

    @Option(
            names = "--facets",
            defaultValue = "8",
            description = "Independent parts of the vector; must divide it (default: ${DEFAULT-VALUE}).")
    private int facets;

    @Option(
            names = "--pooling",
            defaultValue = "min",
            paramLabel = "product|min",
            description = "How the facts about an entity meet (default: ${DEFAULT-VALUE}).")
    private Pooling pooling;

    @Option(
            names = "--negatives",
            defaultValue = "32",
            description = "Wrong answers a query in training (default: ${DEFAULT-VALUE}).")
    private int negatives;

    @Option(names = "--out", paramLabel = "MODEL", description = "Folder for the model, for reason rank.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final List<CompletionEvaluation> amongAll = new ArrayList<>();
    private final List<CompletionEvaluation> amongSampled = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        require(out == null || seeds.size() == 1, "--out takes one model, found %d --seeds", seeds.size());
        if (out != null) {
            OutputPath.requireFolder("--out", out);
        }
        require(sampled == null || sampled >= 1, "--sampled must be 1 or more, found %s", sampled);
        KnowledgeGraphCompletion estimator = KnowledgeGraphCompletion.builder()
                .size(hidden)
                .facets(facets)
                .rounds(rounds)
                .pooling(pooling)
                .negatives(negatives)
                .build();
        ReasonerTraining training = KnowledgeGraphCompletion.training()
                .withEpochs(epochs)
                .withBatchSize(batch)
                .withLearningRate(learningRate)
                .withValidationShare(validationShare);
        NamedGraph<String> facts = TriplesCsv.read(train);
        NamedGraph<String> known = TriplesCsv.read(graph, facts.relations());
        NamedGraph<String> wanted = TriplesCsv.read(test, facts.relations());
        // An entity that the graph does not know is refused before anything is trained.
        wanted.factsOver(known);
        NamedGraph<String> choosing = valid == null ? null : TriplesCsv.read(valid, facts.relations());
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                "train %s: %d facts, %d entities, %d relations, %s%n",
                train,
                facts.graph().edges(),
                facts.entities().size(),
                facts.relations().size(),
                valid == null
                        ? "of which " + validationShare + " by the seed choose the epoch"
                        : "epoch chosen by the " + choosing.graph().edges() + " of " + valid);
        print.printf(
                "test %s: %d facts, in %s: %d facts, %d entities%n",
                test,
                wanted.graph().edges(),
                graph,
                known.graph().edges(),
                known.entities().size());
        print.flush();
        for (long seed : seeds) {
            CompletionModel model = choosing == null
                    ? estimator.fit(facts, training.withSeed(seed))
                    : estimator.fit(facts, choosing, training.withSeed(seed), epoch -> {});
            rank(model, known, wanted, print);
            if (out != null) {
                model.save(out);
                print.println(out + ": the model, " + model.parameterCount() + " parameters");
            }
        }
        if (seeds.size() > 1) {
            print.println("mean and standard deviation over " + seeds.size() + " seeds:");
            print.println("  " + figures(amongAll));
            if (sampled != null) {
                print.println("  among " + sampled + " drawn: " + figures(amongSampled));
            }
        }
        print.flush();
        return 0;
    }

    private void rank(CompletionModel model, NamedGraph<String> known, NamedGraph<String> wanted, PrintWriter print) {
        long seed = model.training().seed();
        CompletionEvaluation all = model.evaluate(known, wanted);
        amongAll.add(all);
        print.printf(
                Locale.ROOT,
                "seed %d: epoch %d of %d with validation MRR %.4f%n  %s%s%n",
                seed,
                model.bestEpoch(),
                model.history().size(),
                model.history().get(model.bestEpoch() - 1).validationMrr(),
                figures(List.of(all)),
                all.isolated() == 0 ? "" : ", " + all.isolated() + " queries about entities without facts");
        if (sampled != null) {
            amongSampled.add(model.evaluate(known, wanted, sampled, new Seed(seed)));
            print.println(
                    "  among " + sampled + " drawn: " + figures(List.of(amongSampled.get(amongSampled.size() - 1))));
        }
        print.flush();
    }

    private static String figures(List<CompletionEvaluation> runs) {
        return "MRR " + figure(runs, CompletionEvaluation::meanReciprocalRank)
                + "  Hits@1 " + figure(runs, CompletionEvaluation::hitsAt1)
                + "  Hits@3 " + figure(runs, CompletionEvaluation::hitsAt3)
                + "  Hits@10 " + figure(runs, CompletionEvaluation::hitsAt10);
    }

    private static String figure(List<CompletionEvaluation> runs, ToDoubleFunction<CompletionEvaluation> value) {
        DescriptiveStatistics statistics =
                new DescriptiveStatistics(runs.stream().mapToDouble(value).toArray());
        return runs.size() == 1
                ? String.format(Locale.ROOT, "%.4f", statistics.getMean())
                : String.format(Locale.ROOT, "%.4f ± %.4f", statistics.getMean(), statistics.getStandardDeviation());
    }
}
