package io.github.sibyl4j.reasoning.babi;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/**
 * A question about a story so far.
 *
 * @param facts all sentences of the story before the question, the oldest first, as lower-case words
 * @param question its words
 * @param answer in lower case; several things that belong together, such as {@code apple,milk}, are one answer
 * @param supporting the facts that the answer follows from, counted from 0
 */
public record BabiQuestion(List<List<String>> facts, List<String> question, String answer, List<Integer> supporting) {

    public BabiQuestion {
        facts = facts.stream().map(List::copyOf).toList();
        question = List.copyOf(question);
        supporting = List.copyOf(supporting);
        require(!facts.isEmpty(), "a question needs at least one fact before it");
        for (int i = 0; i < facts.size(); i++) {
            require(!facts.get(i).isEmpty(), "fact %d has no words", i);
        }
        require(!question.isEmpty(), "the question has no words");
        require(!answer.isBlank(), "the answer is empty");
        for (int fact : supporting) {
            require(
                    fact >= 0 && fact < facts.size(),
                    "supporting fact %d does not exist, expected 0 to %d",
                    fact,
                    facts.size() - 1);
        }
    }
}
