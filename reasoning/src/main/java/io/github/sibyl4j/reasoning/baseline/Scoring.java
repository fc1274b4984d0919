package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores of any number of problems, without gradients. */
final class Scoring {
    private static final int MOST_PROBLEMS = 256;
    /** So many states of all layers are held at once: a few hundred megabytes for wide models. */
    private static final int MOST_STATES = 8192;

    private Scoring() {}

    /** {@code [problem][relation]}, the higher the better. */
    static float[][] of(BaselineNetwork network, List<RelationalInstance> problems) {
        List<float[]> all = new ArrayList<>();
        while (all.size() < problems.size()) {
            List<RelationalInstance> together = first(network, problems.subList(all.size(), problems.size()));
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                float[] scores = network.scores(together, Dropout.NONE).toArray();
                int relations = scores.length / together.size();
                for (int i = 0; i < together.size(); i++) {
                    all.add(Arrays.copyOfRange(scores, i * relations, (i + 1) * relations));
                }
            }
        }
        return all.toArray(float[][]::new);
    }

    private static List<RelationalInstance> first(BaselineNetwork network, List<RelationalInstance> problems) {
        long states = network.states(problems.get(0));
        int count = 1;
        while (count < problems.size()
                && count < MOST_PROBLEMS
                && states + network.states(problems.get(count)) <= MOST_STATES) {
            states += network.states(problems.get(count++));
        }
        return problems.subList(0, count);
    }

    static int best(float[] scores) {
        int best = 0;
        for (int r = 1; r < scores.length; r++) {
            if (scores[r] > scores[best]) {
                best = r;
            }
        }
        return best;
    }
}
