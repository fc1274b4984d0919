package io.github.sibyl4j.forecasting;

/** The sums behind {@link Metrics}, in double precision, added in the order of calls. */
final class ErrorSums {
    private double absolute;
    private double squared;
    private double relative;
    private double size;
    private long count;
    private long nonZero;

    void add(double forecast, double target) {
        double error = Math.abs(forecast - target);
        absolute += error;
        squared += error * error;
        size += Math.abs(target);
        count++;
        if (target != 0) {
            relative += error / Math.abs(target);
            nonZero++;
        }
    }

    void add(ErrorSums other) {
        absolute += other.absolute;
        squared += other.squared;
        relative += other.relative;
        size += other.size;
        count += other.count;
        nonZero += other.nonZero;
    }

    /** Means of nothing are NaN. */
    Metrics metrics() {
        return new Metrics(
                absolute / count,
                Math.sqrt(squared / count),
                nonZero == 0 ? Double.NaN : 100 * relative / nonZero,
                size == 0 ? Double.NaN : absolute / size,
                count);
    }
}
