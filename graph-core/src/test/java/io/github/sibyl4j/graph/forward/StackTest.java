package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.tensor.Seed;
import org.junit.jupiter.api.Test;

/** What backpropagation trains: the sizes of weights, two attention vectors and a bias of every layer of GAT with its four heads. */
class StackTest {
    private static final ForwardConfig CONFIG = ForwardConfig.defaults().withHidden(8);
    private static final int FIRST = 5 * 8 + 2 * 8 + 8;

    private static long size(Stack stack) {
        return stack.parameters().stream()
                .mapToLong(parameter -> parameter.toArray().length)
                .sum();
    }

    @Test
    void classesAreTheMeanOfHeads() {
        assertEquals(
                5 * 4 * 3 + 2 * 4 * 3 + 3,
                size(Stack.classifier(Backbone.GAT, CONFIG.withLayers(1), 5, 3, new Seed(1))));
        assertEquals(
                FIRST + 8 * 4 * 3 + 2 * 4 * 3 + 3,
                size(Stack.classifier(Backbone.GAT, CONFIG.withLayers(2), 5, 3, new Seed(1))));
    }

    @Test
    void embeddingsAreAllHeads() {
        assertEquals(FIRST, size(Stack.embedder(Backbone.GAT, CONFIG.withLayers(1), 5, new Seed(1))));
        assertEquals(
                FIRST + 8 * 8 + 2 * 8 + 8, size(Stack.embedder(Backbone.GAT, CONFIG.withLayers(2), 5, new Seed(1))));
    }
}
