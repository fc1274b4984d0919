package io.github.sibyl4j.benchmarks.forwardgnn;

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

/** Finished runs in a CSV file, written one by one, so that a long series can be interrupted and goes on where it was. */
final class RunLog {
    private static final List<String> HEADER = List.of(
            "task",
            "dataset",
            "method",
            "backbone",
            "layers",
            "run",
            "score",
            "validation",
            "epochs",
            "best_epoch",
            "seconds",
            "peak_mb",
            "commit");

    private final Path file;
    private final List<Run> runs = new ArrayList<>();

    /**
     * One run of a cell.
     *
     * @param score test accuracy or area under the ROC in percent
     * @param seconds of all layers that were trained in this run
     */
    record Run(
            Cell cell,
            int number,
            double score,
            double validation,
            int epochs,
            int bestEpoch,
            double seconds,
            double peakMegabytes,
            String commit) {}

    private RunLog(Path file) {
        this.file = file;
    }

    /** Opens a file with what it holds already, or begins one. */
    static RunLog open(Path file) throws IOException {
        RunLog log = new RunLog(file);
        Path folder = file.toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "the folder %s of the file for finished runs does not exist", folder);
        if (Files.exists(file) && Files.size(file) > 0) {
            log.read();
        } else {
            log.write(HEADER);
        }
        return log;
    }

    private void read() throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                require(
                        row.getHeader().equals(HEADER) && row.getFieldCount() == HEADER.size(),
                        "%s: line %d is not of a run of this command (or was cut off): remove it, or give another file",
                        file,
                        row.getStartingLineNumber());
                Cell cell = new Cell(
                        row.getField("task"),
                        row.getField("dataset"),
                        row.getField("method"),
                        row.getField("backbone"),
                        Integer.parseInt(row.getField("layers")));
                runs.add(new Run(
                        cell,
                        Integer.parseInt(row.getField("run")),
                        Double.parseDouble(row.getField("score")),
                        Double.parseDouble(row.getField("validation")),
                        Integer.parseInt(row.getField("epochs")),
                        Integer.parseInt(row.getField("best_epoch")),
                        Double.parseDouble(row.getField("seconds")),
                        Double.parseDouble(row.getField("peak_mb")),
                        row.getField("commit")));
            }
        } catch (CsvParseException | NumberFormatException e) {
            throw new InvalidInputException(
                    file + " is not a file of finished runs (" + e.getMessage() + "): give another one", e);
        }
    }

    boolean has(Cell cell, int number) {
        return runs.stream().anyMatch(run -> run.number == number && run.cell.equals(cell));
    }

    void add(Run run) {
        runs.add(run);
        Cell cell = run.cell;
        write(List.of(
                cell.task(),
                cell.dataset(),
                cell.method(),
                cell.backbone(),
                "" + cell.layers(),
                "" + run.number,
                decimal(run.score),
                decimal(run.validation),
                "" + run.epochs,
                "" + run.bestEpoch,
                decimal(run.seconds),
                decimal(run.peakMegabytes),
                run.commit));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void write(List<String> fields) {
        try (CsvWriter out = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.writeRecord(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }
}
