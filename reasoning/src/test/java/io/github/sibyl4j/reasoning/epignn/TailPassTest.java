package io.github.sibyl4j.reasoning.epignn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores, losses and gradients of queries for tails against the model as it is written down and its numeric gradients. */
class TailPassTest {
    private static final int RELATIONS = 2;

    /** A chain of five with a shortcut and a parallel fact, a loop, a pair apart from it, and entity 8 of whom nothing is said. */
    private final RelationalGraph facts = RelationalGraph.of(
            9, new int[] {0, 1, 2, 3, 1, 0, 4, 6, 2}, new int[] {1, 2, 3, 4, 3, 1, 4, 7, 5}, new int[] {
                0, 1, 1, 0, 0, 1, 1, 0, 0
            });

    private final List<TailQuery> queries = List.of(
            new TailQuery(0, 1, new int[] {3, 2, 7}),
            new TailQuery(4, 2, new int[] {4, 0, 8}),
            new TailQuery(0, 3, new int[] {1, 5, 4}),
            new TailQuery(7, 2, new int[] {6, 1, 7}),
            new TailQuery(5, 0, new int[] {0, 3, 2}));

    private final double[][] logits = new double[2][];

    private EpiGnnNetwork network(EpiGnnConfig config) {
        EpiGnnNetwork network = new EpiGnnNetwork(config, 2 * RELATIONS, new Seed(5));
        SplittableRandom random = new SplittableRandom(7);
        List<Parameter> parameters = List.copyOf(network.parameters());
        for (int i = 0; i < 2; i++) {
            float[] values = new float[(int) parameters.get(i).length()];
            logits[i] = new double[values.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) random.nextDouble(-1.5, 1.5);
                logits[i][k] = values[k];
            }
            parameters.get(i).assign(values);
        }
        return network;
    }

    private static EpiGnnConfig config(Pooling pooling, int rounds) {
        return KnowledgeGraphCompletion.builder()
                .size(8)
                .facets(2)
                .rounds(rounds)
                .pooling(pooling)
                .negatives(2)
                .build()
                .config();
    }

    @ParameterizedTest
    @CsvSource({"PRODUCT,1", "PRODUCT,2", "PRODUCT,4", "MIN,1", "MIN,2", "MIN,4"})
    void agreesWithTheModelAsItIsWrittenDown(Pooling pooling, int rounds) {
        EpiGnnConfig config = config(pooling, rounds);
        EpiGnnNetwork network = network(config);
        // Without the facts 2 to 3 and 6 to 7; the plain model gets a graph that does not have them.
        FactGraph messages = FactGraph.of(facts, RELATIONS).without(2, 7);
        RelationalGraph plainGraph =
                withInverses(IntStream.of(0, 1, 3, 4, 5, 6, 8).toArray());
        Tensor loss = new TailPass(config, network.sizes(), TailPass.ENOUGH_MESSAGES).mean(network, messages, queries);
        double expected = plainLoss(config, plainGraph);
        assertEquals(expected, loss.item(), 1e-5 * Math.max(1, Math.abs(expected)));
        loss.backward();
        List<Parameter> parameters = List.copyOf(network.parameters());
        for (int i = 0; i < 2; i++) {
            float[] gradient = parameters.get(i).gradient().toArray();
            for (int k = 0; k < gradient.length; k++) {
                double numeric = numericGradient(config, plainGraph, i, k);
                assertEquals(numeric, gradient[k], 5e-5 * Math.max(1, Math.abs(numeric)), "parameter " + i + "," + k);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PRODUCT,3", "MIN,3"})
    void scoresAllEntitiesAtOnce(Pooling pooling, int rounds) {
        EpiGnnConfig config = config(pooling, rounds);
        StepTables tables = network(config).tables();
        int[] heads = {0, 7, 3, 8};
        int[] relations = {1, 2, 3, 0};
        float[][] scores = TailPass.scores(
                config, tables, FactGraph.of(facts, RELATIONS), heads, relations, TailPass.ENOUGH_MESSAGES);
        PlainEpiGnn plain = new PlainEpiGnn(config, 2 * RELATIONS, logits[0], logits[1]);
        RelationalGraph plainGraph = withInverses(IntStream.range(0, 9).toArray());
        int[] everybody = IntStream.range(0, 9).toArray();
        for (int i = 0; i < heads.length; i++) {
            TailQuery query = new TailQuery(heads[i], relations[i], everybody);
            for (int v = 0; v < 9; v++) {
                double expected = heads[i] == 8 ? 0 : -config.facets() * plain.tailEntropy(plainGraph, query, v);
                assertEquals(expected, scores[i][v], 1e-5 * Math.max(1, Math.abs(expected)));
            }
        }
    }

    @Test
    void givesTheSameWhetherQueriesShareAPlanOrNot() {
        SplittableRandom random = new SplittableRandom(3);
        FactGraph graph = FactGraph.of(
                RelationalGraph.of(
                        40,
                        random.ints(60, 0, 40).toArray(),
                        random.ints(60, 0, 40).toArray(),
                        random.ints(60, 0, RELATIONS).toArray()),
                RELATIONS);
        EpiGnnConfig config = config(Pooling.MIN, 3);
        EpiGnnNetwork network = network(config);
        int[] heads = random.ints(24, 0, 40).toArray();
        int[] relations = random.ints(24, 0, 2 * RELATIONS).toArray();
        List<TailQuery> queries = IntStream.range(0, 24)
                .mapToObj(i -> new TailQuery(
                        heads[i], relations[i], random.ints(3, 0, 40).toArray()))
                .toList();
        List<float[][]> scores = new ArrayList<>();
        List<Float> losses = new ArrayList<>();
        for (int enough : new int[] {1, 500, TailPass.ENOUGH_MESSAGES}) {
            scores.add(TailPass.scores(config, network.tables(), graph, heads, relations, enough));
            losses.add(new TailPass(config, network.sizes(), enough)
                    .mean(network, graph, queries)
                    .item());
        }
        for (int i = 1; i < 3; i++) {
            assertArrayEquals(scores.get(0), scores.get(i));
            assertEquals(losses.get(0), losses.get(i));
        }
    }

    private RelationalGraph withInverses(int[] kept) {
        int count = kept.length;
        int[] head = new int[2 * count];
        int[] tail = new int[2 * count];
        int[] relation = new int[2 * count];
        for (int i = 0; i < count; i++) {
            head[i] = tail[count + i] = facts.head(kept[i]);
            tail[i] = head[count + i] = facts.tail(kept[i]);
            relation[i] = facts.relation(kept[i]);
            relation[count + i] = relation[i] + RELATIONS;
        }
        return RelationalGraph.of(facts.entities(), head, tail, relation);
    }

    private double plainLoss(EpiGnnConfig config, RelationalGraph graph) {
        PlainEpiGnn plain = new PlainEpiGnn(config, 2 * RELATIONS, logits[0], logits[1]);
        return queries.stream()
                .mapToDouble(query -> plain.tailLoss(graph, query))
                .average()
                .orElseThrow();
    }

    private double numericGradient(EpiGnnConfig config, RelationalGraph graph, int i, int k) {
        double step = 1e-6;
        double at = logits[i][k];
        logits[i][k] = at + step;
        double above = plainLoss(config, graph);
        logits[i][k] = at - step;
        double below = plainLoss(config, graph);
        logits[i][k] = at;
        return (above - below) / (2 * step);
    }
}
