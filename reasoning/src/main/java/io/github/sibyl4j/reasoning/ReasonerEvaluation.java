package io.github.sibyl4j.reasoning;

import java.util.List;

/**
 * How a reasoner did on problems whose answers are known.
 *
 * @param correct how often the most probable relation was the target; where several are equally probable, or nothing follows, the
 *     problem is not answered and does not count
 * @param unconnected queries between entities that no path joins
 * @param beyondHorizon queries farther than the model can see
 * @param withoutPath queries between joined entities from whose head no path leads to the tail along the edges, answered by a
 *     model that composes relations along them alone
 */
public record ReasonerEvaluation(int problems, int correct, int unconnected, int beyondHorizon, int withoutPath) {

    /** Counts how predictions did on the problems they were made for, one each in the same order. */
    public static ReasonerEvaluation of(List<RelationPrediction> predictions, List<RelationalInstance> problems) {
        int correct = 0;
        int unconnected = 0;
        int beyond = 0;
        int withoutPath = 0;
        for (int i = 0; i < problems.size(); i++) {
            RelationPrediction prediction = predictions.get(i);
            correct += prediction.decided()
                            && prediction.relation() == problems.get(i).target()
                    ? 1
                    : 0;
            unconnected += prediction.connected() ? 0 : 1;
            beyond += prediction.beyondHorizon() ? 1 : 0;
            withoutPath += prediction.connected() && !prediction.pathAlongEdges() ? 1 : 0;
        }
        return new ReasonerEvaluation(problems.size(), correct, unconnected, beyond, withoutPath);
    }

    public double accuracy() {
        return (double) correct / problems;
    }
}
