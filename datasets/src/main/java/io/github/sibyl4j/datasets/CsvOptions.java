package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a table of measurements is read and what the reader may mend. {@link #strict()} mends nothing: rows out of
 * order, repeated or missing are reported, and the message names the option here that would mend them.
 *
 * <pre>{@code
 * SeriesCsv.read(path, CsvOptions.strict().withSort(true).withFillGaps(true));
 * }</pre>
 *
 * @param separator between the fields of a line
 * @param charset encoding of the file; a byte that is not valid in it is an error
 * @param missing texts that stand for "not measured", besides the empty field
 * @param timeFormat pattern of {@link java.time.format.DateTimeFormatter} for the time column; empty for ISO 8601
 *     ({@code 2012-03-01T00:05[:00]}, a blank instead of the T, or a date alone) and whole numbers
 * @param sort put rows in the order of time
 * @param duplicates what becomes of rows with the same time
 * @param fillGaps insert a row of missing values for every step that has none
 * @param step distance of two rows; empty to take the most frequent one
 * @param dropEmpty leave out sensors without a single value
 * @param rejectConstant fail on a sensor that never changes, instead of noting it
 */
public record CsvOptions(
        char separator,
        Charset charset,
        Set<String> missing,
        String timeFormat,
        boolean sort,
        Duplicates duplicates,
        boolean fillGaps,
        Optional<Duration> step,
        boolean dropEmpty,
        boolean rejectConstant) {

    /** What becomes of several rows with the same time, and of several values of a sensor at the same time. */
    public enum Duplicates {
        /** An error that lists them. */
        REJECT,
        /** The first row of the file counts. */
        FIRST,
        /** The last row of the file counts. */
        LAST,
        /** The mean of what each sensor measured. */
        MEAN
    }

    public CsvOptions {
        missing = Set.copyOf(missing);
        require(
                separator != '"' && separator != '\n' && separator != '\r',
                "A quote or a line break cannot separate fields; use ',', ';' or a tab.");
        require(
                step.isEmpty() || step.get().compareTo(Duration.ZERO) > 0,
                "The step between two rows must be positive, got %s.",
                step.orElse(null));
    }

    /** Comma, UTF-8, {@code NaN}, {@code nan} and {@code NA} missing, nothing mended. */
    public static CsvOptions strict() {
        return new CsvOptions(
                ',',
                StandardCharsets.UTF_8,
                Set.of("NaN", "nan", "NA"),
                "",
                false,
                Duplicates.REJECT,
                false,
                Optional.empty(),
                false,
                false);
    }

    public CsvOptions withSeparator(char separator) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withCharset(Charset charset) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withMissing(Set<String> missing) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withTimeFormat(String timeFormat) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withSort(boolean sort) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withDuplicates(Duplicates duplicates) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withFillGaps(boolean fillGaps) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withStep(Duration step) {
        return new CsvOptions(
                separator,
                charset,
                missing,
                timeFormat,
                sort,
                duplicates,
                fillGaps,
                Optional.of(step),
                dropEmpty,
                rejectConstant);
    }

    public CsvOptions withDropEmpty(boolean dropEmpty) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }

    public CsvOptions withRejectConstant(boolean rejectConstant) {
        return new CsvOptions(
                separator, charset, missing, timeFormat, sort, duplicates, fillGaps, step, dropEmpty, rejectConstant);
    }
}
