package io.github.sibyl4j.graph.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The loss of a logistic regression on training nodes, minimised by L-BFGS (Nocedal 1980) with steps that satisfy Armijo's
 * condition.
 */
final class LogisticProblem {
    private static final int MEMORY = 10;
    private static final int MOST_STEPS = 500;
    private static final double TOLERANCE = 1e-5;
    private static final double SUFFICIENT = 1e-4;

    private final LogisticRows rows;
    private final int[] nodes;
    private final int[] labels;
    private final int classes;

    LogisticProblem(LabelledGraph graph, int[] nodes) {
        rows = LogisticRows.of(graph.features());
        this.nodes = nodes;
        labels = graph.labels();
        classes = graph.classes();
    }

    double[] start() {
        return new double[classes * (rows.width() + 1)];
    }

    /** {@code C sum -log p + |W|^2 / 2}; biases are free. */
    private double loss(double strength, double[] weights, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double[] p = new double[classes];
        double loss = 0;
        for (int node : nodes) {
            rows.softmax(node, weights, p);
            loss -= strength * Math.log(Math.max(p[labels[node]], Double.MIN_NORMAL));
            for (int c = 0; c < classes; c++) {
                rows.addTo(gradient, c, node, strength * (p[c] - (c == labels[node] ? 1 : 0)));
            }
        }
        int width = rows.width() + 1;
        for (int i = 0; i < weights.length; i++) {
            if (i % width != width - 1) {
                loss += 0.5 * weights[i] * weights[i];
                gradient[i] += weights[i];
            }
        }
        return loss;
    }

    /** A step in weights, the change of the gradient, and the inverse of their product. */
    private record Curvature(double[] step, double[] change, double inverse) {}

    double[] minimised(double strength, double[] from) {
        double[] w = from.clone();
        double[] gradient = new double[w.length];
        double loss = loss(strength, w, gradient);
        Deque<Curvature> past = new ArrayDeque<>();
        for (int k = 0; k < MOST_STEPS && Math.sqrt(dot(gradient, gradient)) > TOLERANCE * Math.max(1, strength); k++) {
            double[] direction = direction(gradient, past);
            double slope = dot(direction, gradient);
            double[] next = new double[w.length];
            double[] nextGradient = new double[w.length];
            double length = past.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
            double nextLoss;
            do {
                for (int i = 0; i < w.length; i++) {
                    next[i] = w[i] + length * direction[i];
                }
                nextLoss = loss(strength, next, nextGradient);
                length /= 2;
            } while (nextLoss > loss + 2 * length * SUFFICIENT * slope && length > 1e-12);
            if (nextLoss >= loss) {
                break;
            }
            remember(past, w, next, gradient, nextGradient);
            w = next;
            gradient = nextGradient;
            loss = nextLoss;
        }
        return w;
    }

    private static void remember(
            Deque<Curvature> past, double[] w, double[] next, double[] gradient, double[] nextGradient) {
        double[] step = minus(next, w);
        double[] change = minus(nextGradient, gradient);
        double product = dot(step, change);
        if (product > 0) {
            past.addLast(new Curvature(step, change, 1 / product));
            if (past.size() > MEMORY) {
                past.removeFirst();
            }
        }
    }

    /** Minus the gradient times what is known of the inverse Hessian, by the two loops. */
    private static double[] direction(double[] gradient, Deque<Curvature> past) {
        double[] q = gradient.clone();
        double[] factors = new double[past.size()];
        int at = past.size();
        for (Iterator<Curvature> newest = past.descendingIterator(); newest.hasNext(); ) {
            Curvature c = newest.next();
            factors[--at] = c.inverse * dot(c.step, q);
            add(q, c.change, -factors[at]);
        }
        double scale =
                past.isEmpty() ? 1 : 1 / (past.getLast().inverse * dot(past.getLast().change, past.getLast().change));
        for (int i = 0; i < q.length; i++) {
            q[i] *= scale;
        }
        for (Curvature c : past) {
            add(q, c.step, factors[at++] - c.inverse * dot(c.change, q));
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] result = a.clone();
        add(result, b, -1);
        return result;
    }

    private static void add(double[] a, double[] b, double factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }
}
