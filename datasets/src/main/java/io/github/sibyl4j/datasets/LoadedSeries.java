package io.github.sibyl4j.datasets;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.util.List;

/**
 * A series read from somebody's table.
 *
 * @param notes what the reader mended because an option allowed it and what is odd but usable, such as a sensor that
 *     never changes; one sentence each, empty for a clean table
 */
public record LoadedSeries(SpatioTemporalSeries series, List<String> notes) {
    public LoadedSeries {
        notes = List.copyOf(notes);
    }
}
