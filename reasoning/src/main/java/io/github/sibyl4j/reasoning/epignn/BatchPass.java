package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The loss of a batch of problems, problem by problem, each inside a cache: a batch is a disjoint union, so problems are
 * independent.
 */
final class BatchPass implements BatchLoss {
    private final Sizes sizes;
    private final OutputLoss loss;
    private final StepLoss step;
    private final InstancePass[] passes = new InstancePass[StepLoss.BLOCKS];

    BatchPass(EpiGnnConfig config, Sizes sizes) {
        this.sizes = sizes;
        this.loss = config.outputLoss();
        this.step = new StepLoss(sizes);
        for (int block = 0; block < passes.length; block++) {
            passes[block] = new InstancePass(sizes, config.pooling(), config.reading(), config.constrained());
        }
    }

    @Override
    public Tensor mean(EpiGnnNetwork network, Problems problems, int[] batch, int[][] negatives) {
        return step.mean(network, batch.length, (block, from, end, tables, gradients) -> {
            double sum = 0;
            for (int i = from; i < end; i++) {
                sum += problem(tables, passes[block], gradients, problems, batch[i], negatives[i], 1f / batch.length);
            }
            return sum;
        });
    }

    private double problem(
            StepTables tables,
            InstancePass pass,
            TableGradients sums,
            Problems problems,
            int number,
            int[] negatives,
            float share) {
        pass.forward(tables, problems.plans()[number]);
        Arrays.fill(pass.outputGradient, 0);
        double value = loss.add(
                sizes,
                pass.output,
                tables.relations,
                problems.targets()[number],
                negatives,
                share,
                pass.outputGradient,
                sums.relations);
        if (value != 0) {
            pass.backward(sums);
        }
        return value;
    }
}
