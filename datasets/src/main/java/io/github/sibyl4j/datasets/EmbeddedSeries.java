package io.github.sibyl4j.datasets;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.io.InputStream;

/** A series and its graph from the files {@link #SERIES} and {@link #EDGES} in the resource folder of a data set. */
final class EmbeddedSeries {
    static final String SERIES = "series.csv.gz";
    static final String EDGES = "edges.csv";

    private EmbeddedSeries() {}

    static SpatioTemporalSeries load(DatasetInfo info, boolean receiverFirst) {
        SpatioTemporalSeries series =
                SeriesCsv.load(SERIES, open(info, SERIES), CsvOptions.strict()).series();
        EdgeListOptions positions =
                EdgeListOptions.strict().withByPosition(true).withAllowIsolated(true);
        GraphTensor graph = EdgeListCsv.read(EDGES, open(info, EDGES), series.nodeIds(), positions);
        return series.withGraph(receiverFirst ? graph.reversed() : graph);
    }

    private static InputStream open(DatasetInfo info, String file) {
        return EmbeddedFile.open(info.name() + "/" + file, info.sha256().get(file));
    }
}
