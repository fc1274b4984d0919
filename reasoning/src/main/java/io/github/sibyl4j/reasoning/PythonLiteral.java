package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the lists and tuples that Python programs print, as far as graphs are written in them. */
final class PythonLiteral {
    private final String text;
    private final String where;
    private int at;

    /** @param where the place of the text, for messages */
    PythonLiteral(String text, String where) {
        this.text = text;
        this.where = where;
    }

    /** A list of pairs as in {@code [(0, 1), (1, 2)]}: their numbers one after the other. */
    int[] pairs() {
        int[] numbers = new int[16];
        int count = 0;
        expect('[');
        while (more(count == 0)) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            count = readPair(numbers, count);
        }
        end();
        return Arrays.copyOf(numbers, count);
    }

    /** A pair as in {@code (0, 2)}. */
    int[] pair() {
        int[] numbers = new int[2];
        readPair(numbers, 0);
        end();
        return numbers;
    }

    /** A list of texts as in {@code ['EC', "DC"]}. */
    List<String> strings() {
        List<String> strings = new ArrayList<>();
        expect('[');
        while (more(strings.isEmpty())) {
            strings.add(string());
        }
        end();
        return strings;
    }

    private int readPair(int[] numbers, int count) {
        expect('(');
        numbers[count] = number();
        expect(',');
        numbers[count + 1] = number();
        expect(')');
        return count + 2;
    }

    /** Whether a list goes on, past the comma before its next entry. */
    private boolean more(boolean first) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == ']') {
            at++;
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    private int number() {
        skipBlanks();
        int start = at;
        long value = 0;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
            value = 10 * value + Character.digit(text.charAt(at++), 10);
            require(value <= Integer.MAX_VALUE, "%s, character %d: the number is too large", where, start + 1);
        }
        require(at > start, "%s, character %d: expected a whole number, found %s", where, start + 1, found());
        return (int) value;
    }

    private String string() {
        skipBlanks();
        char quote = at < text.length() ? text.charAt(at) : 0;
        require(
                quote == '\'' || quote == '"',
                "%s, character %d: expected a quoted text, found %s",
                where,
                at + 1,
                found());
        int end = text.indexOf(quote, at + 1);
        require(end > at, "%s, character %d: the quote is not closed", where, at + 1);
        String string = text.substring(at + 1, end);
        require(string.indexOf('\\') < 0, "%s, character %d: escapes are not understood", where, at + 1);
        at = end + 1;
        return string;
    }

    private void expect(char c) {
        skipBlanks();
        require(
                at < text.length() && text.charAt(at) == c,
                "%s, character %d: expected '%s', found %s",
                where,
                at + 1,
                c,
                found());
        at++;
    }

    private void end() {
        skipBlanks();
        require(at == text.length(), "%s, character %d: expected the end, found %s", where, at + 1, found());
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private String found() {
        return at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    }
}
