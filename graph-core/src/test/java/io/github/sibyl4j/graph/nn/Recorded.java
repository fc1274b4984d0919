package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Safetensors;
import io.github.sibyl4j.tensor.nn.Module;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What graph_layer_vectors.py recorded from PyTorch Geometric: tensors named CASE/TENSOR. */
record Recorded(Map<String, Tensor> tensors) {

    static Recorded read() {
        try {
            var file = Recorded.class.getResource("/graph_layers.safetensors");
            return new Recorded(Safetensors.read(Path.of(file.toURI())));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A graph with the types of its edges. */
    GraphTensor graph(String name, boolean weighted) {
        String prefix = "graph/" + name + "/";
        GraphTensor graph = GraphTensor.of(
                (int) get(prefix + "nodes").item(),
                indices(prefix + "edges", 0),
                indices(prefix + "edges", 1),
                weighted ? get(prefix + "weight").toArray() : null);
        return graph.withEdgeTypes(indices(prefix + "type", 0), SampleLayers.RELATIONS);
    }

    Set<String> cases() {
        Set<String> cases = new TreeSet<>();
        for (String name : tensors.keySet()) {
            cases.add(name.substring(0, name.lastIndexOf('/')));
        }
        return cases;
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    Tensor get(String name) {
        return tensors.get(name);
    }

    int[] indices(String name, int row) {
        float[] values = get(name).slice(0, row, row + 1).toArray();
        int[] indices = new int[values.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) values[i];
        }
        return indices;
    }

    Parameter parameter(String name) {
        return Parameter.of(get(name).toArray(), get(name).shape());
    }

    /** Gives a module the recorded parameters, which are to be its own by name and shape. */
    void load(String of, Module module) {
        String prefix = of + "/param.";
        Map<String, Tensor> weights = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                weights.put(name.substring(prefix.length()), tensor);
            }
        });
        module.load(weights);
    }

    /** The loss that was differentiated. */
    static Tensor loss(Tensor output) {
        float[] factors = new float[(int) output.length()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) Math.sin(i + 1);
        }
        return output.mul(Tensor.of(factors, output.shape())).sum();
    }

    void assertOutput(String of, Tensor output) {
        assertArrayEquals(get(of + "/out").shape(), output.shape(), of);
        assertValues(of + "/out", output);
    }

    void assertGradients(String of, Module module) {
        module.namedParameters().forEach((name, own) -> {
            if (has(of + "/grad." + name)) {
                assertValues(of + "/grad." + name, own.gradient());
            }
        });
    }

    void assertGradient(String name, Parameter input) {
        assertValues(name + ".grad", input.gradient());
    }

    /** Equal to 1e-5, or to 1e-5 of a value above 1. */
    void assertValues(String name, Tensor actual) {
        float[] expected = get(name).toArray();
        float[] values = actual.toArray();
        assertEquals(expected.length, values.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values[i], 1e-5f * Math.max(1, Math.abs(expected[i])), name + " at " + i);
        }
    }
}
