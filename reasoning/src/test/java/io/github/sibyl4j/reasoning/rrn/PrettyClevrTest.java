package io.github.sibyl4j.reasoning.rrn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PrettyClevrTest {
    @Test
    void scenesAreAsDescribed() {
        for (int seed = 0; seed < 50; seed++) {
            PrettyScene scene = PrettyScene.random(new Seed(seed));
            for (int i = 0; i < 8; i++) {
                assertTrue(Math.abs(scene.x(i)) <= 0.5 && Math.abs(scene.y(i)) <= 0.5);
                for (int j = 0; j < i; j++) {
                    assertTrue(scene.distance(i, j) > 0.1);
                }
            }
            assertEquals(8, IntStream.range(0, 8).map(scene::colour).distinct().count());
            assertEquals(8, IntStream.range(0, 8).map(scene::marker).distinct().count());
        }
    }

    @Test
    void tourGoesToTheNearestObjectNotYetVisited() {
        PrettyScene scene = PrettyScene.random(new Seed(3));
        int[] tour = scene.tour(5);
        assertEquals(5, tour[0]);
        for (int jump = 1; jump < 8; jump++) {
            for (int later = jump + 1; later < 8; later++) {
                assertTrue(scene.distance(tour[jump - 1], tour[jump]) <= scene.distance(tour[jump - 1], tour[later]));
            }
        }
        assertArrayEquals(
                IntStream.range(0, 8).toArray(), Arrays.stream(tour).sorted().toArray());
        // Rotation and scale change no answer.
        PrettyScene turned = scene.turned(1, 2);
        assertArrayEquals(tour, turned.tour(5));
        assertEquals(2 * scene.distance(1, 2), turned.distance(1, 2), 1e-12);
    }

    @Test
    void aNodeKnowsItsObjectAndTheQuestion() {
        PrettyScene scene = PrettyScene.random(new Seed(7));
        RrnProblem problem = PrettyClevr.problem(scene, 2, 3, true);
        float[] node = problem.features(4);
        assertEquals(42, node.length);
        assertEquals((float) scene.x(4), node[0]);
        assertEquals((float) scene.y(4), node[1]);
        assertEquals(1, node[2 + scene.colour(4)]);
        assertEquals(1, node[10 + scene.marker(4)]);
        assertEquals(1, node[18 + scene.colour(2)]);
        assertEquals(1, node[34 + 3]);
        assertEquals(4, IntStream.range(2, 42).filter(i -> node[i] != 0).count());
        assertArrayEquals(new int[] {8 + scene.marker(scene.tour(2)[3])}, problem.answers());
        ProblemGraph graph = problem.graph();
        assertEquals(56, graph.edges());
        assertEquals((float) scene.distance(graph.source(9), graph.target(9)), graph.values()[9]);
        RrnProblem other = PrettyClevr.problem(scene, 2, 3, false);
        assertEquals(1, other.features(4)[18 + 8 + scene.marker(2)]);
        assertArrayEquals(new int[] {scene.colour(scene.tour(2)[3])}, other.answers());
    }

    @Test
    void streamRepeatsItselfAndTurnsScenes() {
        ProblemStream stream = PrettyClevr.stream(0, 7, 1, new Seed(1));
        assertArrayEquals(stream.problem(5).features(0), stream.problem(5).features(0));
        boolean[] jumps = new boolean[8];
        float smallest = Float.MAX_VALUE;
        float largest = 0;
        for (int place = 0; place < 200; place++) {
            RrnProblem problem = stream.problem(place);
            for (int j = 0; j < 8; j++) {
                jumps[j] |= problem.features(0)[34 + j] == 1;
            }
            smallest = Math.min(smallest, problem.graph().values()[0]);
            largest = Math.max(largest, problem.graph().values()[0]);
        }
        assertArrayEquals(new boolean[] {true, true, true, true, true, true, true, true}, jumps);
        // One scene, a half to twice as large.
        assertEquals(4, largest / smallest, 0.3);
    }

    /** Longer questions take minutes: {@code sibyl reproduce rrn --tasks pretty-clevr}. */
    @Test
    void learnsToNameTheOtherSideOfAnObject() {
        List<RrnProblem> validation = PrettyClevr.questions(0, 200, new Seed(1));
        RrnModel model = PrettyClevr.network()
                .hidden(64)
                .rounds(1)
                .outputLayers(1, 0)
                .build()
                .fit(
                        PrettyClevr.stream(0, 0, 100_000, new Seed(3)),
                        validation,
                        RrnTraining.defaults()
                                .withUpdates(1200)
                                .withTogether(64)
                                .withLearningRate(1e-3)
                                .withL2(0)
                                .withClipNorm(1)
                                .withValidateEvery(50),
                        progress -> progress.validation().accuracy() < 0.95);
        assertTrue(
                model.evaluate(validation, 1).accuracy() >= 0.95,
                () -> model.history().toString());
    }

    @Test
    void saysWhatIsWrong() {
        refused(() -> PrettyClevr.stream(2, 1, 1, new Seed(0)), "0 and 7, found 2 to 1");
        refused(() -> PrettyClevr.stream(0, 8, 1, new Seed(0)), "0 and 7, found 0 to 8");
        refused(() -> PrettyClevr.questions(0, 0, new Seed(0)), "at least 1 scene, found 0");
    }

    private static void refused(Executable call, String words) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
