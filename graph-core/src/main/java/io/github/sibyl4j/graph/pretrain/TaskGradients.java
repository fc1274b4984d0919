package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The gradients of the tasks of one step, in the scope of the step. */
final class TaskGradients {
    private final List<Parameter> shared;
    private final List<List<Tensor>> ofShared = new ArrayList<>();
    private final List<List<Parameter>> heads = new ArrayList<>();
    private final List<List<Tensor>> ofHeads = new ArrayList<>();

    /** @param shared the parameters that all tasks have a gradient of */
    TaskGradients(Collection<Parameter> shared) {
        this.shared = List.copyOf(shared);
    }

    /** Takes what has been gathered for a task and clears it. */
    void take(Collection<Parameter> head) {
        ofShared.add(taken(shared));
        heads.add(List.copyOf(head));
        ofHeads.add(taken(head));
    }

    private static List<Tensor> taken(Collection<Parameter> parameters) {
        List<Tensor> gradients = new ArrayList<>();
        for (Parameter parameter : parameters) {
            gradients.add(parameter.gradient().mul(1));
            parameter.clearGradient();
        }
        return gradients;
    }

    /** {@code G_st = g_s . g_t} over the shared parameters. */
    double[][] gram() {
        int tasks = ofShared.size();
        double[][] gram = new double[tasks][tasks];
        for (int s = 0; s < tasks; s++) {
            for (int t = 0; t <= s; t++) {
                for (int p = 0; p < shared.size(); p++) {
                    gram[s][t] += ofShared.get(s)
                            .get(p)
                            .mul(ofShared.get(t).get(p))
                            .sum()
                            .item();
                }
                gram[t][s] = gram[s][t];
            }
        }
        return gram;
    }

    /**
     * Makes the gradient of {@code sum_t factor_t loss_t} the gradient of all parameters. Nothing is computed anew: every
     * task's parameters are where they were when its gradient was taken.
     */
    void combine(double[] factors) {
        Tensor sum = Tensor.scalar(0);
        for (int p = 0; p < shared.size(); p++) {
            Tensor all = ofShared.get(0).get(p).mul((float) factors[0]);
            for (int t = 1; t < factors.length; t++) {
                all = all.add(ofShared.get(t).get(p).mul((float) factors[t]));
            }
            sum = sum.add(shared.get(p).mul(all).sum());
        }
        for (int t = 0; t < factors.length; t++) {
            for (int p = 0; p < heads.get(t).size(); p++) {
                Tensor own = ofHeads.get(t).get(p).mul((float) factors[t]);
                sum = sum.add(heads.get(t).get(p).mul(own).sum());
            }
        }
        // The gradient of a product with a constant is the constant.
        sum.backward();
    }
}
