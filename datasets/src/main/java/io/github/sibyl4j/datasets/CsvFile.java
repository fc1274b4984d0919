package io.github.sibyl4j.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of comma-separated UTF-8 text, wherever it lies. */
interface CsvFile {
    String name();

    /** Hands every record to {@code sink}, header first. */
    void read(Consumer<CsvRecord> sink);

    static CsvFile of(Path file) {
        return new CsvFile() {
            @Override
            public String name() {
                return String.valueOf(file.getFileName());
            }

            @Override
            public void read(Consumer<CsvRecord> sink) {
                CsvSource.read(file, ',', StandardCharsets.UTF_8, sink);
            }
        };
    }

    static CsvFile of(String name, InputStream in) {
        return new CsvFile() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void read(Consumer<CsvRecord> sink) {
                CsvSource.read(name, in, ',', StandardCharsets.UTF_8, sink);
            }
        };
    }
}
