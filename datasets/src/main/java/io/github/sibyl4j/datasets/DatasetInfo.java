package io.github.sibyl4j.datasets;

import java.util.Map;

/**
 * What is known of a data set without loading it.
 *
 * @param name what {@link Datasets#load} takes
 * @param title a line for people
 * @param description what the values are and what to beware of
 * @param steps length of the series
 * @param nodes number of series
 * @param channels values per node and step
 * @param edges directed edges of its graph, self-loops included
 * @param frequency distance of two steps, in words
 * @param unit of the values; empty if they have none
 * @param statistics of all observed values, to recognise a copy by
 * @param licence of the data, or that none is stated
 * @param origin where this copy comes from
 * @param citation whom to cite
 * @param sha256 digest of each embedded file by its name; empty for generated data
 */
public record DatasetInfo(
        String name,
        String title,
        String description,
        int steps,
        int nodes,
        int channels,
        int edges,
        String frequency,
        String unit,
        Statistics statistics,
        String licence,
        String origin,
        String citation,
        Map<String, String> sha256) {

    /**
     * @param standardDeviation of the population
     * @param missing number of values that were not measured
     */
    public record Statistics(double mean, double standardDeviation, long missing) {}

    public DatasetInfo {
        sha256 = Map.copyOf(sha256);
    }
}
