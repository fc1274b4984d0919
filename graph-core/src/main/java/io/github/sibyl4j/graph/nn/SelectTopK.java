package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Scores nodes by a learned direction {@code w} and keeps the best of every graph. */
final class SelectTopK extends Module {
    /** What the best node of a graph is above the score that is needed, at least. */
    private static final float TOLERANCE = 1e-7f;

    private final PoolingOptions options;
    private final Parameter weight;

    SelectTopK(int in, PoolingOptions options, Seed seed) {
        this.options = options;
        weight = parameter("weight", Parameter.of(seed.uniform(in, 1 / Math.sqrt(in)), 1, in));
    }

    /**
     * @param features what is scored, {@code [node, in]}
     * @param x what is kept, {@code [node, width]}
     */
    Pooled pool(Tensor features, Tensor x, GraphBatch batch) {
        Tensor scores = scores(features, batch);
        int[] kept = options.minScore() == null ? best(scores, batch) : above(scores, batch);
        Tensor own = scores.gather(kept);
        Tensor left = x.gather(kept).mul(own).mul(options.multiplier());
        return new Pooled(left, batch.subgraphs(kept), kept, own.reshape(kept.length));
    }

    /** {@code [node, 1]}: {@code tanh(x . w / |w|)}, or {@code softmax(x . w)} over the nodes of a graph. */
    private Tensor scores(Tensor features, GraphBatch batch) {
        Tensor products = features.linear(weight, null);
        return options.minScore() == null
                ? products.div(weight.square().sum().sqrt()).tanh()
                : batch.nodesByGraph().softmax(products);
    }

    private int[] best(Tensor scores, GraphBatch batch) {
        float[] values = scores.toArray();
        return graphs(batch, (from, to) -> {
            int nodes = to - from;
            double many =
                    options.ratio() >= 1 ? (int) options.ratio() : Math.ceil((float) options.ratio() * (float) nodes);
            return IntStream.range(from, to)
                    .boxed()
                    .sorted(Comparator.comparing((Integer node) -> -values[node]))
                    .limit((long) Math.min(nodes, many))
                    .mapToInt(Integer::intValue);
        });
    }

    private int[] above(Tensor scores, GraphBatch batch) {
        float[] values = scores.toArray();
        return graphs(batch, (from, to) -> {
            double highest = IntStream.range(from, to)
                    .mapToDouble(node -> values[node])
                    .max()
                    .orElse(0);
            float bound = (float) Math.min(highest - TOLERANCE, options.minScore());
            return IntStream.range(from, to).filter(node -> values[node] > bound);
        });
    }

    private interface Choice {
        IntStream among(int from, int to);
    }

    private static int[] graphs(GraphBatch batch, Choice choice) {
        return IntStream.range(0, batch.size())
                .flatMap(g -> choice.among(batch.firstNode(g), batch.firstNode(g + 1)))
                .toArray();
    }
}
