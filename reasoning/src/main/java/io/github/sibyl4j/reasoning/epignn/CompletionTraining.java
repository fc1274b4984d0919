package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The training loop of {@link KnowledgeGraphCompletion}. */
final class CompletionTraining<V> {
    private final EpiGnnConfig config;
    private final ReasonerTraining training;
    private final NamedGraph<V> train;
    private final RelationalGraph validation;
    private final String dataSha256;
    private final int relations;
    private final Seed seed;
    private final FactGraph graph;
    private final KnownAnswers trained;
    private final KnownAnswers known;
    private final EpiGnnNetwork network;
    private final Adam optimizer;
    private final TailPass pass;

    CompletionTraining(EpiGnnConfig config, ReasonerTraining training, NamedGraph<V> train, NamedGraph<V> validation) {
        this.config = config;
        this.training = training;
        this.train = train;
        this.validation = CompletionModel.unknown(train, validation);
        this.relations = train.relations().size();
        this.dataSha256 = sha256(train, this.validation);
        this.seed = new Seed(training.seed());
        this.graph = FactGraph.of(train.graph(), relations);
        this.trained = KnownAnswers.of(relations, train.graph());
        this.known = KnownAnswers.of(relations, train.graph(), this.validation);
        this.network = new EpiGnnNetwork(config, 2 * relations, seed.split("weights"));
        this.optimizer = new Adam(network.parameters(), Adam.Settings.decoupled(training.weightDecay()));
        this.pass = new TailPass(config, network.sizes(), TailPass.ENOUGH_MESSAGES);
    }

    private static String sha256(NamedGraph<?> train, RelationalGraph validation) {
        Sha256 sum = new Sha256();
        sum.add(train.relations().names().toString());
        for (RelationalGraph facts : List.of(train.graph(), validation)) {
            sum.add(facts.entities(), facts.edges());
            for (int e = 0; e < facts.edges(); e++) {
                sum.add(facts.head(e), facts.relation(e), facts.tail(e));
            }
        }
        return sum.hex();
    }

    CompletionModel run(Consumer<KnowledgeGraphCompletion.Epoch> listener) {
        List<KnowledgeGraphCompletion.Epoch> history = new ArrayList<>();
        Map<String, float[]> best = null;
        double bestMrr = -1;
        int bestEpoch = 0;
        for (int epoch = 1; epoch <= training.epochs(); epoch++) {
            long start = System.nanoTime();
            double loss = epoch(epoch);
            double mrr = validationMrr();
            history.add(new KnowledgeGraphCompletion.Epoch(epoch, loss, mrr, (System.nanoTime() - start) / 1e9));
            if (mrr > bestMrr) {
                bestMrr = mrr;
                bestEpoch = epoch;
                best = network.state();
            }
            listener.accept(history.get(history.size() - 1));
            if (training.patience() > 0 && epoch - bestEpoch >= training.patience()) {
                break;
            }
        }
        network.restore(best);
        return new CompletionModel(
                network,
                new SavedCompletion(
                        config,
                        train.relations().names(),
                        training,
                        history,
                        bestEpoch,
                        dataSha256,
                        Platform.current()));
    }

    /** The mean loss over the batches. */
    private double epoch(int epoch) {
        int[] order = seed.split("shuffling").split(epoch).permutation(graph.facts());
        SplittableRandom random = seed.split("negatives").split(epoch).random();
        double sum = 0;
        int batches = 0;
        for (int from = 0; from < order.length; from += training.batchSize()) {
            int[] facts = Arrays.copyOfRange(order, from, Math.min(order.length, from + training.batchSize()));
            List<TailQuery> queries = queries(facts, random);
            if (!queries.isEmpty()) {
                sum += step(graph.without(facts), queries, epoch);
                batches++;
            }
        }
        require(
                batches > 0,
                "every entity answers every query that the %d training facts are about: there is nothing to learn",
                graph.facts());
        return sum / batches;
    }

    /** Both queries of each fact; one that every entity answers has no wrong answer, so it teaches nothing. */
    private List<TailQuery> queries(int[] facts, SplittableRandom random) {
        List<TailQuery> queries = new ArrayList<>();
        RelationalGraph given = train.graph();
        for (int fact : facts) {
            int head = given.head(fact);
            int tail = given.tail(fact);
            for (boolean inverse : new boolean[] {false, true}) {
                int from = inverse ? tail : head;
                int relation = given.relation(fact) + (inverse ? relations : 0);
                BitSet answers = trained.tails(from, relation);
                if (answers.cardinality() < graph.entities()) {
                    int[] tails = new int[1 + config.negatives()];
                    tails[0] = inverse ? head : tail;
                    for (int k = 1; k < tails.length; k++) {
                        do {
                            tails[k] = random.nextInt(graph.entities());
                        } while (answers.get(tails[k]));
                    }
                    queries.add(new TailQuery(from, relation, tails));
                }
            }
        }
        return queries;
    }

    private double step(FactGraph messages, List<TailQuery> queries, int epoch) {
        try (Scope scope = Scope.open()) {
            Tensor loss = pass.mean(network, messages, queries);
            double value = loss.item();
            require(
                    Double.isFinite(value),
                    "the training loss became %s in epoch %d: lower the learning rate (now %s)",
                    value,
                    epoch,
                    training.learningRate());
            loss.backward();
            optimizer.step(training.learningRate());
            return value;
        }
    }

    private double validationMrr() {
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            return new LinkRanking(config, network.tables(), relations)
                    .of(graph, validation, known, LinkRanking.all())
                    .meanReciprocalRank();
        }
    }
}
