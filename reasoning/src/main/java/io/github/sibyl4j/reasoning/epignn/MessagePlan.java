package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.Arrays;

/**
 * States in an order in which each is pooled from earlier ones, and the messages that it is pooled from.
 *
 * <p>The first states are constants: {@link #POINT} is certain of identity, {@link #START} knows nothing, {@link #EMPTY} is that
 * of an entity that has received nothing.
 */
class MessagePlan {
    static final int POINT = 0;
    static final int START = 1;
    static final int EMPTY = 2;
    static final int CONSTANTS = 3;

    /** The first state of the backward direction. */
    private int firstBackward = Integer.MAX_VALUE;

    private int states = CONSTANTS;
    private int messages;
    /** Of each state that is no constant, and one more. */
    private int[] firstMessage = new int[16];

    private int[] source = new int[16];
    private int[] relation = new int[16];

    /** Adds a state that is pooled from the messages of these edges, which start in these states; its number. */
    final int add(RelationalGraph graph, int[] edges, int[] sources) {
        int index = states - CONSTANTS;
        if (index + 1 == firstMessage.length) {
            firstMessage = Arrays.copyOf(firstMessage, 2 * firstMessage.length);
        }
        while (messages + edges.length > source.length) {
            source = Arrays.copyOf(source, 2 * source.length);
            relation = Arrays.copyOf(relation, 2 * relation.length);
        }
        for (int k = 0; k < edges.length; k++) {
            source[messages] = sources[k];
            relation[messages++] = graph.relation(edges[k]);
        }
        firstMessage[index + 1] = messages;
        return states++;
    }

    /** From now on states of the backward direction are added. */
    final void turnBackward() {
        firstBackward = states;
    }

    /** Gives back memory for states that will not be added. */
    final void trim() {
        firstMessage = Arrays.copyOf(firstMessage, states - CONSTANTS + 1);
        source = Arrays.copyOf(source, messages);
        relation = Arrays.copyOf(relation, messages);
    }

    final int states() {
        return states;
    }

    final int messages() {
        return messages;
    }

    final boolean backward(int state) {
        return state >= firstBackward;
    }

    /** The first message of a state that is no constant. */
    final int firstMessage(int state) {
        return firstMessage[state - CONSTANTS];
    }

    final int messageCount(int state) {
        return firstMessage[state - CONSTANTS + 1] - firstMessage[state - CONSTANTS];
    }

    /** The state that a message comes from. */
    final int source(int message) {
        return source[message];
    }

    final int relation(int message) {
        return relation[message];
    }
}
