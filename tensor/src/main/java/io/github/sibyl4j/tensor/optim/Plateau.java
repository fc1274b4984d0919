package io.github.sibyl4j.tensor.optim;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/** A learning rate that falls when a score (the lower the better) stops falling. */
public final class Plateau {
    private final double factor;
    private final int patience;
    private final double least;
    private double rate;
    private double best = Double.POSITIVE_INFINITY;
    private int waited;

    /**
     * @param rate the first learning rate
     * @param factor what the rate is multiplied by, in {@code (0, 1)}
     * @param patience observations without a lower score that are let pass
     * @param least the rate does not fall below this
     */
    public Plateau(double rate, double factor, int patience, double least) {
        require(rate > 0 && Double.isFinite(rate), "rate must be positive, found %s", rate);
        require(factor > 0 && factor < 1, "factor must lie in (0, 1), found %s", factor);
        require(patience >= 0, "patience cannot be negative, found %d", patience);
        require(least >= 0 && least <= rate, "least must lie in [0, rate], found %s", least);
        this.rate = rate;
        this.factor = factor;
        this.patience = patience;
        this.least = least;
    }

    public double rate() {
        return rate;
    }

    /** Takes the newest score and gives the rate from now on; NaN counts as no better. */
    public double observe(double score) {
        if (score < best) {
            best = score;
            waited = 0;
        } else if (++waited > patience) {
            rate = Math.max(least, rate * factor);
            waited = 0;
        }
        return rate;
    }
}
