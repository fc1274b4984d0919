package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How many of something: a number of them, or a share of all. PyTorch Geometric tells the two apart by the type, {@code 500}
 * or {@code 0.1}.
 *
 * @param count the number, or -1 where a share is meant
 * @param share from 0 to 1, or NaN where a number is meant
 */
public record Portion(int count, double share) {
    /** Nothing. */
    public static final Portion NONE = Portion.count(0);

    public Portion {
        require(
                Double.isNaN(share) ? count >= 0 : count == -1 && share >= 0 && share <= 1,
                "a portion is a count of 0 or more or a share from 0 to 1, found %s",
                Double.isNaN(share) ? count : share);
    }

    /** So many. */
    public static Portion count(int count) {
        return new Portion(count, Double.NaN);
    }

    /** This part of all. */
    public static Portion share(double share) {
        require(share >= 0 && share <= 1, "a share must lie between 0 and 1, found %s", share);
        return new Portion(-1, share);
    }

    /** Of {@code all}, rounded down. */
    public int floorOf(int all) {
        return count >= 0 ? count : (int) (share * all);
    }

    /** Of {@code all}, rounded to the nearest number, halves to the even one, as Python does. */
    public int roundOf(int all) {
        return count >= 0 ? count : (int) Math.rint(share * all);
    }

    @Override
    public String toString() {
        return count >= 0 ? "" + count : "" + share;
    }
}
