package io.github.sibyl4j.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns: numbers to the right, everything else to the left. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private final boolean headed;

    /** A table under these headings; none for a table without. */
    TextTable(String... headings) {
        headed = headings.length > 0;
        if (headed) {
            rows.add(headings);
        }
    }

    void row(String... cells) {
        rows.add(cells);
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        boolean[] numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            numeric[column] = true;
            for (int r = 0; r < rows.size(); r++) {
                String cell = rows.get(r)[column];
                widths[column] = Math.max(widths[column], cell.length());
                numeric[column] &= r == 0 && headed || cell.matches("-?[\\d.]+(e-?\\d+)?%?|NaN");
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < columns; column++) {
                String cell = rows.get(r)[column];
                String gap = " ".repeat(widths[column] - cell.length());
                line.append(numeric[column] ? gap + cell : cell + gap).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (r == 0 && headed) {
                int width = 2 * columns - 2;
                for (int w : widths) {
                    width += w;
                }
                text.append("  ").append("-".repeat(width)).append('\n');
            }
        }
        return text.toString();
    }
}
