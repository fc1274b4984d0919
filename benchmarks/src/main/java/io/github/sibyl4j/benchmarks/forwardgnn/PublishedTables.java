package io.github.sibyl4j.benchmarks.forwardgnn;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tables 3 to 5 and 9 to 11 of Park et al., "Forward Learning of Graph Neural Networks", ICLR 2024. */
final class PublishedTables {
    /** Mean and population standard deviation over five runs. */
    record Figure(double mean, double deviation) {}

    private PublishedTables() {}

    static Map<Cell, Figure> read() {
        Map<Cell, Figure> figures = new LinkedHashMap<>();
        try (InputStream in = PublishedTables.class.getResourceAsStream("published.csv");
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in)) {
            rows.forEach(row -> figures.put(
                    new Cell(
                            row.getField("task"),
                            row.getField("dataset"),
                            row.getField("method"),
                            row.getField("backbone"),
                            Integer.parseInt(row.getField("layers"))),
                    new Figure(Double.parseDouble(row.getField("mean")), Double.parseDouble(row.getField("std")))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return figures;
    }
}
