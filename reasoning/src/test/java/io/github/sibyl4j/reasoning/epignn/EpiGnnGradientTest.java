package io.github.sibyl4j.reasoning.epignn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and gradients of the fused pass against the model as it is written down and its numeric gradients. */
class EpiGnnGradientTest {
    private static final int RELATIONS = 3;

    static List<EpiGnnConfig> configurations() {
        List<EpiGnnConfig> all = new ArrayList<>();
        for (Pooling pooling : Pooling.values()) {
            for (Reading reading : Reading.values()) {
                for (Parametrisation parametrisation : Parametrisation.values()) {
                    for (EpiGnnConfig.Loss loss : EpiGnnConfig.Loss.values()) {
                        int rounds = all.size() % 2 == 0 ? 2 : 3;
                        all.add(new EpiGnnConfig(8, 2, rounds, pooling, reading, parametrisation, loss, 1, 2, true));
                    }
                }
            }
        }
        return all;
    }

    /** A chain, two paths of different lengths, a cycle behind the tail, parallel edges, a loop, edges into the head. */
    private static List<RelationalInstance> problems() {
        return List.of(
                problem(4, 3, 0, 1, 1, 2, 2, 3),
                problem(5, 3, 0, 1, 1, 3, 0, 2, 2, 4, 4, 3),
                problem(5, 2, 0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 4, 2),
                problem(3, 2, 0, 1, 0, 1, 1, 1, 1, 2),
                problem(4, 3, 0, 1, 2, 1, 2, 3));
    }

    private static RelationalInstance problem(int entities, int tail, int... ends) {
        int edges = ends.length / 2;
        int[] from = new int[edges];
        int[] to = new int[edges];
        int[] relation = new int[edges];
        for (int e = 0; e < edges; e++) {
            from[e] = ends[2 * e];
            to[e] = ends[2 * e + 1];
            relation[e] = (e * 2 + tail) % RELATIONS;
        }
        return new RelationalInstance(RelationalGraph.of(entities, from, to, relation), 0, tail, edges % RELATIONS);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void agreesWithTheModelAsItIsWrittenDown(EpiGnnConfig config) {
        EpiGnnNetwork network = new EpiGnnNetwork(config, RELATIONS, new Seed(5));
        SplittableRandom random = new SplittableRandom(7);
        double[][] logits = new double[2][];
        List<Parameter> parameters = List.copyOf(network.parameters());
        for (int i = 0; i < 2; i++) {
            logits[i] = random.doubles(parameters.get(i).length(), -1.5, 1.5)
                    .map(x -> (float) x)
                    .toArray();
            float[] values = new float[logits[i].length];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) logits[i][k];
            }
            parameters.get(i).assign(values);
        }
        List<RelationalInstance> instances = problems();
        int[][] negatives = instances.stream()
                .map(p -> new int[] {(p.target() + 1) % RELATIONS, (p.target() + 2) % RELATIONS})
                .toArray(int[][]::new);
        Tensor loss = new BatchPass(config, network.sizes())
                .mean(network, Problems.of(instances, config), new int[] {0, 1, 2, 3, 4}, negatives);
        double expected = plainLoss(config, logits, instances, negatives);
        assertEquals(expected, loss.item(), 1e-5 * Math.max(1, Math.abs(expected)));
        loss.backward();
        for (int i = 0; i < 2; i++) {
            float[] gradient = parameters.get(i).gradient().toArray();
            for (int k = 0; k < gradient.length; k++) {
                double numeric = numericGradient(config, logits, instances, negatives, i, k);
                assertEquals(numeric, gradient[k], 5e-5 * Math.max(1, Math.abs(numeric)), "parameter " + i + "," + k);
            }
        }
    }

    private static double numericGradient(
            EpiGnnConfig config,
            double[][] logits,
            List<RelationalInstance> problems,
            int[][] negatives,
            int i,
            int k) {
        double step = 1e-6;
        double at = logits[i][k];
        logits[i][k] = at + step;
        double above = plainLoss(config, logits, problems, negatives);
        logits[i][k] = at - step;
        double below = plainLoss(config, logits, problems, negatives);
        logits[i][k] = at;
        return (above - below) / (2 * step);
    }

    private static double plainLoss(
            EpiGnnConfig config, double[][] logits, List<RelationalInstance> problems, int[][] negatives) {
        PlainEpiGnn plain = new PlainEpiGnn(config, RELATIONS, logits[0], logits[1]);
        double sum = 0;
        for (int i = 0; i < problems.size(); i++) {
            sum += plain.loss(problems.get(i), negatives[i]);
        }
        return sum / problems.size();
    }
}
