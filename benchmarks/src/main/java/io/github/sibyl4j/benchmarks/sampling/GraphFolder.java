package io.github.sibyl4j.benchmarks.sampling;

import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A graph in plain little-endian files, which numpy reads as they are; removed when it is closed. */
final class GraphFolder implements AutoCloseable {
    private static final List<String> FILES = List.of("source", "target", "labels", "train", "validation", "features");
    private static final int CHUNK = 1 << 16;

    private final Path folder;

    private GraphFolder(Path folder) {
        this.folder = folder;
    }

    static GraphFolder write(LabelledGraph graph, NodeSplit split) throws IOException {
        GraphFolder files = new GraphFolder(Files.createTempDirectory("sibyl-graph"));
        files.ints("source", graph.graph().edgeCount(), graph.graph()::source);
        files.ints("target", graph.graph().edgeCount(), graph.graph()::target);
        files.ints("labels", graph.nodes(), graph::label);
        int[] train = split.train();
        int[] validation = split.validation();
        files.ints("train", train.length, i -> train[i]);
        files.ints("validation", validation.length, i -> validation[i]);
        files.features(graph);
        return files;
    }

    Path path() {
        return folder;
    }

    private void ints(String name, int count, IntUnaryOperator value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = open(name)) {
            for (int i = 0; i < count; i++) {
                bytes.putInt(value.applyAsInt(i));
                if (!bytes.hasRemaining() || i == count - 1) {
                    flush(bytes, channel);
                }
            }
        }
    }

    private void features(LabelledGraph graph) throws IOException {
        int width = graph.features().width();
        float[] row = new float[width];
        ByteBuffer bytes = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = open("features")) {
            for (int node = 0; node < graph.nodes(); node++) {
                graph.features().toTensor().buffer().read((long) node * width, row, 0, width);
                bytes.asFloatBuffer().put(row);
                bytes.position(bytes.capacity());
                flush(bytes, channel);
            }
        }
    }

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void flush(ByteBuffer bytes, FileChannel channel) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        bytes.clear();
    }

    @Override
    public void close() throws IOException {
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }
}
