package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Series as wide CSV, plain or gzip: a header with the name of the time column and the id of each sensor, then a row
 * for each step. An empty field is a missing value, a zero is a zero.
 *
 * <pre>
 * timestamp,773869,767541
 * 2012-03-01T00:00,64.375,67.625
 * 2012-03-01T00:05,62.667,
 * </pre>
 *
 * <p>Every method throws {@link InvalidInputException} for a file it cannot use, naming the lines, what was expected
 * and the option of {@link CsvOptions} that would mend it.
 */
public final class SeriesCsv {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesCsv.class);

    private SeriesCsv() {}

    /** Reads a file that needs no mending. */
    public static SpatioTemporalSeries read(Path csv) {
        return read(csv, CsvOptions.strict());
    }

    /** Reads a file and logs what was mended or is odd. */
    public static SpatioTemporalSeries read(Path csv, CsvOptions options) {
        LoadedSeries loaded = load(csv, options);
        loaded.notes().forEach(note -> LOG.warn("{}: {}", csv, note));
        return loaded.series();
    }

    /** Reads a file and returns what was mended or is odd beside the series. */
    public static LoadedSeries load(Path csv, CsvOptions options) {
        Parser parser = new Parser(String.valueOf(csv.getFileName()), options);
        CsvSource.read(csv, options.separator(), options.charset(), parser);
        return parser.result();
    }

    static LoadedSeries load(String name, InputStream in, CsvOptions options) {
        Parser parser = new Parser(name, options);
        CsvSource.read(name, in, options.separator(), options.charset(), parser);
        return parser.result();
    }

    /**
     * Writes a series of one channel, so that {@link #read(Path)} gives the same bits again; compressed if the name
     * ends in {@code .gz}. An existing file is replaced.
     */
    public static void write(Path csv, SpatioTemporalSeries series) {
        require(
                series.channels() == 1,
                "A wide CSV has one value for each sensor and step, but the series has the %d channels %s. Write it"
                        + " as a long table instead.",
                series.channels(),
                series.channelNames());
        try (OutputStream file = Files.newOutputStream(csv);
                OutputStream bytes = csv.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file;
                CsvWriter writer = CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)))) {
            List<String> row = new ArrayList<>(series.nodes() + 1);
            row.add(series.time().hasClock() ? "timestamp" : "step");
            row.addAll(series.nodeIds());
            writer.writeRecord(row);
            for (int t = 0; t < series.steps(); t++) {
                row.clear();
                row.add(series.time().label(t));
                for (int node = 0; node < series.nodes(); node++) {
                    row.add(series.observed(t, node, 0) ? Float.toString(series.value(t, node, 0)) : "");
                }
                writer.writeRecord(row);
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    csv + " cannot be written (" + e + "). Check that its folder exists and may be written to.", e);
        }
    }

    private static final class Parser implements Consumer<CsvRecord> {
        private final String name;
        private final CsvOptions options;
        private final Offences ragged = new Offences();
        private final Offences unreadable = new Offences();
        private List<String> header;
        private SeriesBuilder builder;

        Parser(String name, CsvOptions options) {
            this.name = name;
            this.options = options;
        }

        @Override
        public void accept(CsvRecord row) {
            if (header == null) {
                header(row);
            } else if (row.getFieldCount() != header.size()) {
                ragged.add("line " + row.getStartingLineNumber() + " has " + row.getFieldCount());
            } else {
                row(row);
            }
        }

        LoadedSeries result() {
            ragged.rejectIfAny(
                    name,
                    ragged.count() + " line(s) with another number of fields than the " + header.size()
                            + " of the header",
                    "Expected a time and a field, empty if missing, for each sensor in every line.");
            unreadable.rejectIfAny(
                    name,
                    unreadable.count() + " field(s) that are not finite decimal numbers",
                    "Expected numbers such as 64.375; a missing value is an empty field or one of "
                            + String.join(", ", new TreeSet<>(options.missing())) + " (option missing).");
            return builder.build();
        }

        private void header(CsvRecord row) {
            header = row.getFields().stream().map(String::strip).toList();
            List<String> ids = header.subList(1, header.size());
            require(
                    !ids.isEmpty(),
                    "%s: no sensor column, the header is the one field '%s'. Expected a time column and a column for"
                            + " each sensor, separated by '%s'; another separator can be named: option separator.",
                    name,
                    header.get(0),
                    options.separator());
            require(
                    !new TimeColumn(options.timeFormat()).add(header.get(0)),
                    "%s: the first line starts with '%s', a time, where a header is expected: the name of the time"
                            + " column and the id of each sensor. Add that line.",
                    name,
                    header.get(0));
            int unnamed = ids.indexOf("");
            require(
                    unnamed < 0,
                    "%s: column %d of the header has no name. Expected the id of a sensor; remove the column, or the"
                            + " separator at the end of the line.",
                    name,
                    unnamed + 2);
            builder = new SeriesBuilder(name, "line", ids, List.of("value"), options);
        }

        private void row(CsvRecord row) {
            float[] values = new float[header.size() - 1];
            for (int column = 1; column < header.size(); column++) {
                values[column - 1] = value(row, column);
            }
            builder.add(row.getStartingLineNumber(), row.getField(0).strip(), values);
        }

        private float value(CsvRecord row, int column) {
            String field = row.getField(column);
            if (field.isEmpty()) {
                return Float.NaN;
            }
            float value = DecimalText.parse(field);
            if (Float.isNaN(value)) {
                String text = field.strip();
                if (!text.isEmpty() && !options.missing().contains(text)) {
                    unreadable.add("line " + row.getStartingLineNumber() + ", column " + (column + 1) + " (sensor "
                            + header.get(column) + ") has '" + text + "'");
                }
            }
            return value;
        }
    }
}
