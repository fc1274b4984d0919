package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One row of finite numbers for every node, dense or sparse; bags of words stay sparse and are never written out.
 * Immutable.
 */
public final class NodeFeatures {
    private final Tensor dense;
    private final SparseMatrix sparse;

    private NodeFeatures(Tensor dense, SparseMatrix sparse) {
        this.dense = dense;
        this.sparse = sparse;
    }

    /**
     * Dense features.
     *
     * @param rows one a node, all of the same width
     * @throws io.github.sibyl4j.tensor.InvalidInputException if rows differ in width or hold a number that is not finite
     */
    public static NodeFeatures of(float[][] rows) {
        int width = rows.length == 0 || rows[0] == null ? 0 : rows[0].length;
        float[] values = new float[denseLength(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            require(rows[i] != null, "node %d has no features (null): give it a row, of zeros if nothing is known", i);
            require(
                    rows[i].length == width,
                    "every node needs as many features as node 0, which has %d; node %d has %d",
                    width,
                    i,
                    rows[i].length);
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return of(Tensor.of(values, rows.length, width));
    }

    private static int denseLength(int nodes, int width) {
        require(
                (long) nodes * width <= Integer.MAX_VALUE,
                "%d nodes with %d features are %d numbers, more than an array holds (%d): keep them sparse"
                        + " (NodeFeatures.of of a SparseMatrix), or give each node fewer features",
                nodes,
                width,
                (long) nodes * width,
                Integer.MAX_VALUE);
        return nodes * width;
    }

    /**
     * Dense features that a function gives for every vertex of a graph; where most of them are zeros, {@link #ofSparse} keeps
     * them sparse.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are none for a vertex, widths differ or a number is not
     *     finite
     */
    public static <V> NodeFeatures of(IndexedGraph<V> graph, Function<? super V, float[]> features) {
        return of(graph.vertices().stream()
                .map(vertex -> given(vertex, features.apply(vertex)))
                .toArray(float[][]::new));
    }

    private static <T> T given(Object vertex, T features) {
        require(
                features != null,
                "the feature function gave null for the vertex %s: let it give a row for every vertex, of zeros if nothing"
                        + " is known",
                vertex);
        return features;
    }

    /**
     * Sparse features that a function gives for every vertex of a graph, such as how often each word of a vocabulary occurs
     * in a paper.
     *
     * @param width the number of features, such as the size of the vocabulary; the same for every graph that a model sees
     * @param features the numbers of a vertex that are not zero, by feature from 0 to {@code width - 1}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are none for a vertex, a feature lies outside or a number
     *     is not finite
     */
    public static <V> NodeFeatures ofSparse(
            IndexedGraph<V> graph, int width, Function<? super V, ? extends Map<Integer, ? extends Number>> features) {
        require(width >= 0, "the number of features must not be negative, found %d", width);
        List<SortedMap<Integer, Number>> rows = new ArrayList<>();
        int count = 0;
        for (V vertex : graph.vertices()) {
            // In the order of features, so that sums over a row do not depend on the function's kind of map.
            SortedMap<Integer, Number> row = new TreeMap<>(given(vertex, features.apply(vertex)));
            rows.add(row);
            count = Math.addExact(count, row.size());
        }
        int[] node = new int[count];
        int[] column = new int[count];
        float[] values = new float[count];
        int at = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (Map.Entry<Integer, Number> entry : rows.get(i).entrySet()) {
                require(
                        entry.getKey() >= 0 && entry.getKey() < width,
                        "the vertex %s has a feature %d, expected features from 0 to %d: give the width of all",
                        graph.vertices().get(i),
                        entry.getKey(),
                        width - 1);
                node[at] = i;
                column[at] = entry.getKey();
                values[at++] = entry.getValue().floatValue();
            }
        }
        return of(SparseMatrix.fromCoordinates(rows.size(), width, node, column, values));
    }

    /** Writes the features of a node. */
    @FunctionalInterface
    public interface RowWriter {
        void write(int node, float[] row);
    }

    /**
     * Dense features that are written node by node, from 0 on, without a second copy of all on the heap.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a number is not finite
     */
    public static NodeFeatures of(int nodes, int width, RowWriter rows) {
        Tensor x = Tensor.zeros(nodes, width);
        float[] row = new float[width];
        for (int node = 0; node < nodes; node++) {
            rows.write(node, row);
            x.buffer().write((long) node * width, row, 0, width);
        }
        return of(x);
    }

    /**
     * Dense features {@code [node, feature]}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the rank is not 2 or a number is not finite
     */
    public static NodeFeatures of(Tensor x) {
        require(x.rank() == 2, "features must be a matrix [node, feature], found %s", Arrays.toString(x.shape()));
        float[] row = new float[x.size(1)];
        for (int i = 0; i < x.size(0); i++) {
            x.buffer().read((long) i * row.length, row, 0, row.length);
            for (int j = 0; j < row.length; j++) {
                requireFinite(row[j], i, j);
            }
        }
        return new NodeFeatures(x.keep(), null);
    }

    /**
     * Sparse features {@code [node, feature]}; repeated entries of a place add up.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a number is not finite
     */
    public static NodeFeatures of(SparseMatrix entries) {
        SparseMatrix x = merged(entries);
        for (int i = 0; i < x.rows(); i++) {
            for (int e = x.rowPointer(i); e < x.rowPointer(i + 1); e++) {
                requireFinite(x.value(e), i, x.columnIndex(e));
            }
        }
        return new NodeFeatures(null, x);
    }

    /** One entry a place: lengths of rows, for instance, are not sums over entries where there are several. */
    private static SparseMatrix merged(SparseMatrix x) {
        int[] row = new int[x.nonZeros()];
        int[] column = new int[row.length];
        float[] values = new float[row.length];
        int count = 0;
        int[] place = new int[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            int first = count;
            for (int e = x.rowPointer(i); e < x.rowPointer(i + 1); e++) {
                int j = x.columnIndex(e);
                if (place[j] > first) {
                    values[place[j] - 1] += x.value(e);
                } else {
                    row[count] = i;
                    column[count] = j;
                    values[count++] = x.value(e);
                    place[j] = count;
                }
            }
        }
        return count == row.length
                ? x
                : SparseMatrix.fromCoordinates(
                        x.rows(),
                        x.columns(),
                        Arrays.copyOf(row, count),
                        Arrays.copyOf(column, count),
                        Arrays.copyOf(values, count));
    }

    private static void requireFinite(float value, int node, int feature) {
        require(
                Float.isFinite(value),
                "feature %d of node %d is %s, expected a finite number: fill gaps before, for instance with 0",
                feature,
                node,
                value);
    }

    public int nodes() {
        return sparse == null ? dense.size(0) : sparse.rows();
    }

    public int width() {
        return sparse == null ? dense.size(1) : sparse.columns();
    }

    public boolean isSparse() {
        return sparse != null;
    }

    /**
     * The features of some nodes, written out: {@code [nodes.length, feature]}.
     *
     * @throws IllegalArgumentException if there is no such node
     */
    public Tensor rows(int[] nodes) {
        if (sparse == null) {
            return dense.gather(nodes);
        }
        float[] values = new float[denseLength(nodes.length, width())];
        for (int i = 0; i < nodes.length; i++) {
            require(
                    nodes[i] >= 0 && nodes[i] < nodes(),
                    "node %d does not exist: the nodes are 0 to %d",
                    nodes[i],
                    nodes() - 1);
            for (int e = sparse.rowPointer(nodes[i]); e < sparse.rowPointer(nodes[i] + 1); e++) {
                values[i * width() + sparse.columnIndex(e)] += sparse.value(e);
            }
        }
        return Tensor.of(values, nodes.length, width());
    }

    /** The features of some nodes, in the current scope; sparse ones stay sparse. */
    NodeFeatures subset(int[] nodes) {
        if (sparse == null) {
            return new NodeFeatures(rows(nodes), null);
        }
        int count = 0;
        for (int node : nodes) {
            count = Math.addExact(count, sparse.rowPointer(node + 1) - sparse.rowPointer(node));
        }
        int[] row = new int[count];
        int[] column = new int[count];
        float[] values = new float[count];
        int at = 0;
        for (int i = 0; i < nodes.length; i++) {
            for (int e = sparse.rowPointer(nodes[i]); e < sparse.rowPointer(nodes[i] + 1); e++) {
                row[at] = i;
                column[at] = sparse.columnIndex(e);
                values[at++] = sparse.value(e);
            }
        }
        return new NodeFeatures(null, SparseMatrix.fromCoordinates(nodes.length, width(), row, column, values));
    }

    /** The same in memory that belongs to no scope. */
    NodeFeatures kept() {
        return sparse == null ? new NodeFeatures(dense.keep(), null) : this;
    }

    /** The matrix of sparse features {@code [node, feature]}. */
    public SparseMatrix sparse() {
        require(sparse != null, "these features are dense: use toTensor()");
        return sparse;
    }

    /** All features {@code [node, feature]}, written out. */
    public Tensor toTensor() {
        if (sparse == null) {
            return dense;
        }
        float[] values = new float[denseLength(nodes(), width())];
        for (int i = 0; i < nodes(); i++) {
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                values[i * width() + sparse.columnIndex(e)] += sparse.value(e);
            }
        }
        return Tensor.of(values, nodes(), width());
    }

