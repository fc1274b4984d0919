package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The model as it is written down, round by round, in double precision: what the fused pass is held against. */
final class PlainEpiGnn {
    private final EpiGnnConfig config;
    private final int d;
    private final int m;
    /** {@code [relation][facet][coordinate]}. */
    private final double[][][] r;
    /** {@code [facet][output][left][right]}. */
    private final double[][][][] a;

    PlainEpiGnn(EpiGnnConfig config, int relations, double[] relationLogits, double[] compositionLogits) {
        this.config = config;
        this.d = config.width();
        this.m = config.facets();
        this.r = new double[relations][m][];
        for (int i = 0, at = 0; i < relations; i++) {
            for (int f = 0; f < m; f++, at += d) {
                r[i][f] = softmax(Arrays.copyOfRange(relationLogits, at, at + d));
            }
        }
        this.a = new double[m][d][d][d];
        for (int f = 0; f < m; f++) {
            composition(
                    a[f],
                    Arrays.copyOfRange(compositionLogits, f * d * (d - 1) * (d - 1), (f + 1) * d * (d - 1) * (d - 1)));
        }
    }

    private void composition(double[][][] tensor, double[] logits) {
        for (int p = 0; p < d; p++) {
            tensor[p][0][p] = 1;
            tensor[p][p][0] = 1;
            for (int i = 1; i < d; i++) {
                int at = (p * (d - 1) + i - 1) * (d - 1);
                double[] row = Arrays.copyOfRange(logits, at, at + d - 1);
                if (config.parametrisation() == Parametrisation.RIGHT_ARGUMENT) {
                    row = softmax(row);
                } else if (config.parametrisation() == Parametrisation.OUTPUT) {
                    row = Arrays.stream(row).map(Math::exp).toArray();
                }
                System.arraycopy(row, 0, tensor[p][i], 1, d - 1);
            }
        }
        for (int i = 1; i < d && config.constrained(); i++) {
            for (int j = 1; j < d; j++) {
                double sum = 0;
                for (int p = 0; p < d; p++) {
                    sum += tensor[p][i][j];
                }
                for (int p = 0; p < d; p++) {
                    tensor[p][i][j] /= sum;
                }
            }
        }
    }

    private static double[] softmax(double[] x) {
        double[] e = Arrays.stream(x).map(Math::exp).toArray();
        double sum = Arrays.stream(e).sum();
        return Arrays.stream(e).map(v -> v / sum).toArray();
    }

    private double[] compose(int f, double[] x, double[] y) {
        double[] z = new double[d];
        for (int p = 0; p < d; p++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    z[p] += x[i] * a[f][p][i][j] * y[j];
                }
            }
        }
        return z;
    }

    private double[] pool(List<double[]> messages, boolean last) {
        double[] out = new double[d];
        for (int p = 0; p < d; p++) {
            int at = p;
            out[p] = config.pooling() == Pooling.PRODUCT
                    ? messages.stream().mapToDouble(x -> x[at]).reduce(1, (x, y) -> x * y)
                    : messages.stream().mapToDouble(x -> x[at]).min().orElse(0);
        }
        return finish(out, last);
    }

    private double[] finish(double[] x, boolean last) {
        if (!config.constrained() && !last) {
            return x;
        }
        double[] y = Arrays.stream(x).map(v -> Math.abs(v) + 1e-18).toArray();
        double sum = Arrays.stream(y).sum();
        return Arrays.stream(y).map(v -> v / sum).toArray();
    }

    private double[][] states(RelationalGraph graph, int f, boolean forward, int origin) {
        double[][] state = new double[graph.entities()][d];
        for (double[] row : state) {
            Arrays.fill(row, 1.0 / d);
        }
        state[origin] = identity();
        for (int round = 0; round < config.rounds(); round++) {
            double[][] next = new double[graph.entities()][];
            for (int v = 0; v < next.length; v++) {
                List<double[]> messages = new ArrayList<>();
                for (int e = 0; e < graph.edges(); e++) {
                    double[] relation = r[graph.relation(e)][f];
                    if (forward && graph.tail(e) == v) {
                        messages.add(compose(f, state[graph.head(e)], relation));
                    } else if (!forward && graph.head(e) == v) {
                        messages.add(compose(f, relation, state[graph.tail(e)]));
                    }
                }
                next[v] = pool(messages, false);
            }
            next[origin] = identity();
            state = next;
        }
        return state;
    }

    private double[] identity() {
        double[] x = new double[d];
        x[0] = 1;
        return x;
    }

    double[] output(RelationalInstance problem, int f) {
        int[] path = ShortestPath.between(problem.graph(), problem.head(), problem.tail());
        double[][] forward = states(problem.graph(), f, true, problem.head());
        double[][] backward = states(problem.graph(), f, false, problem.tail());
        if (config.reading() != Reading.BOTH) {
            double[] x = config.reading() == Reading.FORWARD ? forward[problem.tail()] : backward[problem.head()];
            return config.constrained() ? x : finish(x, true);
        }
        return pool(
                Arrays.stream(path)
                        .mapToObj(e -> compose(f, forward[e], backward[e]))
                        .toList(),
                true);
    }

    double loss(RelationalInstance problem, int[] negatives) {
        double[][] output = new double[m][];
        for (int f = 0; f < m; f++) {
            output[f] = output(problem, f);
        }
        if (config.loss() == EpiGnnConfig.Loss.LOG_COSINE) {
            double[] logits = new double[r.length];
            for (int i = 0; i < r.length; i++) {
                logits[i] = Math.log(cosine(output, r[i]) + 1e-16);
            }
            double sum = Arrays.stream(logits).map(Math::exp).sum();
            return Math.log(sum) - logits[problem.target()];
        }
        double positive = crossEntropy(r[problem.target()], output);
        double negative = Arrays.stream(negatives)
                .mapToDouble(i -> crossEntropy(r[i], output))
                .average()
                .orElseThrow();
        return Math.max(0, positive - negative + config.margin());
    }

    /** The loss of a query for a tail, on a graph that holds inverses already. */
    double tailLoss(RelationalGraph graph, TailQuery query) {
        double right = tailEntropy(graph, query, 0);
        double sum = 0;
        for (int k = 1; k < query.tails().length; k++) {
            sum += Math.max(0, right - tailEntropy(graph, query, k) + config.margin());
        }
        return sum / (query.tails().length - 1);
    }

    /** The mean over the facets of the relation's cross-entropy with the state of one of the tails. */
    double tailEntropy(RelationalGraph graph, TailQuery query, int k) {
        double[][] state = new double[m][];
        for (int f = 0; f < m; f++) {
            state[f] = states(graph, f, true, query.head())[query.tails()[k]];
        }
        return crossEntropy(r[query.relation()], state);
    }

    private double crossEntropy(double[][] p, double[][] q) {
        double sum = 0;
        for (int f = 0; f < m; f++) {
            for (int i = 0; i < d; i++) {
                sum -= p[f][i] * Math.log(q[f][i] + 1e-12);
            }
        }
        return sum / m;
    }

    private double cosine(double[][] x, double[][] y) {
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int f = 0; f < m; f++) {
            for (int i = 0; i < d; i++) {
                dot += x[f][i] * y[f][i];
                xx += x[f][i] * x[f][i];
                yy += y[f][i] * y[f][i];
            }
        }
        return dot / Math.sqrt(xx * yy);
    }
}
