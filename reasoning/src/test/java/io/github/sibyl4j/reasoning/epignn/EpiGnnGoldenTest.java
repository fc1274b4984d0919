package io.github.sibyl4j.reasoning.epignn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The released model's states, outputs, losses and gradients on two small graphs. */
class EpiGnnGoldenTest {
    private static final float TOLERANCE = 1e-5f;
    private static JsonNode golden;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = EpiGnnGoldenTest.class.getResourceAsStream("epignn_golden.json")) {
            golden = new ObjectMapper().readTree(in);
        }
    }

    @ParameterizedTest
    @CsvSource({"mul,PRODUCT,MARGIN", "min,MIN,MARGIN", "mul,PRODUCT,LOG_COSINE", "min,MIN,LOG_COSINE"})
    void agreesWithTheReleasedModel(String name, Pooling pooling, EpiGnnConfig.Loss loss) {
        JsonNode expected = golden.path("cases").path(name);
        boolean margin = loss == EpiGnnConfig.Loss.MARGIN;
        EpiGnnConfig config = new EpiGnnConfig(
                6,
                2,
                golden.path("rounds").asInt(),
                pooling,
                Reading.BOTH,
                Parametrisation.RIGHT_ARGUMENT,
                loss,
                1,
                1,
                true);
        EpiGnnNetwork network = new EpiGnnNetwork(config, 3, new Seed(0));
        network.restore(
                Map.of("relations", numbers(golden.path("r_logits")), "composition", numbers(golden.path("A_logits"))));
        assertNear(expected.path("r"), network.relationVectors().toArray());
        assertNear(expected.path("A"), network.compositionTensor().toArray());

        List<RelationalInstance> problems = List.of(problem(0, 0, 5, 0), problem(1, 5, 9, 5));
        StepTables tables = network.tables();
        int onPath = 0;
        for (int i = 0; i < 2; i++) {
            int firstEntity = i == 0 ? 0 : 5;
            RelationalInstance problem = problems.get(i);
            Unrolled plan = Unrolled.withEveryState(
                    problem.graph(), problem.head(), problem.tail(), config.rounds(), Reading.BOTH, false);
            InstancePass pass = new InstancePass(network.sizes(), pooling, Reading.BOTH, true);
            pass.forward(tables, plan);
            for (int round = 0; round <= config.rounds(); round++) {
                for (int v = 0; v < problem.graph().entities(); v++) {
                    assertNear(
                            expected.path("forward_states_after_round")
                                    .path(round)
                                    .path(firstEntity + v),
                            state(pass, plan.forwardStates[round][v]));
                    assertNear(
                            expected.path("backward_states_after_round")
                                    .path(round)
                                    .path(firstEntity + v),
                            state(pass, plan.backwardStates[round][v]));
                }
            }
            for (int k = 0; k < plan.path.length; k++, onPath++) {
                assertEquals(expected.path("shortest_path_nodes").path(onPath).asInt(), firstEntity + plan.path[k]);
                assertEquals(
                        i,
                        expected.path("shortest_path_query_index").path(onPath).asInt());
                float[] composed = new float[6];
                for (int q = 0; q < 6; q++) {
                    composed[q] = pass.composed(k, q / 3, q % 3);
                }
                assertNear(expected.path("composed_on_path").path(onPath), composed);
            }
            assertNear(
                    expected.path("output_embedding").path(i), network.sizes().fromLanes(pass.output));
            assertNear(
                    expected.path(margin ? "score_minus_cross_entropy" : "log_cosine_logits")
                            .path(i),
                    Scores.of(config, tables, pass.output));
        }
        assertEquals(expected.path("shortest_path_nodes").size(), onPath);

        Tensor value = new BatchPass(config, network.sizes())
                .mean(network, Problems.of(problems, config), new int[] {0, 1}, new int[][] {
                    {golden.path("negative_relation").path(0).asInt()},
                    {golden.path("negative_relation").path(1).asInt()}
                });
        assertEquals(
                expected.path(margin ? "margin_loss" : "xent_loss_on_log_cosine")
                        .asDouble(),
                value.item(),
                TOLERANCE);
        value.backward();
        Map<String, Parameter> parameters = network.namedParameters();
        assertNear(
                expected.path(margin ? "grad_r_logits" : "xent_grad_r_logits"),
                parameters.get("relations").gradient().toArray());
        assertNear(
                expected.path(margin ? "grad_A_logits" : "xent_grad_A_logits"),
                parameters.get("composition").gradient().toArray());
    }

    private static float[] state(InstancePass pass, int state) {
        float[] values = new float[6];
        for (int q = 0; q < 6; q++) {
            values[q] = pass.state(state, q / 3, q % 3);
        }
        return values;
    }

    private static RelationalInstance problem(int query, int first, int end, int shift) {
        List<int[]> edges = new ArrayList<>();
        for (JsonNode edge : golden.path("edges_src_dst_rel")) {
            if (edge.path(0).asInt() >= first && edge.path(0).asInt() < end) {
                edges.add(new int[] {
                    edge.path(0).asInt() - shift,
                    edge.path(1).asInt() - shift,
                    edge.path(2).asInt()
                });
            }
        }
        return new RelationalInstance(
                RelationalGraph.of(
                        end - first,
                        edges.stream().mapToInt(e -> e[0]).toArray(),
                        edges.stream().mapToInt(e -> e[1]).toArray(),
                        edges.stream().mapToInt(e -> e[2]).toArray()),
                golden.path("query_src").path(query).asInt() - shift,
                golden.path("query_dst").path(query).asInt() - shift,
                golden.path("target_relation").path(query).asInt());
    }

    private static void assertNear(JsonNode expected, float[] actual) {
        assertArrayEquals(numbers(expected), actual, TOLERANCE);
    }

    private static float[] numbers(JsonNode array) {
        List<Double> flat = new ArrayList<>();
        flatten(array, flat);
        float[] values = new float[flat.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat.get(i).floatValue();
        }
        return values;
    }

    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            for (Iterator<JsonNode> each = node.elements(); each.hasNext(); ) {
                flatten(each.next(), into);
            }
        } else {
            into.add(node.asDouble());
        }
    }
}
