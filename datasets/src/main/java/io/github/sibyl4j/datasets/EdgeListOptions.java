package io.github.sibyl4j.datasets;

import io.github.sibyl4j.graph.GaussianKernel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a list of edges is read. {@link #strict()} takes a file whose columns leave no doubt and whose edges fit the
 * sensors; a message about one that does not names the option here that would mend it.
 *
 * @param separator between the fields of a line
 * @param charset encoding of the file
 * @param weightColumn name of the column of weights; empty to give every edge the weight 1
 * @param distanceColumn name of the column that {@code kernel} reads
 * @param kernel turns distances into weights, and drops the edges it finds too long; {@code weightColumn} is then
 *     unused
 * @param duplicates what becomes of several lines with the same two sensors
 * @param allowIsolated whether a sensor may have no edge to or from another one
 * @param skipUnknown leave out edges of sensors that the series does not have
 * @param byPosition the file names sensors by their position 0, 1, 2, ... in the series instead of their id
 */
public record EdgeListOptions(
        char separator,
        Charset charset,
        String weightColumn,
        String distanceColumn,
        Optional<GaussianKernel> kernel,
        Duplicates duplicates,
        boolean allowIsolated,
        boolean skipUnknown,
        boolean byPosition) {

    /** What becomes of several lines with the same source and target. */
    public enum Duplicates {
        /** An error that lists them. */
        REJECT,
        /** One edge with the weight (or distance) of the first line. */
        FIRST,
        /** One edge with the weight (or distance) of the last line. */
        LAST,
        /** One edge with the sum of the weights. */
        SUM
    }

    /** Comma, UTF-8, weights from a column {@code weight} if there is one, nothing mended. */
    public static EdgeListOptions strict() {
        return new EdgeListOptions(
                ',',
                StandardCharsets.UTF_8,
                "weight",
                "distance",
                Optional.empty(),
                Duplicates.REJECT,
                false,
                false,
                false);
    }

    public EdgeListOptions withSeparator(char separator) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withCharset(Charset charset) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withWeightColumn(String weightColumn) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withDistanceColumn(String distanceColumn) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withKernel(GaussianKernel kernel) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                Optional.of(kernel),
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withDuplicates(Duplicates duplicates) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withAllowIsolated(boolean allowIsolated) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withSkipUnknown(boolean skipUnknown) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }

    public EdgeListOptions withByPosition(boolean byPosition) {
        return new EdgeListOptions(
                separator,
                charset,
                weightColumn,
                distanceColumn,
                kernel,
                duplicates,
                allowIsolated,
                skipUnknown,
                byPosition);
    }
}
