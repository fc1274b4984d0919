package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.CustomOp;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The ablation "no bilinear composition", round by round on a batch's union: messages are {@code phi(x, y) = normalize(F(x) F(y))}
 * with one network F for states and relations, which knows no order. The answer is read with the bilinear tensor all the same, as
 * in the released code.
 */
final class MultiplicativePass implements BatchLoss {
    private final EpiGnnConfig config;
    private final OutputLoss loss;

    MultiplicativePass(EpiGnnConfig config) {
        this.config = config;
        this.loss = config.outputLoss();
    }

    @Override
    public Tensor mean(EpiGnnNetwork network, Problems problems, int[] batch, int[][] negatives) {
        Tensor vectors = network.relationVectors();
        Tensor outputs = outputs(network, vectors, problems, batch);
        Sizes sizes = network.sizes();
        float[] relations = sizes.toLanes(vectors.toArray());
        float[] all = sizes.toLanes(outputs.toArray());
        float[] outputGradients = new float[all.length];
        float[] relationGradients = new float[relations.length];
        double sum = 0;
        for (int i = 0; i < batch.length; i++) {
            int at = i * sizes.all();
            float[] gradient = new float[sizes.all()];
            sum += loss.add(
                    sizes,
                    Arrays.copyOfRange(all, at, at + sizes.all()),
                    relations,
                    problems.targets()[batch[i]],
                    negatives[i],
                    1f / batch.length,
                    gradient,
                    relationGradients);
            System.arraycopy(gradient, 0, outputGradients, at, gradient.length);
        }
        float[] byOutputs = sizes.fromLanes(outputGradients);
        float[] byVectors = sizes.fromLanes(relationGradients);
        return CustomOp.of(
                new float[] {(float) (sum / batch.length)},
                new int[] {},
                g -> new float[][] {StepLoss.scaled(byOutputs, g[0]), StepLoss.scaled(byVectors, g[0])},
                outputs,
                vectors);
    }

    /** The answers {@code [problem][facet][coordinate]}. */
    Tensor outputs(EpiGnnNetwork network, Tensor vectors, Problems problems, int[] batch) {
        Union union = Union.of(problems, batch);
        Tensor factors = network.messages().forward(vectors).gather(union.relation());
        Tensor forward = config.reading().forward()
                ? states(network, union, factors, union.from(), union.to(), union.heads())
                : null;
        Tensor backward = config.reading().backward()
                ? states(network, union, factors, union.to(), union.from(), union.tails())
                : null;
        Tensor output = switch (config.reading()) {
            case FORWARD -> forward.gather(union.tails());
            case BACKWARD -> backward.gather(union.heads());
            case BOTH ->
                pool(
                        Segments.of(union.query(), batch.length),
                        composed(network, forward.gather(union.path()), backward.gather(union.path())));
        };
        return config.reading() == Reading.BOTH || !config.constrained() ? normalized(output.abs()) : output;
    }

    private Tensor states(EpiGnnNetwork network, Union union, Tensor factors, int[] from, int[] to, int[] origins) {
        Sizes sizes = network.sizes();
        float[] free = new float[union.entities()];
        Arrays.fill(free, 1);
        float[] known = new float[union.entities() * sizes.all()];
        for (int origin : origins) {
            free[origin] = 0;
            for (int f = 0; f < sizes.facets(); f++) {
                known[origin * sizes.all() + f * sizes.width()] = 1;
            }
        }
        Tensor mask = Tensor.of(free, union.entities(), 1, 1);
        Tensor identity = Tensor.of(known, union.entities(), sizes.facets(), sizes.width());
        Segments receivers = Segments.of(to, union.entities());
        Tensor state = mask.mul(1f / sizes.width()).add(identity);
        for (int round = 0; round < config.rounds(); round++) {
            Tensor messages =
                    normalized(network.messages().forward(state).gather(from).mul(factors));
            Tensor pooled = pool(receivers, messages);
            state = (config.constrained() ? normalized(pooled) : pooled)
                    .mul(mask)
                    .add(identity);
        }
        return state;
    }

    private Tensor pool(Segments segments, Tensor x) {
        return config.pooling() == Pooling.PRODUCT ? segments.prod(x) : segments.min(x);
    }

    private static Tensor normalized(Tensor x) {
        Tensor positive = x.add(Pool.EPSILON);
        return positive.div(positive.sum(-1, true));
    }

    /** {@code phi} of the rows of two {@code [entity][facet][coordinate]}. */
    private static Tensor composed(EpiGnnNetwork network, Tensor left, Tensor right) {
        int m = network.sizes().facets();
        int d = network.sizes().width();
        int rows = left.size(0);
        Tensor x = left.permute(1, 0, 2).reshape(m, rows, d, 1);
        Tensor y = right.permute(1, 0, 2).reshape(m, rows, 1, d);
        Tensor composition = network.compositionTensor().reshape(m, d, d * d);
        return x.mul(y).reshape(m, rows, d * d).matmul(composition, false, true).permute(1, 0, 2);
    }
}
