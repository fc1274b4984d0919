package io.github.sibyl4j.reasoning.babi;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Files of the bAbI tasks (Weston et al., "Towards AI-Complete Question Answering", 2015). Lines are numbered, and a story begins at
 * every 1. A question follows the facts that it is about; after tabs come its answer and the lines that the answer follows from.
 *
 * <pre>
 * 1 Mary moved to the bathroom.
 * 2 John went to the hallway.
 * 3 Where is Mary? 	bathroom	1
 * </pre>
 *
 * <p>Words are lower-cased; full stops and question marks are left out, and so are empty lines.
 */
public final class BabiFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final List<BabiQuestion> questions = new ArrayList<>();
    private final List<List<String>> facts = new ArrayList<>();
    private final Map<Integer, Integer> factOfLine = new HashMap<>();
    private int previous;

    private BabiFile(String name) {
        this.name = name;
    }

    /**
     * All questions of a file, in its order.
     *
     * @throws InvalidInputException if the file is missing, empty of questions, or a line is malformed; the message names file and line
     */
    public static List<BabiQuestion> read(Path file) throws IOException {
        require(Files.isRegularFile(file), "there is no file %s: check the path", file.toAbsolutePath());
        String name = String.valueOf(file.getFileName());
        try {
            return parse(name, Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (MalformedInputException e) {
            throw new InvalidInputException(name + " is no UTF-8 text: save it as such", e);
        }
    }

    /**
     * All questions of lines that are at hand, as {@link #read}.
     *
     * @param name of what the lines belong to, for messages
     */
    public static List<BabiQuestion> parse(String name, List<String> lines) {
        BabiFile reading = new BabiFile(name);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i == 0 && line.startsWith(BYTE_ORDER_MARK)) {
                line = line.substring(1);
            }
            if (!line.isBlank()) {
                reading.add(i + 1, line);
            }
        }
        require(
                !reading.questions.isEmpty(),
                "%s has no question: expected lines such as '3 Where is Mary?<tab>bathroom<tab>1'",
                name);
        return List.copyOf(reading.questions);
    }

    private void add(int line, String text) {
        int space = text.indexOf(' ');
        int number = space < 0 ? -1 : number(text.substring(0, space));
        requireAt(
                number > 0,
                line,
                "expected a number, a space and a sentence, such as '1 Mary moved to the bathroom.', found '%s'",
                text);
        if (number == 1) {
            facts.clear();
            factOfLine.clear();
        } else {
            requireAt(
                    number == previous + 1,
                    line,
                    "the number is %d, expected %s1 for a new story",
                    number,
                    previous == 0 ? "" : previous + 1 + " or ");
        }
        previous = number;
        String[] fields = text.substring(space + 1).split("\t", -1);
        List<String> words = words(fields[0]);
        requireAt(!words.isEmpty(), line, "there is a number but no sentence");
        if (fields.length == 1) {
            requireAt(
                    !fields[0].contains("?"),
                    line,
                    "a question needs a tab and its answer after it, found none in '%s'",
                    fields[0]);
            factOfLine.put(number, facts.size());
            facts.add(words);
        } else {
            questions.add(question(line, words, fields));
        }
    }

    private BabiQuestion question(int line, List<String> words, String[] fields) {
        requireAt(
                fields.length == 3,
                line,
                "expected a question, a tab, its answer, a tab and the numbers of supporting lines, found %d tabs",
                fields.length - 1);
        String answer = fields[1].strip().toLowerCase(Locale.ROOT);
        requireAt(!answer.isEmpty(), line, "the answer of '%s' is missing", fields[0].strip());
        requireAt(!facts.isEmpty(), line, "the question '%s' comes before any fact of its story", fields[0].strip());
        List<Integer> supporting = new ArrayList<>();
        for (String each : tokens(fields[2])) {
            Integer fact = factOfLine.get(number(each));
            requireAt(
                    fact != null, line, "supporting line '%s' is not the number of an earlier fact of the story", each);
            supporting.add(fact);
        }
        return new BabiQuestion(facts, words, answer, supporting);
    }

    private void requireAt(boolean holds, int line, String problem, Object... values) {
        require(holds, "%s: line %d: %s", name, line, holds ? "" : String.format(Locale.ROOT, problem, values));
    }

    /** -1 if this is no number. */
    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    /** The words of a sentence as the tasks' readers see them. */
    static List<String> words(String sentence) {
        return tokens(sentence.toLowerCase(Locale.ROOT).replaceAll("[.?]", ""));
    }

    private static List<String> tokens(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
