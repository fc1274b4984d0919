package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImplicitFeaturesTest {
    private static final int WIDTH = 6;

    private final GraphTensor graph = RandomGraphs.graph(3);
    private final int nodes = graph.nodeCount();
    private final SparseMatrix sparse = sparse(nodes);
    private final Tensor columns = Tensor.normal(new Seed(2), nodes, 3);
    private final Tensor left = Tensor.normal(new Seed(3), nodes, 2);

    private static SparseMatrix sparse(int nodes) {
        SplittableRandom random = new SplittableRandom(1);
        int[] row = random.ints(2L * nodes, 0, nodes).toArray();
        int[] column = random.ints(2L * nodes, 0, WIDTH).toArray();
        float[] values = new Seed(1).uniform(2 * nodes, 1);
        return SparseMatrix.fromCoordinates(nodes, WIDTH, row, column, values);
    }

    private static Map<String, float[]> gradients(Module layer, Tensor output, Parameter more) {
        layer.parameters().forEach(Parameter::clearGradient);
        more.clearGradient();
        output.mul(Tensor.normal(new Seed(9), output.shape())).sum().backward();
        Map<String, float[]> all = new LinkedHashMap<>();
        layer.namedParameters().forEach((name, p) -> all.put(name, p.gradient().toArray()));
        all.put("right", more.gradient().toArray());
        return all;
    }

    private <L extends Module & ImplicitInputLayer> void check(L layer) {
        Parameter right = Parameter.of(new Seed(4).normal(2 * WIDTH), 2, WIDTH);
        Tensor written = Tensor.concat(1, Inputs.written(sparse).add(left.matmul(right)), columns);
        ImplicitFeatures x = ImplicitFeatures.of(sparse).beside(columns).plus(left, right);
        Tensor expected = layer.forward(written, graph);
        Tensor found = layer.forward(x, graph);
        String name = layer.getClass().getSimpleName();
        assertArrayEquals(expected.toArray(), found.toArray(), 1e-5f, name);
        assertArrayEquals(written.toArray(), x.toTensor().toArray(), name);
        Map<String, float[]> gradients = gradients(layer, expected, right);
        gradients(layer, found, right).forEach((p, g) -> assertArrayEquals(gradients.get(p), g, 1e-4f, name + " " + p));
    }

    @Test
    void giveWhatTheyGiveWhenWrittenOut() {
        SageConv.Options sage = SageConv.Options.defaults();
        int in = WIDTH + 3;
        check(new GcnConv(in, 4, new Seed(1)));
        check(new GcnConv(in, 12, new Seed(1)));
        check(new SageConv(in, 4, new Seed(1)));
        check(new SageConv(in, 4, sage.withNormalize(true).withAggregation(Aggregation.SUM), new Seed(1)));
        check(new GatConv(in, 2, 3, true, new Seed(1)));
    }

    @Test
    void areCheckedAsWrittenOnesAre() {
        SageConv.Options sage = SageConv.Options.defaults();
        ImplicitFeatures x = ImplicitFeatures.of(sparse);
        for (SageConv.Options options : List.of(sage.withProject(true), sage.withAggregation(Aggregation.MAX))) {
            SageConv layer = new SageConv(WIDTH, 4, options, new Seed(1));
            String message = assertThrows(InvalidInputException.class, () -> layer.forward(x, graph))
                    .getMessage();
            assertTrue(message.contains("write the features out"), message);
        }
        GcnConv gcn = new GcnConv(WIDTH, 4, new Seed(1));
        String width = assertThrows(InvalidInputException.class, () -> gcn.forward(x.beside(columns), graph))
                .getMessage();
        assertTrue(width.contains("[" + nodes + ", 6]") && width.contains("[" + nodes + ", 9, sparse]"), width);
        assertThrows(InvalidInputException.class, () -> x.beside(Tensor.zeros(nodes + 1, 2)));
        assertThrows(InvalidInputException.class, () -> x.plus(left, Tensor.zeros(2, WIDTH + 1)));
        assertThrows(InvalidInputException.class, () -> ImplicitFeatures.of(Tensor.zeros(3)));
        assertEquals(WIDTH + 3, x.beside(columns).width());
    }

    @Test
    void remembersProductsWithWeightsThatStay() {
        Tensor weights = Tensor.normal(new Seed(5), 4, WIDTH + 3);
        Tensor others = Tensor.normal(new Seed(6), 4, WIDTH + 3);
        Tensor right = Tensor.normal(new Seed(7), 2, WIDTH);
        ImplicitFeatures x = ImplicitFeatures.of(sparse).plus(left, right);
        ImplicitFeatures remembering = x.remembering();
        for (Tensor beside : List.of(columns, columns.mul(2), columns)) {
            for (Tensor w : List.of(weights, others)) {
                assertArrayEquals(
                        x.beside(beside).times(w).toArray(),
                        remembering.beside(beside).times(w).toArray());
            }
        }
        ImplicitFeatures more = ImplicitFeatures.of(sparse).plus(left, right.mul(3));
        assertArrayEquals(
                more.beside(columns).times(weights).toArray(),
                remembering
                        .plus(left, right.mul(3))
                        .beside(columns)
                        .times(weights)
                        .toArray());
    }
}
