package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
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
    private final Basis basis;

    private enum Basis {
        PATHS,
        NO_PATH_ALONG_EDGES,
        CONTRADICTION
    }

    /**
     * @param probabilities one for each relation
     * @param distance edges of a shortest path between the entities, directions ignored; -1 where there is none
     * @param beyondHorizon whether the entities are farther apart than the model can see
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is not one probability from 0 to 1 for each relation
     */
    public RelationPrediction(
            RelationVocabulary relations, float[] probabilities, int distance, boolean beyondHorizon) {
        this(relations, probabilities, distance, beyondHorizon, Basis.PATHS);
    }

    private RelationPrediction(
            RelationVocabulary relations, float[] probabilities, int distance, boolean beyondHorizon, Basis basis) {
        requireOneEach(relations, probabilities, "probabilities");
        for (int r = 0; r < probabilities.length; r++) {
            // For every relation of every answer: no arguments are boxed for nothing.
            if (!(probabilities[r] >= 0 && probabilities[r] <= 1)) {
                throw new InvalidInputException(
                        "the probability of '" + relations.name(r) + "' must lie in 0 to 1, found " + probabilities[r]);
            }
        }
        this.relations = relations;
        this.probabilities = probabilities.clone();
        this.distance = distance;
        this.beyondHorizon = beyondHorizon;
        this.basis = basis;
    }

    private static void requireOneEach(RelationVocabulary relations, float[] values, String what) {
        require(
                values.length == relations.size(),
                "a prediction over the %d relations %s needs as many %s, found %d",
                relations.size(),
                relations,
                what,
                values.length);
    }

    /**
     * What a model's scores say: their softmax, or the same probability for every relation where no path joins the entities.
     *
     * @param scores one for each relation, the higher the better
     * @param distance edges of a shortest path between the entities, directions ignored; -1 where there is none
     * @param horizon how many edges the model can see
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is not one score for each relation, or one is no number
     */
    public static RelationPrediction ofScores(RelationVocabulary relations, float[] scores, int distance, int horizon) {
        requireOneEach(relations, scores, "scores");
        return distance < 0
                ? new RelationPrediction(relations, uniform(relations), distance, false)
                : new RelationPrediction(relations, softmax(relations, scores), distance, distance > horizon);
    }

    /**
     * The same for a model that composes relations along the edges alone: the answer is marked where none of the query's paths
     * leads along them, see {@link #pathAlongEdges}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #ofScores}
     */
    public static RelationPrediction alongEdges(
            RelationVocabulary relations, float[] scores, RelationalInstance query, int distance, int horizon) {
        RelationPrediction answer = ofScores(relations, scores, distance, horizon);
        return !answer.connected() || query.graph().leads(query.head(), query.tail())
                ? answer
                : new RelationPrediction(
                        relations,
                        answer.probabilities,
                        answer.distance,
                        answer.beyondHorizon,
                        Basis.NO_PATH_ALONG_EDGES);
    }

    /** The answer where the facts leave no relation: the same probability for every one, marked as {@link #contradictory}. */
    public static RelationPrediction ofContradiction(RelationVocabulary relations, int distance) {
        return new RelationPrediction(relations, uniform(relations), distance, false, Basis.CONTRADICTION);
    }

    private static float[] uniform(RelationVocabulary relations) {
        float[] shares = new float[relations.size()];
        Arrays.fill(shares, 1f / shares.length);
        return shares;
    }

    private static float[] softmax(RelationVocabulary relations, float[] scores) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int r = 0; r < scores.length; r++) {
            if (!Float.isFinite(scores[r])) {
                throw new InvalidInputException(
                        "the score of '" + relations.name(r) + "' must be a finite number, found " + scores[r]
                                + ": the model's weights may have grown beyond all bounds");
            }
            largest = Math.max(largest, scores[r]);
        }
        float[] shares = new float[scores.length];
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp((double) score - largest);
        }
        for (int r = 0; r < scores.length; r++) {
            shares[r] = (float) (Math.exp((double) scores[r] - largest) / sum);
        }
        return shares;
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

    /**
     * The probability of a relation.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no relation of that number
     */
    public float probability(int relation) {
        relations.requireNumber(relation);
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

    /**
     * Whether one relation is more probable than all others, and facts say so: where nothing is known or the facts contradict each
     * other, {@link #relation} is no answer but the first of equals.
     */
    public boolean decided() {
        if (!connected() || contradictory()) {
            return false;
        }
        float most = probabilities[relation()];
        return IntStream.range(0, probabilities.length)
                        .filter(r -> probabilities[r] == most)
                        .count()
                == 1;
    }

    /**
     * False where no path leads from head to tail along the edges and the model composes relations along them alone: the answer
     * rests on nothing that was composed, however sure it is. Add the inverses of facts if they are known. True for models that walk
     * edges backward, too, where any path joins the entities.
     */
    public boolean pathAlongEdges() {
        return connected() && basis != Basis.NO_PATH_ALONG_EDGES;
    }

    /** True where the facts contradict each other, or rule out every relation of the vocabulary: all are equally probable. */
    public boolean contradictory() {
        return basis == Basis.CONTRADICTION;
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

    /** Possible relations for people to read: naming every one would say nothing. */
    String text(List<String> possible) {
        return possible.size() == relations.size() ? "any relation" : String.join(", ", possible);
    }

    @Override
    public String toString() {
        if (contradictory()) {
            return "nothing, as the facts leave no relation";
        }
        if (!connected()) {
            return "nothing follows, not connected";
        }
        return name() + " " + probabilities[relation()]
                + (beyondHorizon ? ", beyond the horizon" : "")
                + (pathAlongEdges() ? "" : ", no path along the edges");
    }
}
