package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What a network answers after its last round. */
final class Answers {
    private Answers() {}

    /** {@code [problem][answer][class]}. */
    static float[][][] probabilities(
            RrnNetwork network, RrnConfig config, List<RrnProblem> problems, int rounds, int together) {
        require(rounds >= 1, "rounds must be at least 1, found %d", rounds);
        List<float[][]> all = new ArrayList<>();
        for (int from = 0; from < problems.size(); from += together) {
            List<RrnProblem> part = problems.subList(from, Math.min(problems.size(), from + together));
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                RrnBatch batch = RrnBatch.of(config, part);
                Tensor shares =
                        network.logits(batch, network.last(batch, rounds), null).softmax(-1);
                float[] values = shares.toArray();
                int place = 0;
                for (int count : batch.answersOf()) {
                    float[][] answers = new float[count][config.classes()];
                    for (float[] answer : answers) {
                        System.arraycopy(values, place, answer, 0, answer.length);
                        place += answer.length;
                    }
                    all.add(answers);
                }
            }
        }
        return all.toArray(float[][][]::new);
    }

    static RrnEvaluation evaluate(
            RrnNetwork network, RrnConfig config, List<RrnProblem> problems, int rounds, int together) {
        float[][][] probabilities = probabilities(network, config, problems, rounds, together);
        long answers = 0;
        long right = 0;
        int solved = 0;
        for (int i = 0; i < probabilities.length; i++) {
            int[] expected = problems.get(i).answers();
            int asked = problems.get(i).asked();
            require(asked > 0, "problem %d has no answers to compare with", i);
            int rightHere = 0;
            for (int k = 0; k < expected.length; k++) {
                // No class is NOT_ASKED.
                rightHere += most(probabilities[i][k]) == expected[k] ? 1 : 0;
            }
            answers += asked;
            right += rightHere;
            solved += rightHere == asked ? 1 : 0;
        }
        return new RrnEvaluation(
                probabilities.length, (double) right / answers, (double) solved / probabilities.length);
    }

    /** The first index of the largest value. */
    static int most(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
