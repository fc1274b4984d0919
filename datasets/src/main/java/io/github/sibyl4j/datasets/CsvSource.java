package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The records of a CSV file, gzip or plain, with every way a file can be unreadable put into a sentence. */
final class CsvSource {
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String SAVE_AS_UTF8 = "Save the file as UTF-8.";
    private static final String NAME_CHARSET = "Save the file as UTF-8, or name its encoding: option charset.";

    private CsvSource() {}

    /** Hands every record to {@code sink}, header first, empty lines left out. */
    static void read(Path file, char separator, Charset charset, Consumer<CsvRecord> sink) {
        read(file, separator, charset, NAME_CHARSET, sink);
    }

    static void read(String name, InputStream in, char separator, Charset charset, Consumer<CsvRecord> sink) {
        read(name, in, separator, charset, NAME_CHARSET, sink);
    }

    /** Of UTF-8, whose reader offers no other encoding. */
    static void readUtf8(Path file, char separator, Consumer<CsvRecord> sink) {
        read(file, separator, StandardCharsets.UTF_8, SAVE_AS_UTF8, sink);
    }

    static void readUtf8(String name, InputStream in, char separator, Consumer<CsvRecord> sink) {
        read(name, in, separator, StandardCharsets.UTF_8, SAVE_AS_UTF8, sink);
    }

    private static void read(Path file, char separator, Charset charset, String remedy, Consumer<CsvRecord> sink) {
        String name = String.valueOf(file.getFileName());
        require(
                Files.exists(file),
                "No file %s. Check the path; it was looked for at %s.",
                name,
                file.toAbsolutePath());
        require(Files.isRegularFile(file), "%s is not a file. Give the CSV file itself.", file);
        try (InputStream in = Files.newInputStream(file)) {
            read(name, in, separator, charset, remedy, sink);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read (" + e + "). Check its permissions.", e);
        }
    }

    private static void read(
            String name, InputStream in, char separator, Charset charset, String remedy, Consumer<CsvRecord> sink) {
        Position position = new Position(sink);
        try (Reader text = text(in, name, charset);
                CsvReader<CsvRecord> records = CsvReader.builder()
                        .fieldSeparator(separator)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(text)) {
            records.forEach(position);
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw new InvalidInputException(explain(e, name, charset, remedy, position.line), e);
        }
        require(
                position.line > 0,
                "%s is empty. Expected a header line with the names of the columns and a line for each row.",
                name);
    }

    private static Reader text(InputStream in, String name, Charset charset) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
        bytes.mark(3);
        int magic = bytes.read() | bytes.read() << 8;
        bytes.reset();
        boolean gzip = magic == GZIPInputStream.GZIP_MAGIC;
        if (name.endsWith(".gz") && !gzip && magic >= 0) {
            throw new ZipException("it does not start as a gzip file does");
        }
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        Reader text =
                new BufferedReader(new InputStreamReader(gzip ? new GZIPInputStream(bytes, BUFFER) : bytes, decoder));
        // Some editors put a mark before the text.
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private static String explain(Exception e, String name, Charset charset, String remedy, long line) {
        String where = line == 0 ? "in the first line" : "after line " + line;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return name + ": " + where + " there are bytes that are not " + charset + " text. " + remedy;
            }
            if (cause instanceof ZipException || cause instanceof EOFException) {
                return name + ": damaged or incomplete gzip data " + where + " (" + cause.getMessage()
                        + "). Copy or compress the file again; an uncompressed file must not be named .gz.";
            }
        }
        return name + ": not readable as CSV " + where + " (" + innermost(e)
                + "). A quote that is opened must be closed, and the file must be text.";
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** Knows how far the reader came when it fails. */
    private static final class Position implements Consumer<CsvRecord> {
        private final Consumer<CsvRecord> sink;
        private long line;

        Position(Consumer<CsvRecord> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(CsvRecord row) {
            line = row.getStartingLineNumber();
            sink.accept(row);
        }
    }
}
