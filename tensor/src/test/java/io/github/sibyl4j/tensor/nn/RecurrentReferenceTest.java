package io.github.sibyl4j.tensor.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what benchmarks/peers/recurrent_vectors.py recorded from PyTorch. */
class RecurrentReferenceTest {

    @Test
    void aGruGivesPyTorchsStatesAndGradients() throws Exception {
        Path file = Path.of(RecurrentReferenceTest.class
                .getResource("/recurrent.safetensors")
                .toURI());
        Map<String, Tensor> recorded = Safetensors.read(file);
        Parameter x = parameter(recorded.get("x"));
        Parameter initial = parameter(recorded.get("initial"));
        Gru gru = new Gru(x.size(3), initial.size(2), new Seed(1));
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        gru.namedParameters().keySet().forEach(name -> parameters.put(name, recorded.get("gru." + name)));
        gru.load(parameters);

        Tensor states = gru.forward(x, initial).states();
        states.mul(recorded.get("weights")).sum().backward();

        assertArrayEquals(recorded.get("states").toArray(), states.toArray(), 2e-6f);
        assertGradient(recorded, "x", x);
        assertGradient(recorded, "initial", initial);
        gru.namedParameters().forEach((name, own) -> assertGradient(recorded, "gru." + name, own));
    }

    @Test
    void anLstmGivesPyTorchsStatesAndGradients() throws Exception {
        Path file = Path.of(RecurrentReferenceTest.class
                .getResource("/recurrent.safetensors")
                .toURI());
        Map<String, Tensor> recorded = Safetensors.read(file);
        Parameter x = parameter(recorded.get("x"));
        Parameter initial = parameter(recorded.get("initial"));
        Parameter cell = parameter(recorded.get("cell"));
        Lstm lstm = new Lstm(x.size(3), initial.size(2), new Seed(1));
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        lstm.namedParameters().keySet().forEach(name -> parameters.put(name, recorded.get("lstm." + name)));
        lstm.load(parameters);

        Recurrent.LstmStates states = lstm.forward(x, new Recurrent.LstmState(initial, cell));
        Tensor ofCells = states.lastCell().mul(recorded.get("cell_weights")).sum();
        states.states().mul(recorded.get("weights")).sum().add(ofCells).backward();

        assertArrayEquals(recorded.get("lstm.states").toArray(), states.states().toArray(), 2e-6f);
        assertArrayEquals(
                recorded.get("lstm.last_cell").toArray(), states.lastCell().toArray(), 2e-6f);
        assertGradient(recorded, "lstm.x", x);
        assertGradient(recorded, "lstm.initial", initial);
        assertGradient(recorded, "lstm.cell", cell);
        lstm.namedParameters().forEach((name, own) -> assertGradient(recorded, "lstm." + name, own));
    }

    private static Parameter parameter(Tensor values) {
        return Parameter.of(values.toArray(), values.shape());
    }

    private static void assertGradient(Map<String, Tensor> recorded, String name, Parameter actual) {
        float[] expected = recorded.get(name + ".grad").toArray();
        assertArrayEquals(expected, actual.gradient().toArray(), 2e-5f, name);
    }

    /** Without gradients the gates of a step are not kept, and all rows use the same room. */
    @ParameterizedTest
    @ValueSource(ints = {5, 16, 20, 64})
    void forgetsTheGatesOfAGruThatNobodyNeedsLater(int hidden) {
        Gru gru = new Gru(3, hidden, new Seed(1));
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.uniform(new Seed(2), 9, 4, 101, 3);
            float[] kept = gru.forward(x).toArray();
            try (Autograd.NoGradient off = Autograd.off()) {
                assertArrayEquals(kept, gru.forward(x).toArray());
            }
        }
    }
}
