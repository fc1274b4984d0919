package io.github.sibyl4j.graph;

/** What the weights of parallel edges become when these are made one ("reduce" in PyTorch Geometric). */
public enum Reduction {
    /** "add" or "sum". */
    SUM,
    MEAN,
    MIN,
    MAX,
    /** "mul". */
    PRODUCT;

    double start() {
        switch (this) {
            case MIN:
                return Double.POSITIVE_INFINITY;
            case MAX:
                return Double.NEGATIVE_INFINITY;
            case PRODUCT:
                return 1;
            default:
                return 0;
        }
    }

    double add(double before, double weight) {
        switch (this) {
            case MIN:
                return Math.min(before, weight);
            case MAX:
                return Math.max(before, weight);
            case PRODUCT:
                return before * weight;
            default:
                return before + weight;
        }
    }

    float end(double sum, int count) {
        return (float) (this == MEAN ? sum / count : sum);
    }
}
