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
        assertEquals(
                "instance,head,tail,predicted,probability,target,connected,path_along_edges,beyond_horizon",
                lines.get(0));
        assertEquals(41, lines.size());
        assertTrue(lines.get(1).matches("0,0,3,[A-Z]+,[\\d.]+,DC,true,true,false"), lines.get(1));
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
        assertTrue(
                predict.out().contains("0 not connected, 0 without a path along the edges, 40 beyond the horizon"),
                predict::toString);
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
        facts.append("g0,parent,g0\nc0,parent,last\ng0,parent,p0\n");
        data = Files.writeString(folder.resolve("facts.csv"), facts).toString();
        CommandRun train = train("--format", "triples");
        assertTrue(train.out().contains("36 problems over 2 relations"), train::toString);
        assertTrue(
                train.out()
                        .contains(
                                "facts.csv: 36 of 39 facts are problems; 1 are not since they repeat another, 1 since they join an"
                                        + " entity to itself, and 1 since nothing else joins their ends"),
                train::toString);
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
    void asksWhatJoinsTwoEntities() throws IOException {
        StringBuilder facts = new StringBuilder("head,relation,tail\n");
        for (int i = 0; i < 12; i++) {
            facts.append("g%d,parent,p%d\np%d,parent,c%d\ng%d,grandparent,c%d\n".formatted(i, i, i, i, i, i));
        }
        data = Files.writeString(folder.resolve("facts.csv"), facts).toString();
        assertEquals(0, train("--format", "triples").code());
        String asked = Files.writeString(
                        folder.resolve("open.csv"),
                        "head,relation,tail\nAnn,parent,Bob\nBob,parent,Cid\nDan,parent,Eve\n")
                .toString();
        List<String> given = List.of("--model", model, "--data", asked, "--format", "triples");
        CommandRun predict = run("predict", given, "--head", "Ann", "--tail", "Cid");
        assertTrue(
                predict.out().matches("from Ann to Cid: (grand)?parent, probability 0\\.\\d{4}\\R"), predict::toString);
        CommandRun apart = run("predict", given, "--head", "Ann", "--tail", "Eve");
        assertTrue(apart.out().contains("to Eve: nothing follows; not connected"), apart::toString);
        CommandRun backward = run("predict", given, "--head", "Cid", "--tail", "Ann");
        assertTrue(backward.out().contains("; no path leads along the edges"), backward::toString);
        CommandRun explain = run("explain", given, "--head", "Ann", "--tail", "Cid");
        assertEquals(0, explain.code(), explain::toString);
        assertTrue(explain.out().startsWith("from Ann to Cid: "), explain::toString);
        assertTrue(explain.out().contains("  Bob parent Cid: leaves "), explain::toString);
        run("predict", given, "--head", "Ann").assertRefused("--head and --tail go together");
        run("predict", given, "--head", "Ann", "--tail", "Zoe").assertRefused("--tail: no fact speaks of 'Zoe'");
        run("predict", given, "--head", "Ann", "--tail", "Ann").assertRefused("are both 'Ann', expected two entities");
        run("predict", given, "--head", "Ann", "--tail", "Cid", "--out", "x.csv")
                .assertRefused("leave it out");
        run("explain", given).assertRefused("give either --row, or --head and --tail");
        run("explain", given, "--row", "0", "--head", "Ann", "--tail", "Cid").assertRefused("give either --row");
        run("predict", List.of("--model", model, "--data", asked), "--head", "Ann", "--tail", "Cid")
                .assertRefused("read with --format triples, found --format star");
        run("predict", given).assertRefused("open.csv: no fact of the graph follows from others");
    }

    @Test
    void refusesOutputThatCannotBeWrittenBeforeItBegins() throws IOException {
        String taken = Files.writeString(folder.resolve("taken"), "").toString();
        for (String out : List.of(taken, taken + "/model")) {
            CommandRun.of("reason", "train", "--data", data, "--out", out)
                    .assertRefused("--out " + out + ": " + taken + " is no folder, expected a folder");
            CommandRun.of("reason", "generate", "--calculus", "rcc8", "--out", out)
                    .assertRefused("--out " + out);
            CommandRun.of("reason", "generate", "clutrr-like", "--out", out).assertRefused("--out " + out);
            CommandRun.of("reason", "generate", "families", "--out", out).assertRefused("--out " + out);
        }
        String nowhere = folder.resolve("nodir/x.csv").toString();
        List<String> given = List.of("--model", model, "--data", data);
        run("predict", given, "--out", nowhere)
                .assertRefused("--out " + nowhere + ": there is no folder " + folder.resolve("nodir"));
        run("predict", given, "--out", folder.toString()).assertRefused("this is a folder, expected a file");
        run("explain", given, "--row", "0", "--dot", nowhere).assertRefused("--dot " + nowhere);
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
        Files.writeString(Path.of(data), rows.toString().replace("(0, 2)", "(0, 9)"));
        run("predict", List.of("--model", model, "--data", data, "--format", "clutrr"))
                .assertRefused("line 2, column genders: it names 3 people, but edges and query number them up to 9");
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
                .assertRefused("--format", "[clutrr, star, graphlog, triples]");
        assertEquals(0, train().code());
        CommandRun.of("reason", "rank", "--model", model, "--graph", data, "--relation", "DC", "--head", "x")
                .assertRefused("a model of reason train is asked with reason predict");
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
