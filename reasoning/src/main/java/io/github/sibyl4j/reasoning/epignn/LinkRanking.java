package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.graph.metric.HitsAtK;
import io.github.sibyl4j.graph.metric.ReciprocalRank;
import io.github.sibyl4j.reasoning.CompletionEvaluation;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.tensor.Seed;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Ranks the answers of facts among entities that are no answers, for either end of each fact. */
final class LinkRanking {
    /** Facts whose scores are held at a time. */
    private static final int TOGETHER = 256;

    private final EpiGnnConfig config;
    private final StepTables tables;
    private final int relations;

    /** Whose scores an answer is ranked among. */
    interface Candidates {
        int[] of(int entities, int head, BitSet answers);
    }

    LinkRanking(EpiGnnConfig config, StepTables tables, int relations) {
        this.config = config;
        this.tables = tables;
        this.relations = relations;
    }

    /** All entities but the known answers: the filtered protocol (Bordes et al., NeurIPS 2013). */
    static Candidates all() {
        return (entities, head, answers) ->
                IntStream.range(0, entities).filter(v -> !answers.get(v)).toArray();
    }

    /**
     * Entities drawn with replacement from those that are neither known answers nor the given end (Teru et al., ICML 2020).
     */
    static Candidates sampled(int count, Seed seed) {
        SplittableRandom random = seed.split("candidates").random();
        return (entities, head, answers) -> {
            int[] allowed = IntStream.range(0, entities)
                    .filter(v -> v != head && !answers.get(v))
                    .toArray();
            return allowed.length == 0
                    ? allowed
                    : random.ints(count, 0, allowed.length).map(i -> allowed[i]).toArray();
        };
    }

    CompletionEvaluation of(FactGraph graph, RelationalGraph facts, KnownAnswers known, Candidates candidates) {
        double[] sums = new double[4];
        int isolated = 0;
        for (int from = 0; from < facts.edges(); from += TOGETHER) {
            int count = Math.min(TOGETHER, facts.edges() - from);
            int[] heads = new int[2 * count];
            int[] asked = new int[2 * count];
            int[] answers = new int[2 * count];
            for (int i = 0; i < count; i++) {
                heads[2 * i] = answers[2 * i + 1] = facts.head(from + i);
                answers[2 * i] = heads[2 * i + 1] = facts.tail(from + i);
                asked[2 * i] = facts.relation(from + i);
                asked[2 * i + 1] = asked[2 * i] + relations;
            }
            float[][] scores = TailPass.scores(config, tables, graph, heads, asked, TailPass.ENOUGH_MESSAGES);
            float[] right = new float[heads.length];
            float[][] wrong = new float[heads.length][];
            for (int i = 0; i < heads.length; i++) {
                isolated += graph.isolated(heads[i]) ? 1 : 0;
                right[i] = scores[i][answers[i]];
                wrong[i] =
                        chosen(scores[i], candidates.of(graph.entities(), heads[i], known.tails(heads[i], asked[i])));
            }
            sums[0] += heads.length * ReciprocalRank.of(right, wrong);
            sums[1] += heads.length * HitsAtK.of(right, wrong, 1);
            sums[2] += heads.length * HitsAtK.of(right, wrong, 3);
            sums[3] += heads.length * HitsAtK.of(right, wrong, 10);
        }
        int queries = 2 * facts.edges();
        return new CompletionEvaluation(
                queries, sums[0] / queries, sums[1] / queries, sums[2] / queries, sums[3] / queries, isolated);
    }

    private static float[] chosen(float[] scores, int[] entities) {
        if (entities.length == 0) {
            // Where every other entity is an answer too, the rank is 1, which metrics give only beside somebody worse.
            return new float[] {Float.NEGATIVE_INFINITY};
        }
        float[] chosen = new float[entities.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = scores[entities[i]];
        }
        return chosen;
    }
}
