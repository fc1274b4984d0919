package io.github.sibyl4j.tensor.optim;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/** A learning rate by step (or epoch), counted from 0. */
@FunctionalInterface
public interface Schedule {

    double rate(int step);

    static Schedule constant(double rate) {
        requireRate(rate);
        return step -> rate;
    }

    /** {@code rate * factor ^ (step / every)}: one multiplication after every so many steps. */
    static Schedule step(double rate, int every, double factor) {
        requireRate(rate);
        require(every >= 1, "every must be at least 1, found %d", every);
        return step -> rate * Math.pow(factor, step / every);
    }

    /** One multiplication by {@code factor} at each of the milestones. */
    static Schedule multiStep(double rate, List<Integer> milestones, double factor) {
        requireRate(rate);
        List<Integer> own = List.copyOf(milestones);
        return step -> rate
                * Math.pow(
                        factor,
                        own.stream().filter(milestone -> step >= milestone).count());
    }

    /** Half a cosine from {@code rate} at step 0 to {@code last} at step {@code steps}, and on at {@code last}. */
    static Schedule cosine(double rate, int steps, double last) {
        requireRate(rate);
        require(steps >= 1, "steps must be at least 1, found %d", steps);
        return step -> last + (rate - last) * (1 + Math.cos(Math.PI * Math.min(step, steps) / steps)) / 2;
    }

    /** A straight rise from {@code 1 / steps} of this schedule's first rate to all of it, then this schedule. */
    default Schedule afterWarmUp(int steps) {
        require(steps >= 1, "steps must be at least 1, found %d", steps);
        return step -> step < steps ? rate(0) * (step + 1) / steps : rate(step - steps);
    }

    private static void requireRate(double rate) {
        require(rate > 0 && Double.isFinite(rate), "rate must be positive, found %s", rate);
    }
}
