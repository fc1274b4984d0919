package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Relational graph convolution (Schlichtkrull et al., ESWC 2018), PyTorch Geometric's RGCNConv:
 * {@code y_i = x_i W_root + sum_r (aggregate over senders j of relation r of x_j) W_r + b}, for a graph with edge types
 * ({@link GraphTensor#withEdgeTypes}). Edges count once each, whatever their weight. To have fewer parameters, every
 * {@code W_r} may mix the same {@code bases} matrices, or be block-diagonal with {@code blocks} blocks.
 *
 * <p>{@code [node, in]} to {@code [node, out]}. All relations are handled by one sparse and one dense product, for which
 * {@code node * relation * in} numbers are held.
 */
public final class RgcnConv extends Module implements GraphLayer {
    private final int in;
    private final int out;
    private final int relations;
    private final Options options;
    private final Parameter weight;
    private final Parameter comp;
    private final Parameter root;
    private final Parameter bias;

    /**
     * @param bases the number of matrices that all relations mix; 0 for a matrix each
     * @param blocks the number of blocks on a relation's diagonal, which divides both widths; 0 for full matrices
     * @param aggregation of the messages of one relation
     * @param rootWeight whether a node's own features count
     * @param bias whether there is a bias
     */
    public record Options(int bases, int blocks, Aggregation aggregation, boolean rootWeight, boolean bias) {
        /** Full matrices, means, root weight and bias. */
        public static Options defaults() {
            return new Options(0, 0, Aggregation.MEAN, true, true);
        }

        public Options withBases(int value) {
            return new Options(value, blocks, aggregation, rootWeight, bias);
        }

        public Options withBlocks(int value) {
            return new Options(bases, value, aggregation, rootWeight, bias);
        }

        public Options withAggregation(Aggregation value) {
            return new Options(bases, blocks, value, rootWeight, bias);
        }

        public Options withRootWeight(boolean value) {
            return new Options(bases, blocks, aggregation, value, bias);
        }

        public Options withBias(boolean value) {
            return new Options(bases, blocks, aggregation, rootWeight, value);
        }
    }

    /** @param relations the number of edge types */
    public RgcnConv(int in, int out, int relations, Seed seed) {
        this(in, out, relations, Options.defaults(), seed);
    }

    public RgcnConv(int in, int out, int relations, Options options, Seed seed) {
        Inputs.widths(this, in, out);
        this.in = in;
        this.out = out;
        this.relations = Inputs.positive(this, "relations", relations);
        this.options = options;
        int blocks = options.blocks();
        require(
                options.bases() == 0 || blocks == 0,
                "RgcnConv takes either bases or blocks, found %d and %d: set one of them to 0",
                options.bases(),
                blocks);
        require(
                blocks == 0 || in % blocks == 0 && out % blocks == 0,
                "RgcnConv needs a number of blocks that divides both widths, found %d blocks for %d and %d",
                blocks,
                in,
                out);
        Seed own = seed.split("weight");
        if (blocks > 0) {
            weight = parameter("weight", Glorot.parameter(own, relations, blocks, in / blocks, out / blocks));
        } else {
            int matrices = options.bases() > 0 ? options.bases() : relations;
            weight = parameter("weight", Glorot.parameter(own, matrices, in, out));
        }
        comp = options.bases() > 0
                ? parameter("comp", Glorot.parameter(seed.split("comp"), relations, options.bases()))
                : null;
        root = options.rootWeight() ? parameter("root", Glorot.parameter(seed.split("root"), in, out)) : null;
        bias = options.bias() ? parameter("bias", Parameter.zeros(out)) : null;
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        Inputs.nodeRows(this, "x", x, graph.nodeCount(), in);
        require(
                graph.relationCount() == relations,
                "RgcnConv was built for %d relations, %s has %d: give every edge a type by withEdgeTypes(types, %d)",
                relations,
                graph,
                graph.relationCount(),
                relations);
        Tensor y = transformed(options.aggregation().neighbours(x, graph.relations()), x.size(0));
        if (root != null) {
            y = y.add(x.matmul(root));
        }
        return bias == null ? y : y.add(bias);
    }

    /** The sum over relations of every relation's messages times its matrix: {@code [node * relation, in]} to {@code [node, out]}. */
    private Tensor transformed(Tensor heard, int nodes) {
        int blocks = options.blocks();
        if (blocks > 0) {
            Tensor byBlock = heard.reshape(nodes, relations, blocks, in / blocks)
                    .permute(2, 0, 1, 3)
                    .reshape(blocks, nodes, relations * in / blocks);
            Tensor matrices = weight.permute(1, 0, 2, 3).reshape(blocks, relations * in / blocks, out / blocks);
            return byBlock.matmul(matrices).permute(1, 0, 2).reshape(nodes, out);
        }
        Tensor matrices = comp == null ? weight : comp.matmul(weight.reshape(options.bases(), in * out));
        return heard.reshape(nodes, relations * in).matmul(matrices.reshape(relations * in, out));
    }
}
