package io.github.sibyl4j.graph.embedding;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.io.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A vector for every node. Immutable and for any number of threads. */
public final class NodeEmbeddings {
    private static final String KIND = "node-embeddings";

    private final float[] values;
    private final int width;

    private NodeEmbeddings(float[] values, int width) {
        this.values = values;
        this.width = width;
    }

    /**
     * @param vectors {@code [node, width]}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if it is not a matrix, has no columns, or a number is not finite
     */
    public static NodeEmbeddings of(Tensor vectors) {
        require(
                vectors.rank() == 2 && vectors.size(1) > 0,
                "embeddings must be a matrix [node, width], found %s",
                Arrays.toString(vectors.shape()));
        float[] values = vectors.toArray();
        int width = vectors.size(1);
        for (int i = 0; i < values.length; i++) {
            require(
                    Float.isFinite(values[i]),
                    "number %d of the vector of node %d is %s, expected a finite one",
                    i % width,
                    i / width,
                    values[i]);
        }
        return new NodeEmbeddings(values, width);
    }

    public int nodes() {
        return values.length / width;
    }

    public int width() {
        return width;
    }

    /**
     * The vector of a node.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such node
     */
    public float[] vector(int node) {
        requireNode(node);
        return Arrays.copyOfRange(values, node * width, (node + 1) * width);
    }

    /** All vectors {@code [node, width]}. */
    public Tensor toTensor() {
        return Tensor.of(values, nodes(), width);
    }

    /** The inner product of two nodes' vectors. */
    public double product(int u, int v) {
        requireNode(u);
        requireNode(v);
        double sum = 0;
        for (int k = 0; k < width; k++) {
            sum += (double) values[u * width + k] * values[v * width + k];
        }
        return sum;
    }

    /** The cosine of the angle between two nodes' vectors; 0 if one of them has no length. */
    public double similarity(int u, int v) {
        double lengths = Math.sqrt(product(u, u) * product(v, v));
        return lengths == 0 ? 0 : product(u, v) / lengths;
    }

    /** A node with its {@link NodeEmbeddings#similarity}. */
    public record Neighbour(int node, double similarity) {}

    /**
     * The other nodes that are most similar, the most similar first and of equal ones that with the lower number.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such node, or fewer others than {@code count}
     */
    public List<Neighbour> nearest(int node, int count) {
        requireNode(node);
        require(
                count >= 0 && count < nodes(),
                "there are %d other nodes, found a count of %d of the nearest",
                nodes() - 1,
                count);
        return IntStream.range(0, nodes())
                .filter(other -> other != node)
                .mapToObj(other -> new Neighbour(other, similarity(node, other)))
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .limit(count)
                .toList();
    }

    private void requireNode(int node) {
        require(node >= 0 && node < nodes(), "node must be from 0 to %d, found %d", nodes() - 1, node);
    }

    private record Description(int nodes, int width, Platform platform) {}

    /** Writes the vectors into a directory: {@code model.json} and the tensor it names, "embedding". */
    public void save(Path directory) throws IOException {
        Description description = new Description(nodes(), width, Platform.current());
        new ModelDirectory(KIND, description, Map.of("embedding", toTensor())).save(directory);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is nothing, it is damaged, or a newer Sibyl wrote it
     */
    public static NodeEmbeddings load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        Tensor vectors = saved.tensor("embedding");
        int[] expected = {description.nodes, description.width};
        require(
                Arrays.equals(vectors.shape(), expected),
                "the saved embeddings are damaged: they have the shape %s, expected %s",
                Arrays.toString(vectors.shape()),
                Arrays.toString(expected));
        return of(vectors);
    }

    @Override
    public String toString() {
        return "NodeEmbeddings[" + nodes() + " nodes, width " + width + "]";
    }
}
