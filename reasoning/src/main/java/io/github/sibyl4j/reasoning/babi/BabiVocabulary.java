package io.github.sibyl4j.reasoning.babi;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The words and answers of training questions, numbered in alphabetical order; 0 stands for every other word. Immutable. */
public final class BabiVocabulary {
    /** The number of a word that is not known. */
    public static final int UNKNOWN = 0;

    private final List<String> words;
    private final Map<String, Integer> numbers = new HashMap<>();

    private BabiVocabulary(List<String> words) {
        this.words = List.copyOf(words);
        for (int i = 0; i < words.size(); i++) {
            numbers.put(words.get(i), i + 1);
        }
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if there are no questions */
    public static BabiVocabulary of(Collection<BabiQuestion> questions) {
        require(!questions.isEmpty(), "a vocabulary needs questions to take its words from, found none");
        TreeSet<String> words = new TreeSet<>();
        for (BabiQuestion question : questions) {
            question.facts().forEach(words::addAll);
            words.addAll(question.question());
            words.add(question.answer());
        }
        return new BabiVocabulary(List.copyOf(words));
    }

    /**
     * The vocabulary whose {@link #words} these are.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, or one occurs twice
     */
    public static BabiVocabulary ofWords(List<String> words) {
        require(!words.isEmpty(), "a vocabulary needs words, found none");
        BabiVocabulary vocabulary = new BabiVocabulary(words);
        require(
                vocabulary.numbers.size() == words.size(),
                "a vocabulary names each word once, found %d words of which %d differ",
                words.size(),
                vocabulary.numbers.size());
        return vocabulary;
    }

    /** The known words, beginning with number 1. */
    public List<String> words() {
        return words;
    }

    /** The number of numbers: all known words and the unknown one. */
    public int size() {
        return words.size() + 1;
    }

    /** {@link #UNKNOWN} for a word that is not known. */
    public int number(String word) {
        return numbers.getOrDefault(word, UNKNOWN);
    }

    public int[] numbers(List<String> sentence) {
        return sentence.stream().mapToInt(this::number).toArray();
    }
}
