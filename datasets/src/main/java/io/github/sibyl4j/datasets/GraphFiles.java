package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.SparseMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A benchmark graph in CSV files, in a folder or in the library, each plain or gzip ({@code name.csv} or {@code name.csv.gz}), nodes numbered
 * from 0 on:
 *
 * <ul>
 *   <li>{@code labels}: {@code node,label}, a line for every node in order, classes from 0 on
 *   <li>{@code edges}: {@code src,dst}, each undirected edge once, in either direction
 *   <li>{@code features}: {@code node,feature_indices}, the columns that are 1, separated by blanks
 *   <li>{@code split_public}: {@code node,part} with {@code train}, {@code val}, {@code test} or {@code none}
 *   <li>{@code node_splits}: {@code node,s0,s1,...}, a column for each split with 0, 1 or 2 for train, validation or test
 *   <li>{@code link_pos_parts}: {@code src,dst,s0,s1,...}, the same for links, and {@code link_neg_s0} and so on:
 *       {@code src,dst,part}, pairs that are no links
 * </ul>
 */
public final class GraphFiles {
    private static final List<String> PARTS = List.of("train", "val", "test", "none");

    private final Function<String, CsvFile> files;

    private GraphFiles(Function<String, CsvFile> files) {
        this.files = files;
    }

