package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.List;
import java.util.function.Supplier;

/**
 * GraphSAGE (Hamilton et al., NeurIPS 2017) as PyTorch Geometric's SAGEConv:
 * {@code y_i = W_l aggregate_j x_j + b + W_r x_i}. Incoming edges count once each, whatever their weight; a node without any
 * gets zeros from them.
 *
 * <p>{@code [node, in]} to {@code [node, out]}; sums and means also take {@code [..., node, in]}.
 */
public final class SageConv extends Module implements BipartiteLayer, NodewiseLayer, ImplicitInputLayer {
    /** Below this length a row is divided by it, so that zeros stay zeros. */
    private static final double SHORTEST = 1e-12;

    private final int sourceIn;
    private final int targetIn;
    private final Options options;
    private final Linear projection;
    private final Linear neighbours;
    private final Linear root;

    /**
     * Options of a layer, with the names of PyTorch Geometric's arguments in brackets.
     *
     * @param aggregation of the neighbours' features ("aggr")
     * @param normalize whether rows of the result are divided by their Euclidean lengths ("normalize")
     * @param rootWeight whether a node's own features count, {@code W_r} ("root_weight")
     * @param project whether neighbours' features first pass a layer of their own, {@code relu(W x_j + b)} ("project")
     * @param bias whether there is a bias {@code b} ("bias")
     */
    public record Options(
            Aggregation aggregation, boolean normalize, boolean rootWeight, boolean project, boolean bias) {
        /** Means, root weight and bias, no more. */
        public static Options defaults() {
            return new Options(Aggregation.MEAN, false, true, false, true);
        }

        /** The same with another aggregation of the neighbours' features. */
        public Options withAggregation(Aggregation value) {
            return new Options(value, normalize, rootWeight, project, bias);
        }

        /** The same with rows of the result divided by their lengths, or not. */
        public Options withNormalize(boolean value) {
            return new Options(aggregation, value, rootWeight, project, bias);
        }

        /** The same with a node's own features, or without. */
        public Options withRootWeight(boolean value) {
            return new Options(aggregation, normalize, value, project, bias);
        }

        /** The same with a layer for neighbours' features first, or without. */
        public Options withProject(boolean value) {
            return new Options(aggregation, normalize, rootWeight, value, bias);
        }

        /** The same with a bias, or without. */
        public Options withBias(boolean value) {
            return new Options(aggregation, normalize, rootWeight, project, value);
        }
    }

    /**
     * With {@link Options#defaults()}.
     *
     * @param in width of a node's features, at least 1
     * @param out width of the result, at least 1
     */
    public SageConv(int in, int out, Seed seed) {
        this(in, in, out, Options.defaults(), seed);
    }

    /**
     * @param in width of a node's features, at least 1
     * @param out width of the result, at least 1
     */
    public SageConv(int in, int out, Options options, Seed seed) {
        this(in, in, out, options, seed);
    }

    /**
     * For sources and targets that differ, {@code SAGEConv((sourceIn, targetIn), out)} in PyTorch Geometric.
     *
     * @param sourceIn width of a source's features, at least 1
     * @param targetIn width of a target's features, at least 1
     * @param out width of the result, at least 1
     */
    public SageConv(int sourceIn, int targetIn, int out, Options options, Seed seed) {
        Inputs.inputWidths(this, sourceIn, targetIn);
        Inputs.positive(this, "out", out);
        this.sourceIn = sourceIn;
        this.targetIn = targetIn;
        this.options = options;
        projection = options.project() ? part("lin", new Linear(sourceIn, sourceIn, seed.split("lin"))) : null;
        neighbours = part("lin_l", new Linear(sourceIn, out, options.bias(), seed.split("lin_l")));
        root = options.rootWeight() ? part("lin_r", new Linear(targetIn, out, false, seed.split("lin_r"))) : null;
    }