    /**
     * As PyTorch Geometric's {@code NormalizeFeatures}: the smallest number of all is subtracted from every number, then
     * each row is divided by its sum, or by 1 if that is less.
     */
    public NodeFeatures normalized() {
        if (sparse == null) {
            return of(normalizedRows(dense.toArray()));
        }
        float least = sparse.nonZeros() < (long) nodes() * width() ? 0 : Float.POSITIVE_INFINITY;
        for (int e = 0; e < sparse.nonZeros(); e++) {
            least = Math.min(least, sparse.value(e));
        }
        return least == 0 ? scaledRows() : of(normalizedRows(toTensor().toArray()));
    }

    private float[][] normalizedRows(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
        }
        float[][] rows = new float[nodes()][width()];
        for (int i = 0; i < rows.length; i++) {
            double sum = 0;
            for (int j = 0; j < width(); j++) {
                rows[i][j] = values[i * width() + j] - least;
                sum += rows[i][j];
            }
            for (int j = 0; j < width(); j++) {
                rows[i][j] /= (float) Math.max(1, sum);
            }
        }
        return rows;
    }

    private NodeFeatures scaledRows() {
        int[] row = new int[sparse.nonZeros()];
        int[] column = new int[row.length];
        float[] values = new float[row.length];
        for (int i = 0; i < nodes(); i++) {
            double sum = 0;
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                sum += sparse.value(e);
            }
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                row[e] = i;
                column[e] = sparse.columnIndex(e);
                values[e] = sparse.value(e) / (float) Math.max(1, sum);
            }
        }
        return new NodeFeatures(null, SparseMatrix.fromCoordinates(nodes(), width(), row, column, values));
    }

    /**
     * Each number is set to zero with probability {@code rate}, the others are multiplied by {@code 1 / (1 - rate)}; for
     * training only.
     */
    public NodeFeatures dropout(double rate, Seed seed) {
        if (sparse == null) {
            return new NodeFeatures(dense.dropout(rate, seed), null);
        }
        float[] kept = new float[sparse.nonZeros()];
        Arrays.fill(kept, 1);
        kept = Tensor.of(kept, kept.length).dropout(rate, seed).toArray();
        int[] row = new int[kept.length];
        int[] column = new int[kept.length];
        float[] values = new float[kept.length];
        int count = 0;
        for (int i = 0; i < nodes(); i++) {
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                if (kept[e] != 0) {
                    row[count] = i;
                    column[count] = sparse.columnIndex(e);
                    values[count++] = sparse.value(e) * kept[e];
                }
            }
        }
        return new NodeFeatures(
                null,
                SparseMatrix.fromCoordinates(
                        nodes(),
                        width(),
                        Arrays.copyOf(row, count),
                        Arrays.copyOf(column, count),
                        Arrays.copyOf(values, count)));
    }

    /** Adds all features to a checksum of data. */
    public void addTo(Sha256 hash) {
        hash.add(nodes(), width());
        if (sparse == null) {
            hash.add(dense.toArray());
            return;
        }
        for (int i = 0; i < nodes(); i++) {
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                hash.add(i, sparse.columnIndex(e)).add(sparse.value(e));
            }
        }
    }

    @Override
    public String toString() {
        return "NodeFeatures[" + nodes() + " nodes, " + width() + (isSparse() ? " sparse" : "") + " features]";
    }
}
