package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what benchmarks/peers/graph_layer_vectors.py recorded from PyTorch Geometric. */
class PyGeometricReferenceTest {
    private static final Recorded RECORDED = Recorded.read();

    static Stream<String> layers() {
        return RECORDED.cases().stream().filter(name -> name.contains("@"));
    }

    @Test
    void everyLayerIsRecordedOnAwkwardGraphsToo() {
        TreeSet<String> names = new TreeSet<>();
        layers().forEach(name -> names.add(name.substring(0, name.indexOf('@'))));
        assertEquals(new TreeSet<>(SampleLayers.all().keySet()), names);
        for (String name : names) {
            List<String> graphs =
                    layers().filter(layer -> layer.startsWith(name + "@")).toList();
            assertTrue(graphs.contains(name + "@edgeless") && graphs.contains(name + "@empty"), name);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void outputsAndGradientsAreThoseOfPyTorchGeometric(String recorded) {
        String name = recorded.substring(0, recorded.indexOf('@'));
        GraphTensor graph =
                RECORDED.graph(recorded.substring(recorded.indexOf('@') + 1), SampleLayers.isWeighted(name));
        SampleLayers.Sample layer = SampleLayers.all().get(name).get();
        RECORDED.load(recorded, layer.module());
        Parameter x = RECORDED.parameter(recorded + "/x");
        boolean featured = RECORDED.has(recorded + "/edge_features");
        Parameter edgeFeatures = featured ? RECORDED.parameter(recorded + "/edge_features") : null;

        Tensor y = layer.forward().apply(x, edgeFeatures, graph);
        RECORDED.assertOutput(recorded, y);
        Recorded.loss(y).backward();
        RECORDED.assertGradient(recorded + "/x", x);
        RECORDED.assertGradients(recorded, layer.module());
        if (featured) {
            RECORDED.assertGradient(recorded + "/edge_features", edgeFeatures);
        }
    }
}
