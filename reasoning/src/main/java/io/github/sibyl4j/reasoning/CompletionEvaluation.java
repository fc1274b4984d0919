package io.github.sibyl4j.reasoning;

/**
 * How well facts were completed, each asked for twice: for its tail, and for its head. Equal scores share the mean of their ranks.
 *
 * @param queries two for each fact
 * @param meanReciprocalRank MRR
 * @param hitsAt1 share of queries whose answer has the rank 1
 * @param isolated queries about an entity that the graph says nothing of, for which all answers are equal
 */
public record CompletionEvaluation(
        int queries, double meanReciprocalRank, double hitsAt1, double hitsAt3, double hitsAt10, int isolated) {}
