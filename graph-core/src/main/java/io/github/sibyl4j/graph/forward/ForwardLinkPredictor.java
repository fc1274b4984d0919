package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What was learned of the links of one graph: outputs of nodes whose products score pairs. Immutable and for any number of
 * threads. Scores rank pairs; they are no calibrated probabilities, and where layers end in a {@code relu} not even half of
 * what is no link scores below 0.5.
 */
public final class ForwardLinkPredictor {
    private final LearnedLinks learned;
    private final int nodes;
    private final Origin origin;

    /** @param origin null where nobody is to see more than scores */
    ForwardLinkPredictor(LearnedLinks learned, int nodes, Origin origin) {
        this.learned = learned;
        this.nodes = nodes;
        this.origin = origin;
    }

    /**
     * Where a model comes from.
     *
     * @param dataSha256 over features and split
     */
    record Origin(
            ForwardLinkPrediction estimator, long seed, ForwardResult result, String dataSha256, Platform platform) {
        Origin {
            require(estimator != null && result != null, "there is no estimator or no result");
            result.requireDepth(estimator.config().layers());
        }
    }

    /** One of several opinions: what stands for the nodes, {@code [node, width]}, and what makes a logit of its products. */
    record Voice(float[] z, int width, FrozenScore score) {
        static Voice of(Tensor z, PairScore score) {
            Tensor embedded = score.embed(z);
            return new Voice(embedded.toArray(), embedded.size(1), score.frozen());
        }

        double probability(int u, int v) {
            return 1 / (1 + Math.exp(-score.logit(z, width, u, v)));
        }
    }

    /** How likely two nodes are linked, compared with other pairs: from 0 to 1. */
    public float score(int u, int v) {
        return score(u, v, deepest());
    }

    /**
     * The same by the first layers only.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such node, or these layers were not trained to
     *     answer alone
     */
    public float score(int u, int v, int layers) {
        require(
                layers >= learned.smallest() && layers <= deepest(),
                "this network answers with %d to %d layers, found %d",
                learned.smallest(),
                deepest(),
                layers);
        require(u >= 0 && u < nodes && v >= 0 && v < nodes, "the nodes are 0 to %d, found %d and %d", nodes - 1, u, v);
        int voices = learned.voices(layers - learned.smallest());
        double sum = 0;
        for (int i = 0; i < voices; i++) {
            sum += learned.voices().get(i).probability(u, v);
        }
        return (float) (sum / voices);
    }

    /** The scores of many pairs. */
    public float[] scores(NodePairs pairs) {
        return scores(pairs, deepest());
    }

    /** The same by the first layers only. */
    public float[] scores(NodePairs pairs, int layers) {
        float[] scores = new float[pairs.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(pairs.first(i), pairs.second(i), layers);
        }
        return scores;
    }

    private int deepest() {
        return learned.smallest() + learned.trained().size() - 1;
    }

    public ForwardResult result() {
        return origin.result();
    }

    /**
     * Writes the model into a directory, which is created if need be: {@code model.json} and the outputs it names. An
     * interrupted save leaves the model that was there before.
     */
    public void save(Path directory) throws IOException {
        SavedVoices.of(nodes, learned.voices(), origin).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static ForwardLinkPredictor load(Path directory) throws IOException {
        return SavedVoices.load(directory);
    }
}
