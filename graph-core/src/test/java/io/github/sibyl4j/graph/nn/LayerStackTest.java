package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Code that knows layers by their interface alone. */
class LayerStackTest {
    private static final Seed SEED = new Seed(3);

    private static final class Stack extends Module {
        private final List<GraphLayer> layers = new ArrayList<>();

        <L extends Module & GraphLayer> Stack then(L layer) {
            layers.add(part("layer" + layers.size(), layer));
            return this;
        }

        Tensor forward(Tensor x, GraphTensor graph) {
            Tensor h = x;
            for (GraphLayer layer : layers) {
                h = layer.forward(h, graph).elu();
            }
            return h;
        }
    }

    @Test
    void aStackOfDifferentLayersIsTrained() {
        GraphTensor graph = RandomGraphs.graph(5);
        int n = graph.nodeCount();
        Tensor x = Tensor.of(SEED.normal(n * 4), n, 4);
        Tensor wanted = Tensor.of(SEED.split("wanted").uniform(n * 2, 0.9), n, 2);
        Stack stack = new Stack()
                .then(new SageConv(4, 8, SEED.split(1)))
                .then(new GatV2Conv(8, 4, AttentionOptions.defaults().withHeads(2), SEED.split(2)))
                .then(new GatedGraphConv(8, 2, SEED.split(3)))
                .then(new GraphConv(8, 2, SEED.split(4)));
        Adam adam = new Adam(stack.parameters());
        double first = 0;
        double last = 0;
        for (int step = 0; step < 300; step++) {
            try (Scope scope = Scope.open()) {
                Tensor loss = stack.forward(x, graph).sub(wanted).square().mean();
                loss.backward();
                adam.step(0.01, 5);
                last = loss.item();
                first = step == 0 ? last : first;
            }
        }
        assertTrue(last < first / 10, first + " became " + last);
    }

    @Test
    void threadsShareWhatAGraphBuilds() {
        for (int round = 0; round < 20; round++) {
            GraphTensor graph = RandomGraphs.graph(round);
            Set<Object> built = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
            IntStream.range(0, 64).parallel().forEach(i -> {
                BipartiteGraph edges = graph.bipartite().withOwnLoops();
                built.add(edges.means());
            });
            assertEquals(1, built.size());
            assertSame(built.iterator().next(), graph.bipartite().withOwnLoops().means());
        }
    }
}
