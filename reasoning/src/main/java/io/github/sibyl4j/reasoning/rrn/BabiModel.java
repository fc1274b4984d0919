package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.babi.BabiQuestion;
import io.github.sibyl4j.reasoning.babi.BabiVocabulary;
import java.util.Arrays;
import java.util.List;

/** A network that was trained on stories, see {@link BabiTask}, and the words that it knows. Immutable. */
public final class BabiModel {
    private final RrnModel model;
    private final BabiVocabulary vocabulary;

    /**
     * @param vocabulary of the training questions
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

    /** The most probable answer that is a known word; what the question says of its own answer is not looked at. */
    public String answer(BabiQuestion question) {
        float[] shares = model.predict(List.of(BabiTask.problem(question, vocabulary, 0)))[0][0];
        float[] known = Arrays.copyOfRange(shares, BabiVocabulary.UNKNOWN + 1, shares.length);
        return vocabulary.words().get(Answers.most(known));
    }
}
