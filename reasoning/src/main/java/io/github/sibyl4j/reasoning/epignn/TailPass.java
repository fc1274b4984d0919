package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Losses and scores of queries for tails. For one thread at a time, since memory is used again. */
final class TailPass {
    /** Queries share a plan until it has so many messages, which bounds memory. */
    static final int ENOUGH_MESSAGES = 1 << 18;

    private final EpiGnnConfig config;
    private final Sizes sizes;
    private final int enough;
    private final TailMarginLoss loss;
    private final StepLoss step;
    private final StatePass[] passes = new StatePass[StepLoss.BLOCKS];

    /** @param enough messages of a plan that no further query joins, such as {@link #ENOUGH_MESSAGES} */
    TailPass(EpiGnnConfig config, Sizes sizes, int enough) {
        this.config = config;
        this.sizes = sizes;
        this.enough = enough;
        this.loss = new TailMarginLoss(config.margin());
        this.step = new StepLoss(sizes);
        for (int block = 0; block < passes.length; block++) {
            passes[block] = new StatePass(sizes, config.pooling(), true);
        }
    }

    /** The mean loss of a batch, whose gradients reach all that the network learns. */
    Tensor mean(EpiGnnNetwork network, FactGraph facts, List<TailQuery> batch) {
        return step.mean(network, batch.size(), (block, from, end, tables, gradients) -> {
            StatePass pass = passes[block];
            double sum = 0;
            for (int next = from; next < end; ) {
                TailPlan plan = new TailPlan(facts, config.rounds());
                List<int[]> states = new ArrayList<>();
                int first = next;
                while (next < end && plan.messages() < enough) {
                    TailQuery query = batch.get(next++);
                    states.add(plan.states(query.head(), query.tails()));
                }
                pass.forward(tables, plan);
                pass.clearGradients();
                for (int i = first; i < next; i++) {
                    sum += loss.add(
                            sizes,
                            pass,
                            states.get(i - first),
                            tables.relations,
                            batch.get(i).relation(),
                            1f / batch.size(),
                            gradients.relations);
                }
                pass.backward(gradients);
            }
            return sum;
        });
    }

    /**
     * The score of every entity as tail, the higher the better: {@code -sum over facets of CE(r, state)}. All are equal where
     * nothing is said of the head.
     *
     * @param relations of the doubled relations, one for each head
     * @param enough as for the constructor
     */
    static float[][] scores(
            EpiGnnConfig config, StepTables tables, FactGraph facts, int[] heads, int[] relations, int enough) {
        float[][] scores = new float[heads.length][];
        int[] everybody = IntStream.range(0, facts.entities()).toArray();
        int together = (heads.length + StepLoss.BLOCKS - 1) / StepLoss.BLOCKS;
        Backends.current().run((heads.length + together - 1) / together, block -> {
            StatePass pass = new StatePass(tables.sizes, config.pooling(), true);
            int end = Math.min(heads.length, (block + 1) * together);
            for (int next = block * together; next < end; ) {
                TailPlan plan = new TailPlan(facts, config.rounds());
                List<int[]> states = new ArrayList<>();
                int first = next;
                while (next < end && plan.messages() < enough) {
                    states.add(plan.states(heads[next++], everybody));
                }
                pass.forward(tables, plan);
                for (int i = first; i < next; i++) {
                    scores[i] = facts.isolated(heads[i])
                            ? new float[everybody.length]
                            : scores(tables, pass, states.get(i - first), relations[i]);
                }
            }
        });
        return scores;
    }

    private static float[] scores(StepTables tables, StatePass pass, int[] states, int relation) {
        int w = tables.sizes.all();
        float[] scores = new float[states.length];
        for (int v = 0; v < scores.length; v++) {
            double sum = 0;
            for (int q = 0; q < w; q++) {
                double log = Math.log(pass.states[states[v] * 2 * w + q] + MarginLoss.EPSILON);
                sum += tables.relations[relation * w + q] * log;
            }
            scores[v] = (float) sum;
        }
        return scores;
    }
}
