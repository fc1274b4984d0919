package io.github.sibyl4j.benchmarks.epignn;

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

/** Results of finished runs in a CSV file, so that a long series can be interrupted and goes on where it was. */
final class RunLog {
    private static final List<String> HEADER = List.of(
            "experiment",
            "seed",
            "test",
            "problems",
            "accuracy",
            "validation",
            "best_epoch",
            "epochs",
            "seconds",
            "commit");

    private final Path file;
    private final List<Result> results = new ArrayList<>();

    /**
     * The result of a run on one test file.
     *
     * @param accuracy in percent
     * @param validation the best epoch's, in percent
     * @param seconds of all training
     */
    record Result(
            String experiment,
            long seed,
            String test,
            int problems,
            double accuracy,
            double validation,
            int bestEpoch,
            int epochs,
            double seconds,
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
            log.write(List.of(HEADER));
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
                results.add(new Result(
                        row.getField("experiment"),
                        Long.parseLong(row.getField("seed")),
                        row.getField("test"),
                        Integer.parseInt(row.getField("problems")),
                        Double.parseDouble(row.getField("accuracy")),
                        Double.parseDouble(row.getField("validation")),
                        Integer.parseInt(row.getField("best_epoch")),
                        Integer.parseInt(row.getField("epochs")),
                        Double.parseDouble(row.getField("seconds")),
                        row.getField("commit")));
            }
        } catch (CsvParseException | NumberFormatException e) {
            throw new InvalidInputException(
                    file + " is not a file of finished runs (" + e.getMessage() + "): give another one", e);
        }
    }

    boolean has(String experiment, long seed) {
        return results.stream().anyMatch(result -> result.seed == seed && result.experiment.equals(experiment));
    }

    /** Adds all results of a run in one piece, since a run counts as finished when one of them is there. */
    void add(List<Result> run) {
        results.addAll(run);
        write(run.stream()
                .map(result -> List.of(
                        result.experiment,
                        "" + result.seed,
                        result.test,
                        "" + result.problems,
                        decimal(result.accuracy),
                        decimal(result.validation),
                        "" + result.bestEpoch,
                        "" + result.epochs,
                        decimal(result.seconds),
                        result.commit))
                .toList());
    }

    private static String decimal(double value) {
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

    List<Result> results() {
        return List.copyOf(results);
    }
}
