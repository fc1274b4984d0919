package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
        String path = info.name() + "/" + file;
        try (InputStream in = EmbeddedSeries.class.getResourceAsStream(path)) {
            require(in != null, "The embedded file %s is missing from the library. Install the library again.", path);
            byte[] bytes = in.readAllBytes();
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            String expected = info.sha256().get(file);
            require(
                    digest.equals(expected),
                    "The embedded file %s is damaged: its SHA-256 is %s, expected %s. Install the library again.",
                    path,
                    digest,
                    expected);
            return new ByteArrayInputStream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
