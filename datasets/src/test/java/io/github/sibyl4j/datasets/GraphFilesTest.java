package io.github.sibyl4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeGraph() throws IOException {
        write("labels", "node,label\n0,1\n1,0\n2,1\n3,0\n");
        write("edges", "src,dst\n0,1\n1,2\n");
        write("features", "node,feature_indices\n0,1 4\n1,\n2,0\n3,4 2\n");
        write("split_public", "node,part\n0,train\n1,train\n2,val\n3,test\n");
        write("node_splits", "node,s0,s1\n0,0,1\n1,0,0\n2,1,0\n3,2,2\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), text);
    }

    private void refuses(String name, String text, String... parts) throws IOException {
        write(name, text);
        GraphFiles graph = GraphFiles.in(folder);
        Failure.assertMessage(
                () -> {
                    graph.graph();
                    graph.publicSplit();
                    graph.nodeSplit(1);
                },
                parts);
    }

    @Test
    void readsAGraphAndItsSplits() {
        GraphFiles files = GraphFiles.in(folder);
        LabelledGraph graph = files.graph();
        assertEquals("LabelledGraph[4 nodes, 4 edges, 5 features, 2 classes]", graph.toString());
        assertArrayEquals(new int[] {1, 0, 1, 0}, graph.labels());
        assertArrayEquals(new int[] {1, 2, 1, 0}, graph.graph().inDegrees());
        assertArrayEquals(
                new float[] {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1},
                graph.features().toTensor().toArray());
        NodeSplit split = files.publicSplit();
        assertArrayEquals(new int[] {0, 1}, split.train());
        assertArrayEquals(new int[] {2}, split.validation());
        assertArrayEquals(new int[] {3}, split.test());
        assertArrayEquals(new int[] {1, 2}, files.nodeSplit(1).train());
    }

    @Test
    void readsCompressedFiles() throws IOException {
        Path plain = folder.resolve("edges.csv");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("edges.csv.gz")))) {
            out.write(Files.readAllBytes(plain));
        }
        Files.delete(plain);
        assertEquals(4, GraphFiles.in(folder).graph().graph().edgeCount());
    }

    @Test
    void readsSplitsOfLinks() throws IOException {
        write("link_pos_parts", "src,dst,s0,s1\n0,1,0,2\n1,2,2,0\n");
        write("link_neg_s0", "src,dst,part\n3,0,0\n2,0,2\n");
        LinkSplit split = GraphFiles.in(folder).linkSplit(0);
        assertEquals("LinkSplit[4 nodes, 1 train, 0 validation, 1 test links]", split.toString());
        assertEquals(3, split.trainNegatives().first(0));
        assertEquals(2, split.test().second(0));
        Failure.assertMessage(() -> GraphFiles.in(folder).linkSplit(2), "link splits 0 to 1");
        Failure.assertMessage(() -> GraphFiles.in(folder).linkSplit(1), "No file link_neg_s1.csv");
        write("link_neg_s0", "src,dst,part\n3,9,0\n2,0,2\n");
        Failure.assertMessage(() -> GraphFiles.in(folder).linkSplit(0), "line 2", "nodes are 0 to 3");
        write("link_neg_s0", "src,dst,part\n3,0,4\n");
        Failure.assertMessage(() -> GraphFiles.in(folder).linkSplit(0), "0, 1 or 2");
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        Failure.assertMessage(() -> GraphFiles.in(folder.resolve("no")), "no folder");
        Failure.assertMessage(() -> GraphFiles.in(folder).nodeSplit(2), "splits 0 to 1");
        refuses("edges", "src,dst\n0,1\n1,4\n", "edges.csv: line 3", "[1, 4]", "nodes are 0 to 3");
        refuses("edges", "src,dst\n2,2\n", "two different nodes");
        refuses("edges", "src,dst\n0,1\n1,2\n1,0\n", "edges.csv: line 4", "[1, 0]", "the one with src < dst");
        refuses("edges", "src,dst\n0,1\n0,1\n", "line 3", "an edge that a line before it has too");
        refuses("edges", "from,to\n0,1\n", "header from,to", "expected src,dst");
        refuses("edges", "src,dst\n0,x\n", "line 2", "'x'", "whole number");
        refuses("edges", "src,dst\n0\n", "line 2", "1 fields, expected 2");
        write("edges", "src,dst\n0,1\n");
        refuses("labels", "node,label\n0,1\n2,0\n", "line 3", "expected node 1");
        refuses("labels", "node,label\n0,1\n1,-1\n", "expected classes from 0 on");
        refuses("labels", "node,label\n", "no nodes");
        refuses("labels", "node,label\n0,0\n1,0\n2,0\n3,0\n", "at least two classes");
        write("labels", "node,label\n0,1\n1,0\n2,1\n3,0\n");
        refuses("features", "node,feature_indices\n0,1\n1,-3\n", "line 3", "column -3");
        refuses("features", "node,feature_indices\n0,1\n", "lines for 1 nodes, but labels has 4");
        refuses("features", "node,feature_indices\n0,1\n1,\n2,\n3,\n4,\n", "line 6 is of node 4");
        write("features", "node,feature_indices\n0,1\n1,\n2,\n3,\n");
        refuses("split_public", "node,part\n0,train\n1,valid\n", "'valid'", "val");
        refuses("split_public", "node,part\n0,train\n0,val\n", "node 0 occurs twice");
        refuses("split_public", "node,part\n0,train\n4,val\n", "line 3 is of node 4", "nodes are 0 to 3");
        write("split_public", "node,part\n0,train\n1,train\n");
        refuses("node_splits", "node,s0,s1\n0,0,0\n9,0,1\n", "line 3", "nodes are 0 to 3");
        refuses("node_splits", "node,s0,s1\n0,0,3\n", "expected 0, 1 or 2");
        Files.delete(folder.resolve("edges.csv"));
        refuses("features", "node,feature_indices\n0,1\n1,\n2,\n3,\n", "No file edges.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"planetoid-cora", "planetoid-citeseer"})
    void everyEmbeddedGraphIsWhatItsDescriptionSays(String name) {
        GraphInfo info = GraphFiles.info(name);
        LabelledGraph graph = GraphFiles.embedded(name).graph();
        assertEquals(
                List.of(
                        graph.nodes(),
                        graph.graph().edgeCount(),
                        graph.features().width(),
                        graph.classes()),
                List.of(info.nodes(), info.edges(), info.features(), info.classes()));
    }

    @Test
    void comesWithThePlanetoidGraphs() {
        assertEquals(
                "LabelledGraph[2708 nodes, 10556 edges, 1433 features, 7 classes]",
                GraphFiles.embedded("planetoid-cora").graph().toString());
        GraphFiles citeseer = GraphFiles.embedded("planetoid-citeseer");
        assertEquals(
                "LabelledGraph[3327 nodes, 9104 edges, 3703 features, 6 classes]",
                citeseer.graph().toString());
        assertEquals(48, citeseer.graph().graph().isolatedNodes().length);
        assertEquals(
                "NodeSplit[120 train, 500 validation, 1000 test]",
                citeseer.publicSplit().toString());
        Failure.assertMessage(() -> GraphFiles.embedded("planetoid-core"), "'planetoid-core'", "planetoid-cora");
    }
}
