package io.github.sibyl4j.datasets;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the id somebody probably meant. */
final class NearMatch {
    private static final int MOST_EDITS = 2;

    private NearMatch() {}

    /** The text " (did you mean 'x'?)" for the nearest id within two edits, empty if there is none. */
    static String hint(String id, Collection<String> ids) {
        Optional<String> nearest = ids.stream()
                .filter(other -> Math.abs(other.length() - id.length()) <= MOST_EDITS)
                .min(Comparator.comparingInt(other -> edits(id, other)))
                .filter(other -> edits(id, other) <= Math.min(MOST_EDITS, id.length() / 2));
        return nearest.map(other -> " (did you mean '" + other + "'?)").orElse("");
    }

    /** Levenshtein distance without letter case: insertions, deletions and replacements of one letter. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
