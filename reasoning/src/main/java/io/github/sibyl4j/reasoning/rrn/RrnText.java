package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How a network reads, where nodes are sentences and a question is asked. An LSTM for sentences and one for questions go over the
 * embeddings of words, which they share; their last states are the codes. A node is told its own code and the question's, an edge the
 * question's.
 *
 * @param words the number of known words; words are numbered from 0
 * @param embedding the width of a word's embedding
 * @param code the width of the code of a sentence or question
 */
public record RrnText(int words, int embedding, int code) {
    public RrnText {
        require(words >= 1, "words must be at least 1, found %d", words);
        require(embedding >= 1, "the embedding of a word must be at least 1 wide, found %d", embedding);
        require(code >= 1, "the code of a sentence must be at least 1 wide, found %d", code);
    }
}
