package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.babi.BabiQuestion;
import io.github.sibyl4j.reasoning.babi.BabiVocabulary;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A network that was trained on stories, see {@link BabiTask}, and the words that it knows. Immutable. */
public final class BabiModel {
    private static final String KIND = "rrn-babi";

    private final RrnModel model;
    private final BabiVocabulary vocabulary;

    /**
     * @param vocabulary of the training questions; {@link #save} keeps both together, since another of the same size cannot be told
     *     from it
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the network was made for something else, or for other words
     */
    public BabiModel(RrnModel model, BabiVocabulary vocabulary) {
        RrnText text = model.config().text();
        require(
                text != null,
                "the network was not made for stories: build it with BabiTask.network, found %s",
                model.config());
        require(
                text.words() == vocabulary.size() && model.config().classes() == vocabulary.size(),
                "the network knows %d words and gives %d answers, the vocabulary has %d: take that of its training",
                text.words(),
                model.config().classes(),
                vocabulary.size());
        this.model = model;
        this.vocabulary = vocabulary;
    }

    public RrnModel model() {
        return model;
    }

    public BabiVocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * The most probable answer that is a known word; what the question says of its own answer is not looked at.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if no word of the question, or none of the facts, is known
     */
    public String answer(BabiQuestion question) {
        requireKnownWord(question.question(), "the question");
        requireKnownWord(
                question.facts().stream().flatMap(List::stream).distinct().toList(), "the facts");
        float[] shares = model.predict(List.of(BabiTask.problem(question, vocabulary, 0)))[0][0];
        float[] known = Arrays.copyOfRange(shares, BabiVocabulary.UNKNOWN + 1, shares.length);
        return vocabulary.words().get(Answers.most(known));
    }

    private void requireKnownWord(List<String> words, String where) {
        require(
                words.stream().anyMatch(word -> vocabulary.number(word) != BabiVocabulary.UNKNOWN),
                "no word of %s is known, found %s: use lower-case words of the training, which are %s",
                where,
                words,
                vocabulary.words());
    }

    /**
     * Writes the network and the words that it knows into a directory, which is created if need be; an interrupted save leaves an
     * earlier model.
     */
    public void save(Path directory) throws IOException {
        SavedBabi description = new SavedBabi(model.description(), vocabulary.words());
        new ModelDirectory(KIND, description, model.values()).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static BabiModel load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        SavedBabi description = saved.describedAs(SavedBabi.class);
        return new BabiModel(RrnModel.of(description.network(), saved), BabiVocabulary.ofWords(description.words()));
    }
}