    /** The names of the graphs that come with the library. */
    public static Set<String> embedded() {
        return Catalogue.GRAPHS.stream().map(GraphInfo::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What is known of a graph that comes with the library.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none of this name
     */
    public static GraphInfo info(String name) {
        return Catalogue.GRAPHS.stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("There is no graph '" + name + "'"
                        + NearMatch.hint(name, embedded()) + ". Expected one of " + String.join(", ", embedded())
                        + ", or a folder."));
    }

    /**
     * A graph that comes with the library.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none of this name
     */
    public static GraphFiles embedded(String name) {
        Map<String, String> digests = info(name).sha256();
        return new GraphFiles(file -> {
            require(digests.containsKey(file), "%s has no file %s", name, file);
            String path = name + "/" + file + ".csv.gz";
            return CsvFile.of(path, EmbeddedFile.open(path, digests.get(file)));
        });
    }

    /**
     * A folder; its files are read when they are asked for.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such folder
     */
    public static GraphFiles in(Path folder) {
        require(
                Files.isDirectory(folder),
                "There is no folder %s. Give the folder that holds the graph's edges.csv, features.csv and labels.csv.",
                folder.toAbsolutePath());
        return new GraphFiles(name -> CsvFile.of(fileIn(folder, name)));
    }

    /**
     * The graph with both directions of every edge, its sparse features of zeros and ones, and all labels.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a file is missing, damaged, or does not fit the others
     */
    public LabelledGraph graph() {
        int[] labels = labels();
        int classes = Arrays.stream(labels).max().orElse(-1) + 1;
        return new LabelledGraph(edges(labels.length), features(labels.length), labels, classes);
    }

    private int[] labels() {
        IntGrid rows = IntGrid.read(file("labels"), "node", "label");
        require(rows.size() > 0, "labels.csv has no lines below its header: a graph with no nodes cannot be used");
        int[] labels = new int[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            rows.require(i, rows.get(i, 0) == i, "expected node " + i + ": a line for every node, in order");
            rows.require(i, rows.get(i, 1) >= 0, "expected classes from 0 on");
            labels[i] = rows.get(i, 1);
        }
        return labels;
    }

    private GraphTensor edges(int nodes) {
        IntGrid rows = IntGrid.read(file("edges"), "src", "dst");
        Set<Long> seen = new HashSet<>();
        int[] source = new int[2 * rows.size()];
        int[] target = new int[2 * rows.size()];
        for (int e = 0; e < rows.size(); e++) {
            for (int end = 0; end < 2; end++) {
                rows.requireNode(e, end, nodes);
            }
            rows.require(e, rows.get(e, 0) != rows.get(e, 1), "expected two different nodes");
            int low = Math.min(rows.get(e, 0), rows.get(e, 1));
            int high = Math.max(rows.get(e, 0), rows.get(e, 1));
            rows.require(
                    e,
                    seen.add((long) low * nodes + high),
                    "an edge that a line before it has too, in this or the other direction, and read both ways it would count"
                            + " twice: keep one line of each edge, such as the one with src < dst");
            source[e] = rows.get(e, 0);
            target[e] = rows.get(e, 1);
            source[rows.size() + e] = target[e];
            target[rows.size() + e] = source[e];
        }
        return GraphTensor.of(nodes, source, target);
    }

    private NodeFeatures features(int nodes) {
        CsvFile file = file("features");
        List<int[]> ones = new ArrayList<>(nodes);
        int[] width = {0};
        IntGrid.readLists(file, List.of("node", "feature_indices"), (line, node, columns) -> {
            require(
                    node == ones.size() && node < nodes,
                    "%s: line %d is of node %d, expected a line for each of the nodes 0 to %d, in order",
                    file.name(),
                    line,
                    node,
                    nodes - 1);
            for (int column : columns) {
                width[0] = Math.max(width[0], column + 1);
            }
            ones.add(columns);
        });
        require(ones.size() == nodes, "%s has lines for %d nodes, but labels has %d", file.name(), ones.size(), nodes);
        int count = ones.stream().mapToInt(columns -> columns.length).sum();
        int[] row = new int[count];
        int[] column = new int[count];
        float[] values = new float[count];
        Arrays.fill(values, 1);
        int at = 0;
        for (int node = 0; node < nodes; node++) {
            for (int index : ones.get(node)) {
                row[at] = node;
                column[at++] = index;
            }
        }
        return NodeFeatures.of(SparseMatrix.fromCoordinates(nodes, width[0], row, column, values));
    }

    /** The split of {@code split_public}. */
    public NodeSplit publicSplit() {
        int nodes = labels().length;
        CsvFile file = file("split_public");
        List<List<Integer>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        IntGrid.readWords(file, List.of("node", "part"), (line, node, part) -> {
            require(
                    PARTS.contains(part),
                    "%s: line %d has the part '%s', expected one of %s",
                    file.name(),
                    line,
                    part,
                    PARTS);
            require(
                    node >= 0 && node < nodes,
                    "%s: line %d is of node %d, but the nodes are 0 to %d",
                    file.name(),
                    line,
                    node,
                    nodes - 1);
            parts.get(PARTS.indexOf(part)).add(node);
        });
        return split(parts);
    }

    /** Split {@code number} of {@code node_splits}. */
    public NodeSplit nodeSplit(int number) {
        IntGrid rows = IntGrid.readNumbered(file("node_splits"), List.of("node"), "s");
        int splits = rows.columns() - 1;
        require(number >= 0 && number < splits, "there are the splits 0 to %d, found %d", splits - 1, number);
        List<List<Integer>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int nodes = labels().length;
        for (int i = 0; i < rows.size(); i++) {
            rows.requireNode(i, 0, nodes);
            int part = rows.get(i, number + 1);
            rows.require(i, part >= 0 && part <= 2, "expected 0, 1 or 2 for train, validation or test");
            parts.get(part).add(rows.get(i, 0));
        }
        return split(parts);
    }

    /**
     * Link split {@code number}: the links of {@code link_pos_parts}, and of {@code link_neg_s<number>} the pairs that are
     * none.
     */
    public LinkSplit linkSplit(int number) {
        int nodes = labels().length;
        IntGrid links = IntGrid.readNumbered(file("link_pos_parts"), List.of("src", "dst"), "s");
        int splits = links.columns() - 2;
        require(number >= 0 && number < splits, "there are the link splits 0 to %d, found %d", splits - 1, number);
        IntGrid others = IntGrid.read(file("link_neg_s" + number), "src", "dst", "part");
        List<NodePairs> yes = pairs(links, number + 2, nodes);
        List<NodePairs> no = pairs(others, 2, nodes);
        return new LinkSplit(nodes, yes.get(0), no.get(0), yes.get(1), no.get(1), yes.get(2), no.get(2));
    }

    private static List<NodePairs> pairs(IntGrid rows, int column, int nodes) {
        List<NodePairs> parts = new ArrayList<>();
        for (int part = 0; part <= 2; part++) {
            int wanted = part;
            int[] chosen = IntStream.range(0, rows.size())
                    .filter(row -> rows.get(row, column) == wanted)
                    .toArray();
            parts.add(new NodePairs(
                    IntStream.of(chosen).map(row -> rows.get(row, 0)).toArray(),
                    IntStream.of(chosen).map(row -> rows.get(row, 1)).toArray()));
        }
        for (int row = 0; row < rows.size(); row++) {
            rows.requireNode(row, 0, nodes);
            rows.requireNode(row, 1, nodes);
            int part = rows.get(row, column);
            rows.require(row, part >= 0 && part <= 2, "expected 0, 1 or 2 for train, validation or test");
        }
        return parts;
    }

    private static NodeSplit split(List<List<Integer>> parts) {
        int[][] nodes = parts.stream()
                .map(part -> part.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new NodeSplit(nodes[0], nodes[1], nodes[2]);
    }

    private CsvFile file(String name) {
        return files.apply(name);
    }

    private static Path fileIn(Path folder, String name) {
        Path plain = folder.resolve(name + ".csv");
        return Files.exists(plain) ? plain : folder.resolve(name + ".csv.gz");
    }
}
