package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/** What is saved beside the weights of a network that reads stories. */
record SavedBabi(SavedRrn network, List<String> words) {
    SavedBabi {
        require(network != null, "there is no network");
        require(words != null, "there are no words");
        words = List.copyOf(words);
    }
}
