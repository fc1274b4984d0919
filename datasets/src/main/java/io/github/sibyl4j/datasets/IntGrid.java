package io.github.sibyl4j.datasets;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A CSV file of whole numbers under a fixed header, and what to say where it is not that. */
final class IntGrid {
    private final String name;
    private final List<int[]> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private int columns;

    private IntGrid(String name) {
        this.name = name;
    }

    /** What to do with a line's first field, a number, and its second. */
    interface Sink<T> {
        void accept(long line, int first, T second);
    }

    static IntGrid read(CsvFile file, String... header) {
        IntGrid grid = new IntGrid(file.name());
        records(file, (line, fields) -> {
            if (grid.columns == 0) {
                requireHeader(grid.name, Arrays.asList(header), fields);
                grid.columns = header.length;
            } else {
                grid.add(line, fields);
            }
        });
        return grid;
    }

    /** A file whose columns are those of {@code first}, then {@code prefix0}, {@code prefix1} and so on. */
    static IntGrid readNumbered(CsvFile file, List<String> first, String prefix) {
        IntGrid grid = new IntGrid(file.name());
        records(file, (line, fields) -> {
            if (grid.columns == 0) {
                List<String> header = new ArrayList<>(first);
                for (int i = 0; i < Math.max(1, fields.size() - first.size()); i++) {
                    header.add(prefix + i);
                }
                requireHeader(grid.name, header, fields);
                grid.columns = fields.size();
            } else {
                grid.add(line, fields);
            }
        });
        return grid;
    }

    /** A file of two columns: a number, and numbers separated by blanks, perhaps none. */
    static void readLists(CsvFile file, List<String> header, Sink<int[]> sink) {
        String name = file.name();
        readWords(file, header, (line, first, text) -> {
            String[] words = text.isEmpty() ? new String[0] : text.split(" +");
            int[] numbers = new int[words.length];
            for (int i = 0; i < words.length; i++) {
                numbers[i] = number(name, line, words[i]);
                if (numbers[i] < 0) {
                    throw new InvalidInputException(
                            name + ": line " + line + " names the column " + words[i] + ", expected 0 or more");
                }
            }
            sink.accept(line, first, numbers);
        });
    }

    /** A file of two columns: a number and a word. */
    static void readWords(CsvFile file, List<String> header, Sink<String> sink) {
        String name = file.name();
        boolean[] started = {false};
        records(file, (line, fields) -> {
            if (!started[0]) {
                requireHeader(name, header, fields);
                started[0] = true;
                return;
            }
            requireFields(name, line, 2, fields);
            sink.accept(line, number(name, line, fields.get(0)), fields.get(1).strip());
        });
    }

    private interface Line {
        void accept(long line, List<String> fields);
    }

    private static void records(CsvFile file, Line sink) {
        file.read(row -> sink.accept(row.getStartingLineNumber(), row.getFields()));
    }

    private static void requireHeader(String name, List<String> expected, List<String> found) {
        if (!found.stream().map(String::strip).toList().equals(expected)) {
            throw new InvalidInputException(name + " has the header " + String.join(",", found) + ", expected "
                    + String.join(",", expected) + ".");
        }
    }

    private static void requireFields(String name, long line, int expected, List<String> fields) {
        if (fields.size() != expected) {
            throw new InvalidInputException(
                    name + ": line " + line + " has " + fields.size() + " fields, expected " + expected + ".");
        }
    }

    private static int number(String name, long line, String field) {
        try {
            return Integer.parseInt(field.strip());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    name + ": line " + line + " has '" + field + "', expected a whole number.", e);
        }
    }

    private void add(long line, List<String> fields) {
        requireFields(name, line, columns, fields);
        int[] row = new int[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = number(name, line, fields.get(i));
        }
        rows.add(row);
        lines.add(line);
    }

    int size() {
        return rows.size();
    }

    int columns() {
        return columns;
    }

    int get(int row, int column) {
        return rows.get(row)[column];
    }

    /** Throws, naming the line and its numbers, unless {@code condition} holds. */
    void require(int row, boolean condition, String expected) {
        if (!condition) {
            throw new InvalidInputException(name + ": line " + lines.get(row) + " has " + Arrays.toString(rows.get(row))
                    + ", " + expected + ".");
        }
    }

    void requireNode(int row, int column, int nodes) {
        int node = get(row, column);
        require(row, node >= 0 && node < nodes, "but the nodes are 0 to " + (nodes - 1));
    }
}
