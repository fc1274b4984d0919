package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Where a file's header puts the columns that are read: in any order and letter case, among others. */
final class CsvColumns {
    private final String file;
    private final List<String> header;

    /**
     * @param wanted columns that the header must have, in lower case
     * @throws io.github.sibyl4j.tensor.InvalidInputException if it lacks one, or has one twice
     */
    CsvColumns(String file, CsvRecord header, List<String> wanted) {
        this.file = file;
        this.header = names(header);
        for (String column : wanted) {
            int found = Collections.frequency(this.header, column);
            require(
                    found == 1,
                    "%s: %s column '%s' in the header '%s', expected the columns %s in the first line",
                    file,
                    found == 0 ? "no" : "more than one",
                    column,
                    String.join(",", header.getFields()),
                    String.join(",", wanted));
        }
    }

    /** Whether a line is a header with all of these columns. */
    static boolean in(CsvRecord line, List<String> wanted) {
        return names(line).containsAll(wanted);
    }

    private static List<String> names(CsvRecord header) {
        return header.getFields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean has(String column) {
        return header.contains(column);
    }

    /** The place of a line, for messages. */
    String where(CsvRecord line) {
        return file + ": line " + line.getStartingLineNumber();
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if the line has more or fewer fields than the header */
    String field(CsvRecord line, String column) {
        require(
                line.getFieldCount() == header.size(),
                "%s has %d fields, the header has %d",
                where(line),
                line.getFieldCount(),
                header.size());
        return line.getField(header.indexOf(column));
    }
}
