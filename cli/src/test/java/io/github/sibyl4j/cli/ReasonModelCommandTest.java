package io.github.sibyl4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonModelCommandTest {
    @TempDir
    private Path folder;

    private String data;
    private String model;

    @BeforeEach
    void generate() {
        CommandRun run = CommandRun.of(
                "reason",
                "generate",
                "--calculus",
                "rcc8",
                "--k",
                "2",
                "--b",
                "2",
                "--per-label",
                "5",
                "--pool-size",
                "20000",
                "--out",
                folder.toString());
        assertEquals(0, run.code(), run::toString);
        data = folder.resolve("rcc8_k_2_b_2.csv.gz").toString();
        model = folder.resolve("model").toString();
    }

    private CommandRun train(String... more) {
        List<String> arguments = new ArrayList<>(List.of("reason", "train", "--data", data, "--out", model));
        arguments.addAll(List.of("--epochs", "2", "--hidden", "16", "--facets", "2", "--rounds", "3", "--batch", "8"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void trainsPredictsAndExplains() throws IOException {
        CommandRun train = train("--pooling", "min", "--seed", "7");
        assertEquals(0, train.code(), train::toString);
        assertTrue(train.out().contains("epoch 2/2  loss "), train.out());
        assertTrue(train.out().contains("40 problems over 8 relations, 912 parameters"), train.out());

        Path csv = folder.resolve("answers.csv");
        CommandRun predict = CommandRun.of("reason", "predict", "--model", model, "--data", data, "--out", "" + csv);
        assertEquals(0, predict.code(), predict::toString);
        List<String> lines = Files.readAllLines(csv);
        assertEquals("instance,head,tail,predicted,probability,target,connected,beyond_horizon", lines.get(0));
        assertEquals(41, lines.size());
        assertTrue(lines.get(1).matches("0,0,3,[A-Z]+,[\\d.]+,DC,true,false"), lines.get(1));
        long right = lines.stream()
                .map(line -> line.split(","))
                .filter(fields -> fields[3].equals(fields[5]))
                .count();
        assertTrue(
                predict.out().contains(String.format(Locale.ROOT, "accuracy %.4f on 40", right / 40.0)), predict.out());

        CommandRun explain = CommandRun.of("reason", "explain", "--model", model, "--data", data, "--row", "39");
        assertEquals(0, explain.code(), explain::toString);
        assertTrue(
                explain.out().matches("(?s)from \\d+ to \\d+: .*path 1\n.*path 2\n.*rules out .*the data says: EQ\n"),
                explain.out());
    }

    @Test
    void trainsWhatItIsComparedWith() {
        CommandRun train = CommandRun.of(
                "reason",
                "train",
                "--data",
                data,
                "--out",
                model,
                "--model",
                "R-GCN",
                "--epochs",
                "2",
                "--hidden",
                "8",
                "--rounds",
                "1");
        assertEquals(0, train.code(), train::toString);
        assertTrue(train.out().contains("epoch 2/2  loss "), train.out());
        assertTrue(
                train.out().contains("Warning: 32 of 32 training queries lie farther apart than the 1 edges"),
                train.out());
        CommandRun predict = CommandRun.of("reason", "predict", "--model", model, "--data", data);
        assertTrue(predict.out().contains("0 not connected, 40 beyond the horizon"), predict::toString);
        CommandRun explain = CommandRun.of("reason", "explain", "--model", model, "--data", data, "--row", "39");
        assertEquals(0, explain.code(), explain::toString);
        assertTrue(explain.out().contains("path 2"), explain.out());
        CommandRun.of("reason", "train", "--data", data, "--out", model, "--model", "gru", "--facets", "2")
                .assertRefused("--facets and --pooling are EpiGNN's, gru has none");
        CommandRun.of("reason", "train", "--data", data, "--out", model, "--model", "ctp")
                .assertRefused("--model must be epignn or one of [lstm, gru, r-gcn,", "found 'ctp'");
    }

    @Test
    void takesTriples() throws IOException {
        StringBuilder facts = new StringBuilder("head,relation,tail\n");
        for (int i = 0; i < 12; i++) {
            facts.append("g%d,parent,p%d\np%d,parent,c%d\ng%d,grandparent,c%d\n".formatted(i, i, i, i, i, i));
        }
        data = Files.writeString(folder.resolve("facts.csv"), facts).toString();
        CommandRun train = train("--format", "triples");
        assertTrue(train.out().contains("36 problems over 2 relations"), train::toString);
        String answers = folder.resolve("answers.csv").toString();
        List<String> given = List.of("--model", model, "--data", data, "--format", "triples");
        CommandRun predict = run("predict", given, "--out", answers);
        assertTrue(predict.out().contains("on 36 problems, 0 not connected"), predict::toString);
        assertTrue(Files.readAllLines(Path.of(answers)).get(2).startsWith("1,p0,c0,"), predict::toString);
        Path dot = folder.resolve("why.dot");
        CommandRun explain = run("explain", given, "--row", "2", "--dot", dot.toString());
        assertTrue(explain.out().startsWith("from g0 to c0: "), explain::toString);
        assertTrue(explain.out().contains("  g0 parent p0: leaves "), explain::toString);
        assertTrue(Files.readString(dot).contains("[ label=\"p0\" ]"), explain::toString);
    }

    @Test
    void callsPeopleOfClutrrByTheirNames() throws IOException {
        StringBuilder rows = new StringBuilder("id,story_edges,edge_types,query_edge,target,genders\n");
        for (int i = 0; i < 10; i++) {
            rows.append(i).append("""
                    ,"[(0, 1), (1, 2)]","['son', 'brother']","(0, 2)",son,"Ann:female,Bob:male,""Cid"":male"
                    """);
        }
        data = Files.writeString(folder.resolve("kin.csv"), rows).toString();
        CommandRun train = train("--format", "clutrr");
        assertEquals(0, train.code(), train::toString);
        CommandRun explain =
                run("explain", List.of("--model", model, "--data", data, "--format", "clutrr"), "--row", "3");
        assertTrue(explain.out().contains("  Bob brother \"Cid\": leaves "), explain::toString);
    }

    private static CommandRun run(String command, List<String> given, String... more) {
        List<String> arguments = new ArrayList<>(List.of("reason", command));
        arguments.addAll(given);
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        CommandRun.of("reason", "predict", "--model", model, "--data", data)
                .assertRefused("there is no model in " + model);
        CommandRun.of("reason", "train", "--data", folder.resolve("none.csv").toString(), "--out", model)
                .assertRefused("none.csv");
        CommandRun.of("reason", "train", "--data", data, "--out", model, "--facets", "7")
                .assertRefused("size must be a multiple of facets");
        CommandRun.of("reason", "train", "--data", data, "--out", model, "--epochs", "0")
                .assertRefused("epochs must be at least 1");
        CommandRun.of("reason", "train", "--data", data, "--out", model, "--format", "xml")
                .assertRefused("--format");
        assertEquals(0, train().code());
        for (String row : List.of("40", "-1")) {
            CommandRun.of("reason", "explain", "--model", model, "--data", data, "--row", row)
                    .assertRefused("--row must lie in 0 to 39", "found " + row);
        }
        Path strange = Files.writeString(folder.resolve("kin.csv"), """
                ,edges,edge_labels,query_edge,query_label
                0,"[(0, 1)]","['aunt']","(0, 1)",DC
                """);
        CommandRun.of("reason", "explain", "--model", model, "--data", strange.toString(), "--row", "0")
                .assertRefused("line 2, column edge_labels: unknown relation 'aunt'");
    }
}
