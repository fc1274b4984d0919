package io.github.sibyl4j.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of comma- or tab-separated UTF-8 text, plain or gzip, wherever it lies. */
public interface CsvFile {
    String name();

    /**
     * Hands every record to {@code sink}, header first, empty lines left out.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such file, or it is empty, damaged or no text
     */
    void read(Consumer<CsvRecord> sink);

    static CsvFile of(Path file) {
        return of(file, ',');
    }

    static CsvFile tabSeparated(Path file) {
        return of(file, '\t');
    }

    private static CsvFile of(Path file, char separator) {
        return new CsvFile() {
            @Override
            public String name() {
                return String.valueOf(file.getFileName());
            }

            @Override
            public void read(Consumer<CsvRecord> sink) {
                CsvSource.readUtf8(file, separator, sink);
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
                CsvSource.readUtf8(name, in, ',', sink);
            }
        };
    }
}
