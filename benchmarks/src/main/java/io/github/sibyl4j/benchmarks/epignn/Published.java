package io.github.sibyl4j.benchmarks.epignn;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Figures of others. */
final class Published {
    /**
     * @param source whose figure it is, and how it was come by
     * @param accuracy in percent
     */
    record Figure(String experiment, String test, String source, double accuracy) {}

    private Published() {}

    static List<Figure> read() {
        List<Figure> figures = new ArrayList<>();
        try (InputStream in = Published.class.getResourceAsStream("published.csv");
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in)) {
            rows.forEach(row -> figures.add(new Figure(
                    row.getField("experiment"),
                    row.getField("test"),
                    row.getField("source"),
                    Double.parseDouble(row.getField("accuracy")))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return figures;
    }
}
