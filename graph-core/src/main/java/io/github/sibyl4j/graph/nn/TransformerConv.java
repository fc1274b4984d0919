package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * The graph transformer of Shi et al. (IJCAI 2021), PyTorch Geometric's TransformerConv: every head adds up
 * {@code V x_j + E e_ij} over the senders {@code j} with the weights {@code softmax_j(Q x_i . (K x_j + E e_ij) / sqrt(C))} for
 * {@code C} channels. The node's own part {@code s = S x_i} is added to the result {@code m}, or with {@code beta} both are
 * mixed as {@code b s + (1 - b) m} with {@code b = sigmoid(w . [m, s, m - s])}.
 *
 * <p>{@code [node, in]} to {@code [node, heads * channels]}, or {@code [node, channels]} when heads are averaged.
 */
public final class TransformerConv extends Module implements EdgeFeatureLayer {
    private final Heads heads;
    private final Options options;
    private final Linear key;
    private final Linear query;
    private final Linear value;
    private final Linear ofEdges;
    private final Linear skip;
    private final Linear gate;

    /**
     * Options of a layer, with the names of PyTorch Geometric's arguments in brackets.
     *
     * @param heads number of heads, at least 1 ("heads")
     * @param concat whether the heads stand side by side in the result; otherwise they are averaged ("concat")
     * @param beta whether a learned gate mixes the node's own part and its senders' ("beta")
     * @param edgeDim width of edge features, 0 for none ("edge_dim")
     * @param bias whether the linear maps of nodes have biases ("bias")
     * @param rootWeight whether the node's own part counts; without, {@code beta} has no effect ("root_weight")
     */
    public record Options(int heads, boolean concat, boolean beta, int edgeDim, boolean bias, boolean rootWeight) {
        /** One head, biases and root weight; no gate, no edge features. */
        public static Options defaults() {
            return new Options(1, true, false, 0, true, true);
        }

        /** The same with another number of heads. */
        public Options withHeads(int value) {
            return new Options(value, concat, beta, edgeDim, bias, rootWeight);
        }

        /** The same with heads side by side, or averaged. */
        public Options withConcat(boolean value) {
            return new Options(heads, value, beta, edgeDim, bias, rootWeight);
        }

        /** The same with a gate, or without. */
        public Options withBeta(boolean value) {
            return new Options(heads, concat, value, edgeDim, bias, rootWeight);
        }

        /** The same for edge features of a width, which every call then needs; 0 for none. */
        public Options withEdgeDim(int value) {
            return new Options(heads, concat, beta, value, bias, rootWeight);
        }

        /** The same with biases, or without. */
        public Options withBias(boolean value) {
            return new Options(heads, concat, beta, edgeDim, value, rootWeight);
        }

        /** The same with the node's own part, or without. */
        public Options withRootWeight(boolean value) {
            return new Options(heads, concat, beta, edgeDim, bias, value);
        }
    }

    /**
     * @param in width of a node's features, at least 1
     * @param channels width of a head, at least 1
     */
    public TransformerConv(int in, int channels, Options options, Seed seed) {
        this(in, in, channels, options, seed);
    }

    /**
     * For sources and targets that differ, {@code TransformerConv((sourceIn, targetIn), channels)} in PyTorch Geometric.
     *
     * @param sourceIn width of a source's features, at least 1
     * @param targetIn width of a target's features, at least 1
     * @param channels width of a head, at least 1
     */
    public TransformerConv(int sourceIn, int targetIn, int channels, Options options, Seed seed) {
        this.options = options;
        Inputs.inputWidths(this, sourceIn, targetIn);
        heads = Heads.of(this, options.heads(), channels, options.concat());
        int width = heads.width();
        key = part("lin_key", new Linear(sourceIn, width, options.bias(), seed.split("lin_key")));
        query = part("lin_query", new Linear(targetIn, width, options.bias(), seed.split("lin_query")));
        value = part("lin_value", new Linear(sourceIn, width, options.bias(), seed.split("lin_value")));
        ofEdges = options.edgeDim() > 0
                ? part("lin_edge", new Linear(options.edgeDim(), width, false, seed.split("lin_edge")))
                : null;
        skip = part("lin_skip", new Linear(targetIn, heads.out(), options.bias(), seed.split("lin_skip")));
        gate = options.beta() && options.rootWeight()
                ? part("lin_beta", new Linear(3 * heads.out(), 1, false, seed.split("lin_beta")))
                : null;
    }

    /**
     * The same with features of edges.
     *
     * @param x {@code [node, in]}
     * @param edgeFeatures {@code [edge, edgeDim]} in the order in which the edges were given ("edge_attr")
     * @return {@code [node, heads * channels]}, or {@code [node, channels]} when heads are averaged
     */
    public Tensor forward(Tensor x, Tensor edgeFeatures, GraphTensor graph) {
        return forward(x, x, edgeFeatures, graph.bipartite());
    }

    /** @param edgeFeatures {@code [edge, edgeDim]}; null for a layer without */
    @Override
    public Tensor forward(Tensor source, Tensor target, Tensor edgeFeatures, BipartiteGraph graph) {
        Inputs.nodeRows(
                this, "source", source, graph.sourceCount(), key.weight().size(1));
        Inputs.nodeRows(
                this, "target", target, graph.targetCount(), query.weight().size(1));
        if (edgeFeatures != null || ofEdges != null) {
            Inputs.edgeFeatures(this, edgeFeatures, graph.edgeCount(), options.edgeDim());
        }
        SparseMatrix edges = graph.structure();
        Segments byTarget = edges.entriesByRow();
        Tensor ofEntries = ofEdges == null ? null : ofEdges.forward(graph.inEntryOrder(edgeFeatures));
        Tensor keys = edges.entriesByColumn().gather(key.forward(source));
        Tensor products = byTarget.gather(query.forward(target)).mul(ofEntries == null ? keys : keys.add(ofEntries));
        Tensor weights = byTarget.softmax(heads.sums(products).mul((float) (1 / Math.sqrt(heads.channels()))));
        Tensor mixed = edges.times(value.forward(source), weights);
        if (ofEntries != null) {
            mixed = mixed.add(byTarget.sum(heads.weighted(ofEntries, weights)));
        }
        return withRoot(heads.merged(mixed), target);
    }

    private Tensor withRoot(Tensor mixed, Tensor target) {
        if (!options.rootWeight()) {
            return mixed;
        }
        Tensor own = skip.forward(target);
        if (gate == null) {
            return mixed.add(own);
        }
        Tensor share =
                gate.forward(Tensor.concat(-1, mixed, own, mixed.sub(own))).sigmoid();
        return share.mul(own.sub(mixed)).add(mixed);
    }
}
