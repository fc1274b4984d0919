package io.github.sibyl4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonCompleteCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void generate() {
        CommandRun run = CommandRun.of(
                "reason",
                "generate",
                "families",
                "--families",
                "2",
                "--test-families",
                "2",
                "--children",
                "3",
                "--out",
                "" + folder);
        assertEquals(0, run.code(), run::toString);
        assertTrue(
                run.out().matches("(?s).*train.csv: \\d+ facts\n.*graph.csv.*test.csv: \\d+ facts\n"), run::toString);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun complete(String... more) {
        List<String> arguments = new ArrayList<>(List.of("reason", "complete", "--train", file("train.csv")));
        arguments.addAll(List.of("--graph", file("graph.csv"), "--test", file("test.csv"), "--epochs", "1"));
        arguments.addAll(List.of("--hidden", "16", "--facets", "2", "--rounds", "2", "--negatives", "1"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void ranksTheFactsOfATest() {
        CommandRun run = complete("--seeds", "3,4", "--sampled", "5");
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().contains("relations, of which 0.1 by the seed choose the epoch"), run.out());
        assertTrue(
                run.out()
                        .matches(
                                "(?s).*seed 3: epoch 1 of 1 with validation MRR 0\\.\\d{4}\\R  MRR 0\\.\\d{4}  Hits@1 .*"),
                run.out());
        assertTrue(run.out().contains("  among 5 drawn: MRR "), run.out());
        assertTrue(
                run.out()
                        .matches(
                                "(?s).*over 2 seeds:\\R  MRR 0\\.\\d{4} ± 0\\.\\d{4}  .*Hits@10 1\\.0000 ± 0\\.0000\\R"),
                run.out());
        assertEquals(run.out(), complete("--seeds", "3,4", "--sampled", "5").out());
    }

    @Test
    void asksTheModelForEitherEnd() throws IOException {
        CommandRun train = complete("--valid", file("train.csv"));
        assertEquals(Sibyl.BAD_INPUT, train.code(), train::toString);
        assertTrue(train.err().contains("but the graph says it already"), train::toString);
        complete("--out", file("train.csv")).assertRefused("--out " + file("train.csv") + ": ", "is no folder");
        assertEquals(0, complete("--out", file("model")).code());
        CommandRun.of("reason", "predict", "--model", file("model"), "--data", file("graph.csv"))
                .assertRefused("holds a model of reason complete", "reason rank");
        String somebody = Files.readAllLines(folder.resolve("graph.csv")).get(1).split(",")[0];
        for (String end : List.of("head", "tail")) {
            CommandRun rank = CommandRun.of(
                    "reason",
                    "rank",
                    "--model",
                    file("model"),
                    "--graph",
                    file("graph.csv"),
                    "--relation",
                    "aunt",
                    "--" + end,
                    somebody,
                    "--top",
                    "3");
            assertEquals(0, rank.code(), rank::toString);
            assertEquals(3, rank.out().lines().count());
            String fact = end.equals("head") ? "(" + somebody + ", aunt, " : ", aunt, " + somebody + ")";
            assertTrue(rank.out().lines().allMatch(line -> line.contains(fact)), rank.out());
        }
        Path apart = Files.writeString(folder.resolve("apart.csv"), "head,relation,tail\na,son,b\nc,son,d\n");
        CommandRun rank = CommandRun.of(
                "reason", "rank", "--model", file("model"), "--graph", "" + apart, "--relation", "aunt", "--head", "a");
        assertEquals(
                2,
                rank.out()
                        .lines()
                        .filter(line -> line.matches(".*\\(a, aunt, [cd]\\)  not reached: its place says nothing"))
                        .count(),
                rank::toString);
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        complete("--seeds", "1,2", "--out", file("model")).assertRefused("--out takes one model, found 2 --seeds");
        complete("--sampled", "0").assertRefused("--sampled must be 1 or more");
        complete("--valid", file("none.csv")).assertRefused("none.csv");
        complete("--learning-rate", "-1").assertRefused("learningRate must be positive, found -1.0");
        Files.writeString(folder.resolve("test.csv"), "head,relation,tail\nB0.0,cousin,B0.1\n");
        complete().assertRefused("line 2, column relation: there is no relation 'cousin'");
        Files.writeString(folder.resolve("test.csv"), "head,relation,tail\nB0.0,son,Zoe\n");
        complete().assertRefused("the fact (B0.0, son, Zoe) speaks of Zoe, which the graph does not know");
        CommandRun.of("reason", "rank", "--model", file("m"), "--graph", file("graph.csv"), "--relation", "aunt")
                .assertRefused("give either --head, to ask for tails, or --tail");
        CommandRun.of(
                        "reason",
                        "rank",
                        "--model",
                        file("m"),
                        "--graph",
                        file("graph.csv"),
                        "--relation",
                        "aunt",
                        "--head",
                        "x")
                .assertRefused("there is no model in");
    }
}
