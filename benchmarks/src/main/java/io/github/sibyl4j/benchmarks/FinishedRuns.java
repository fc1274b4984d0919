package io.github.sibyl4j.benchmarks;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Finished runs in a CSV file, written as they come, so that a long series can be interrupted and goes on where it was.
 *
 * @param <R> what a row holds
 */
public final class FinishedRuns<R> {
    private final Path file;
    private final Format<R> format;
    private final List<R> runs = new ArrayList<>();

    /** How a run is a row. */
    public interface Format<R> {
        /** The names of the columns. */
        List<String> header();

        /**
         * A run from its row.
         *
         * @param field the text in the column of a name
         * @throws NumberFormatException if a text is no number where one belongs
         */
        R read(UnaryOperator<String> field);

        /** The fields of a run's row. */
        List<String> write(R run);
    }

    private FinishedRuns(Path file, Format<R> format) {
        this.file = file;
        this.format = format;
    }

    /**
     * Opens a file with what it holds already, or begins one.
     *
     * @throws InvalidInputException if it is not one of such runs, or its folder does not exist
     */
    public static <R> FinishedRuns<R> open(Path file, Format<R> format) throws IOException {
        FinishedRuns<R> opened = new FinishedRuns<>(file, format);
        Path folder = file.toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "the folder %s of the file for finished runs does not exist", folder);
        if (Files.exists(file) && Files.size(file) > 0) {
            opened.read();
        } else {
            opened.write(List.of(format.header()));
        }
        return opened;
    }

    private void read() throws IOException {
        List<String> header = format.header();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                require(
                        row.getHeader().equals(header) && row.getFieldCount() == header.size(),
                        "%s: line %d is not of a run of this command (or was cut off): remove it, or give another file",
                        file,
                        row.getStartingLineNumber());
                runs.add(format.read(row::getField));
            }
        } catch (CsvParseException | NumberFormatException e) {
            throw new InvalidInputException(
                    file + " is not a file of finished runs (" + e.getMessage() + "): give another one", e);
        }
    }

    /** Adds runs in one piece: where several belong together, the file holds all of them or none. */
    public void add(List<R> more) {
        runs.addAll(more);
        write(more.stream().map(format::write).toList());
    }

    /** A number as such files hold it. */
    public static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void write(List<List<String>> records) {
        try (CsvWriter out = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            records.forEach(out::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<R> runs() {
        return List.copyOf(runs);
    }
}
