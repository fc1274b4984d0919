package io.github.sibyl4j.datasets;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.List;

/**
 * The data sets of series that come with the library, by name; none needs the network. {@link GraphFiles#embedded(String)}
 * reads the graphs with features and classes.
 */
public final class Datasets {
    private Datasets() {}

    public static List<DatasetInfo> all() {
        return Catalogue.ENTRIES.stream().map(Catalogue.Entry::info).toList();
    }

    /**
     * What is known of a data set.
     *
     * @throws InvalidInputException if there is none of this name; the message lists the names
     */
    public static DatasetInfo info(String name) {
        return entry(name).info();
    }

    /**
     * A data set with its graph, read or generated anew at each call.
     *
     * @throws InvalidInputException if there is none of this name; the message lists the names
     */
    public static SpatioTemporalSeries load(String name) {
        return entry(name).loader().get();
    }

    private static Catalogue.Entry entry(String name) {
        List<String> names = all().stream().map(DatasetInfo::name).toList();
        return Catalogue.ENTRIES.stream()
                .filter(entry -> entry.info().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("There is no data set '" + name + "'"
                        + NearMatch.hint(name, names) + ". Expected one of " + String.join(", ", names)
                        + "; the graphs "
                        + String.join(", ", GraphFiles.embedded()) + " hold no series."));
    }
}
