package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PropagationTest {
    private static final int NODES = 60;
    /** More than two blocks of columns. */
    private static final int WIDTH = 300;

    /** In two layers, so that what is put together from parts is gone on with. */
    @ParameterizedTest
    @EnumSource(Backbone.class)
    void nodesThatCountAreWorkedOnAloneWithTheSameResults(Backbone backbone) {
        LabelledGraph data = PlantedPartition.graph(NODES, 3);
        NodeFeatures features = NodeFeatures.of(Tensor.normal(new Seed(1), NODES, WIDTH));
        List<View> views = List.of(new View(data.graph(), features));
        ForwardConfig config = ForwardConfig.defaults().withHidden(32).withLayers(2);
        int[] nodes = {59, 3, 4, 17, 0};
        Propagation whole = new Propagation(views, false);
        Propagation narrow = new Propagation(views, false);
        for (LocalLayer layer : backbone.layers(WIDTH, config, new Seed(2))) {
            try (Scope scope = Scope.open()) {
                Propagation.Outputs expected = whole.on(layer);
                Propagation.Outputs actual = narrow.on(layer, nodes);
                assertEquals(backbone != Backbone.GAT, actual.isNarrow());
                Tensor all = expected.get(0);
                assertArrayEquals(all.toArray(), actual.get(0).toArray(), 1e-5f);
                assertArrayEquals(
                        all.gather(nodes).toArray(), actual.counted().get(0).toArray(), 1e-5f);
                assertArrayEquals(all.gather(nodes).toArray(), actual.counted(0).toArray(), 1e-5f);
                expected.advance();
                actual.advance();
            }
        }
    }
}
