package io.github.sibyl4j.tensor.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.StateSpace;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against what benchmarks/peers/s4_vectors.py recorded from PyTorch and from TSDiff's reference implementation. */
class S4ReferenceTest {
    private static Map<String, Tensor> recorded;

    @BeforeAll
    static void read() throws Exception {
        recorded = Safetensors.read(
                Path.of(S4ReferenceTest.class.getResource("/s4.safetensors").toURI()));
    }

    @Test
    void kernelsAreThoseOfTheReferenceImplementation() {
        Tensor expected = recorded.get("golden.kernel");
        StateSpace.Dplr spaces = new StateSpace.Dplr(
                recorded.get("golden.log_dt"),
                recorded.get("golden.inv_w_real"),
                recorded.get("golden.w_imag"),
                recorded.get("golden.B"),
                recorded.get("golden.P"),
                recorded.get("golden.C"));
        Tensor kernels = StateSpace.s4Kernels(spaces, expected.size(2));
        assertArrayEquals(expected.toArray(), kernels.permute(0, 2, 1).toArray(), 2e-6f);
    }

    @Test
    void aBlockGivesTheValuesAndGradientsOfItsDefinition() {
        Tensor given = recorded.get("x");
        Parameter x = Parameter.of(given.toArray(), given.shape());
        int modes = recorded.get("block.layer.w_imag").size(1);
        S4Block block = new S4Block(x.size(2), 2 * modes, x.size(1), new Seed(1));
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        block.namedParameters().keySet().forEach(name -> parameters.put(name, recorded.get("block." + name)));
        block.load(parameters);

        Tensor y = block.forward(x);
        y.mul(recorded.get("weights")).sum().backward();

        assertArrayEquals(
                recorded.get("kernels").toArray(), block.layer().kernels().toArray(), 2e-5f);
        assertArrayEquals(recorded.get("y").toArray(), y.toArray(), 2e-5f);
        assertGradient("x", x);
        block.namedParameters().forEach((name, own) -> assertGradient("block." + name, own));
    }

    private static void assertGradient(String name, Parameter actual) {
        float[] expected = recorded.get(name + ".grad").toArray();
        float scale = 1;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertArrayEquals(expected, actual.gradient().toArray(), 2e-5f * scale, name);
    }
}
