package io.github.sibyl4j.reasoning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which relation holds between two entities, as a distribution over all relations. Immutable. */
public final class RelationPrediction {
    private final RelationVocabulary relations;
    private final float[] probabilities;
    private final int distance;
    private final boolean beyondHorizon;

    /**
     * @param probabilities one for each relation
     * @param distance edges of a shortest path between the entities, directions ignored; -1 where there is none
     * @param beyondHorizon whether the entities are farther apart than the model can see
     */
    public RelationPrediction(
            RelationVocabulary relations, float[] probabilities, int distance, boolean beyondHorizon) {
        this.relations = relations;
        this.probabilities = probabilities.clone();
        this.distance = distance;
        this.beyondHorizon = beyondHorizon;
    }

    /**
     * What a model's scores say: their softmax, or the same probability for every relation where no path joins the entities.
     *
     * @param scores one for each relation, the higher the better
     * @param distance edges of a shortest path between the entities, directions ignored; -1 where there is none
     * @param horizon how many edges the model can see
     */
    public static RelationPrediction ofScores(RelationVocabulary relations, float[] scores, int distance, int horizon) {
        float[] shares = new float[scores.length];
        if (distance < 0) {
            Arrays.fill(shares, 1f / shares.length);
            return new RelationPrediction(relations, shares, distance, false);
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp((double) score - largest);
        }
        for (int r = 0; r < scores.length; r++) {
            shares[r] = (float) (Math.exp((double) scores[r] - largest) / sum);
        }
        return new RelationPrediction(relations, shares, distance, distance > horizon);
    }

    /** The number of the most probable relation; the first of several. */
    public int relation() {
        int best = 0;
        for (int r = 1; r < probabilities.length; r++) {
            if (probabilities[r] > probabilities[best]) {
                best = r;
            }
        }
        return best;
    }

    /** The name of the most probable relation. */
    public String name() {
        return relations.name(relation());
    }

    public float probability(int relation) {
        return probabilities[relation];
    }

    /**
     * The probability of a relation.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no relation of that name
     */
    public float probability(String relation) {
        return probabilities[relations.index(relation)];
    }

    /** All relations, the most probable first. */
    public List<String> ranking() {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> -probabilities[r]))
                .map(relations::name)
                .toList();
    }

    /** False where no path joins the entities: nothing is known, and all relations are equally probable. */
    public boolean connected() {
        return distance >= 0;
    }

    public int distance() {
        return distance;
    }

    /**
     * True where the entities are farther apart than the model has rounds: it may be wrong however sure it is. Train with more
     * rounds.
     */
    public boolean beyondHorizon() {
        return beyondHorizon;
    }

    @Override
    public String toString() {
        String note = !connected() ? ", not connected" : beyondHorizon ? ", beyond the horizon" : "";
        return name() + " " + probabilities[relation()] + note;
    }
}