    @Override
    public Tensor forward(Tensor source, Tensor target, BipartiteGraph graph) {
        Inputs.messages(this, options.aggregation(), source, graph.sourceCount(), sourceIn);
        Inputs.nodeFeatures(this, "target", target, graph.targetCount(), targetIn);
        Tensor heard = projection == null ? source : projection.forward(source).relu();
        BipartiteGraph edges = graph.unweighted();
        // What is linear works on the narrower side of the weights, unless there are more rows on that side.
        boolean narrows = sourceIn > neighbours.weight().size(0) && edges.sourceCount() <= edges.targetCount();
        Tensor y = narrows && isLinear()
                ? shifted(options.aggregation().neighbours(heard.linear(neighbours.weight(), null), edges))
                : neighbours.forward(options.aggregation().neighbours(heard, edges));
        return joined(y, root == null ? null : root.forward(target));
    }

    /**
     * The same for sparse features, bags of words for instance, which are never written out; for sums and means without a
     * projection.
     *
     * @param x {@code [node, in]}
     */
    public Tensor forward(SparseMatrix x, GraphTensor graph) {
        return forward(ImplicitFeatures.of(x), graph);
    }

    @Override
    public Tensor forward(ImplicitFeatures x, GraphTensor graph) {
        require(
                isLinear() && projection == null,
                "SageConv takes sparse features only for sums and means without a projection, found %s: build it so, or"
                        + " write the features out and pass them as a Tensor",
                options);
        BipartiteGraph edges = graph.bipartite().unweighted();
        Inputs.implicitFeatures(this, x, edges.sourceCount(), sourceIn);
        Tensor y = options.aggregation().neighbours(x.times(neighbours.weight()), edges);
        return joined(shifted(y), root == null ? null : x.times(root.weight()));
    }

    @Override
    public Supplier<Tensor> onFixed(Tensor x, GraphTensor graph) {
        if (projection != null) {
            return () -> forward(x, graph);
        }
        Inputs.messages(this, options.aggregation(), x, graph.nodeCount(), sourceIn);
        Inputs.nodeFeatures(this, "target", x, graph.nodeCount(), targetIn);
        Tensor heard = options.aggregation().neighbours(x, graph.bipartite().unweighted());
        return () -> joined(neighbours.forward(heard), root == null ? null : root.forward(x));
    }

    @Override
    public boolean isNodewise() {
        return isLinear() && projection == null;
    }

    @Override
    public List<Tensor> prepare(Tensor x, GraphTensor graph, int[] nodes) {
        Tensor heard = options.aggregation()
                .matrix(graph.bipartite().unweighted())
                .gatherRows(nodes)
                .times(x);
        return root == null ? List.of(heard) : List.of(heard, x.gather(nodes));
    }

    @Override
    public Tensor ofPrepared(List<Tensor> prepared) {
        return joined(neighbours.forward(prepared.get(0)), root == null ? null : root.forward(prepared.get(1)));
    }

    @Override
    public Supplier<Tensor> onFixed(SparseMatrix x, GraphTensor graph) {
        return isLinear() && projection == null ? () -> forward(x, graph) : onFixed(Inputs.written(x), graph);
    }

    private boolean isLinear() {
        return options.aggregation() != Aggregation.MAX;
    }

    private Tensor shifted(Tensor y) {
        return neighbours.bias() == null ? y : y.add(neighbours.bias());
    }

    /** @param ofRoot null where a node's own features do not count */
    private Tensor joined(Tensor ofNeighbours, Tensor ofRoot) {
        Tensor y = ofRoot == null ? ofNeighbours : ofNeighbours.add(ofRoot);
        return options.normalize() ? y.div(lengths(y)) : y;
    }

    private static Tensor lengths(Tensor rows) {
        return rows.square()
                .sum(-1, true)
                .clamp((float) (SHORTEST * SHORTEST), Float.MAX_VALUE)
                .sqrt();
    }
}
