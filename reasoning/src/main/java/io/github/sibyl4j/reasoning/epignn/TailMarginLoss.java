package io.github.sibyl4j.reasoning.epignn;

/**
 * The mean over wrong tails of {@code max(0, CE(r, true) - CE(r, wrong) + margin)}, with the cross-entropy {@code -sum r log(state
 * + 1e-12)}, its mean over the facets: {@link MarginLoss} with one negative for each of the wrong tails, which are entities here.
 */
record TailMarginLoss(double margin) {

    /**
     * The loss of one query; adds its gradients, times {@code share}.
     *
     * @param states of its tails, the true one first
     */
    double add(
            Sizes sizes,
            StatePass pass,
            int[] states,
            float[] relations,
            int relation,
            float share,
            float[] byRelations) {
        int w = sizes.all();
        int at = relation * w;
        float[][] logs = new float[states.length][w];
        double[] scores = new double[states.length];
        for (int k = 0; k < states.length; k++) {
            for (int q = 0; q < w; q++) {
                logs[k][q] = (float) Math.log(pass.states[states[k] * 2 * w + q] + MarginLoss.EPSILON);
                scores[k] += relations[at + q] * logs[k][q];
            }
        }
        int wrong = states.length - 1;
        int violated = 0;
        double loss = 0;
        float each = share / (sizes.facets() * wrong);
        for (int k = 1; k < states.length; k++) {
            double hinge = margin + (scores[k] - scores[0]) / sizes.facets();
            if (hinge > 0) {
                loss += hinge / wrong;
                violated++;
                addGradient(pass, states[k], logs[k], relations, at, each, byRelations, w);
            }
        }
        if (violated > 0) {
            addGradient(pass, states[0], logs[0], relations, at, -violated * each, byRelations, w);
        }
        return loss;
    }

    private static void addGradient(
            StatePass pass,
            int state,
            float[] logs,
            float[] relations,
            int at,
            float factor,
            float[] byRelations,
            int w) {
        for (int q = 0; q < w; q++) {
            float value = pass.states[state * 2 * w + q] + (float) MarginLoss.EPSILON;
            pass.gradients[state * w + q] += factor * relations[at + q] / value;
            byRelations[at + q] += factor * logs[q];
        }
    }
}
