package io.github.sibyl4j.graph.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final int NODES = 40;
    private static final int WIDTH = 25;

    private final NodeFeatures dense = NodeFeatures.of(Tensor.uniform(new Seed(1), NODES, WIDTH));
    private final NodeFeatures sparse = sparse(dense);

    private static NodeFeatures sparse(NodeFeatures x) {
        int count = NODES * WIDTH;
        return NodeFeatures.of(SparseMatrix.fromCoordinates(
                NODES,
                WIDTH,
                IntStream.range(0, count).map(i -> i / WIDTH).toArray(),
                IntStream.range(0, count).map(i -> i % WIDTH).toArray(),
                x.toTensor().toArray()));
    }

    private float[] both(Function<NodeFeatures, ImplicitFeatures> view) {
        float[] expected = view.apply(dense).toTensor().toArray();
        assertTrue(view.apply(sparse).isSparse());
        assertArrayEquals(expected, view.apply(sparse).toTensor().toArray(), "sparse features are seen as dense ones");
        return expected;
    }

    @Test
    void columnsAreLeftOutForAllNodes() {
        float[] seen = both(x -> Views.withoutColumns(x, 0.4, new Seed(2)));
        float[] own = dense.toTensor().toArray();
        int dropped = 0;
        for (int j = 0; j < WIDTH; j++) {
            boolean zero = seen[j] == 0;
            dropped += zero ? 1 : 0;
            for (int i = 0; i < NODES; i++) {
                assertEquals(zero ? 0 : own[i * WIDTH + j], seen[i * WIDTH + j]);
            }
        }
        assertTrue(dropped > 4 && dropped < 17, dropped + " of 25 at 0.4");
    }

    @Test
    void shuffledRowsAreTheSameRows() {
        float[] seen = both(x -> Views.shuffled(x, new Seed(3)));
        float[] own = dense.toTensor().toArray();
        int moved = 0;
        for (int i = 0; i < NODES; i++) {
            moved += seen[i * WIDTH] == own[i * WIDTH] ? 0 : 1;
        }
        assertTrue(moved > NODES / 2, moved + " moved");
        Arrays.sort(seen);
        Arrays.sort(own);
        assertArrayEquals(own, seen);
    }

    @Test
    void maskedNodesShareARow() {
        Tensor token = Tensor.full(7, 1, WIDTH);
        int[] nodes = {3, 17};
        float[] seen = both(x -> Views.masked(x, nodes, token));
        for (int i = 0; i < NODES; i++) {
            boolean masked = i == 3 || i == 17;
            assertEquals(masked ? 7 : dense.toTensor().get(i, 4), seen[i * WIDTH + 4]);
        }
    }

    @Test
    void edgesAreLeftOutOneByOne() {
        GraphTensor graph = GraphTensor.of(
                NODES,
                IntStream.range(0, 1000).map(i -> i % NODES).toArray(),
                IntStream.range(0, 1000).map(i -> i / NODES).toArray());
        int kept = Views.thinned(graph, 0.3, new Seed(4)).edgeCount();
        assertTrue(kept > 640 && kept < 760, kept + " of 1000 at 0.3");
        assertEquals(1000, Views.thinned(graph, 0, new Seed(4)).edgeCount());
    }

    @Test
    void aStepSeesTheNeighbourhoodOfItsRoots() {
        int n = 60;
        GraphTensor path = GraphTensor.of(
                n, IntStream.range(0, n - 1).toArray(), IntStream.range(1, n).toArray());
        NodeFeatures x = NodeFeatures.of(Tensor.of(numbers(n), n, 1));
        StepGraph step = new Neighbourhoods(path, x, 2, 3).draw(new Seed(5));
        float[] seen = step.features().toTensor().toArray();
        assertArrayEquals(new int[] {0, 1}, step.roots());
        for (int root : step.roots()) {
            for (int back = 0; back <= Math.min(3, (int) seen[root]); back++) {
                float wanted = seen[root] - back;
                assertTrue(IntStream.range(0, seen.length).anyMatch(i -> seen[i] == wanted), "node " + wanted);
            }
        }
        assertTrue(seen.length <= 8 && step.graph().edgeCount() >= seen.length - 2);
        for (int e = 0; e < step.graph().edgeCount(); e++) {
            assertEquals(seen[step.graph().target(e)], seen[step.graph().source(e)] + 1);
        }
        StepGraph whole = new Neighbourhoods(path, x, 6, 3).draw(new Seed(5));
        assertEquals(n, whole.graph().nodeCount());
        assertEquals(6, whole.roots().length);
    }

    private static float[] numbers(int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = i;
        }
        return numbers;
    }
}
