package io.github.sibyl4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonCommandTest {
    @TempDir
    Path folder;

    @Test
    void generatesWhatItsOwnCheckSolves() throws IOException {
        Path out = folder.resolve("data");
        for (String name : new String[] {"data", "again"}) {
            CommandRun run = CommandRun.of(
                    "reason",
                    "generate",
                    "--calculus",
                    "rcc8",
                    "--k",
                    "2,5",
                    "--b",
                    "2",
                    "--per-label",
                    "3",
                    "--seed",
                    "4",
                    "--out",
                    folder.resolve(name).toString());
            assertEquals(0, run.code(), run::toString);
        }
        assertArrayEquals(
                Files.readAllBytes(out.resolve("rcc8_k_5_b_2.csv.gz")),
                Files.readAllBytes(folder.resolve("again/rcc8_k_5_b_2.csv.gz")));
        CommandRun check = CommandRun.of("reason", "check", out.toString());
        assertEquals(0, check.code(), check::toString);
        assertTrue(check.out().matches("(?s).*all 2 files +48 rows +100.000 % solved.*"), check.out());
        CommandRun forward = CommandRun.of(
                "reason",
                "check",
                "--from-head",
                out.resolve("rcc8_k_2_b_2.csv.gz").toString());
        assertTrue(forward.out().contains("100.000 % solved"), forward.out());
        CommandRun statistics = CommandRun.of(
                "reason", "statistics", out.resolve("rcc8_k_2_b_2.csv.gz").toString(), "--beside", "4");
        assertEquals(0, statistics.code(), statistics::toString);
        assertTrue(statistics.out().contains("apart: nodes 0.0 and edges 0.0 standard errors"), statistics.out());
    }

    @Test
    void tellsRowsThatAreNotSolved() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), """
                ,edges,edge_labels,query_edge,query_label
                0,"[(0, 1), (1, 2)]","['EQ', 'DC']","(0, 2)",EC
                1,"[(0, 1), (1, 2), (0, 2)]","['EQ', 'DC', 'EC']","(0, 2)",DC
                """);
        CommandRun run = CommandRun.of("reason", "check", file.toString());
        assertEquals(1, run.code());
        assertTrue(run.out().contains("0.000 % solved"), run.out());
        assertTrue(run.out().contains("row 0: the label is EC, possible is DC"), run.out());
        assertTrue(run.out().contains("row 1: the facts 0 EQ 1, 1 DC 2, 0 EC 2 contradict"), run.out());
    }

    @Test
    void generatesKinship() {
        CommandRun run = CommandRun.of(
                "reason",
                "generate",
                "clutrr-like",
                "--train-k",
                "2,3",
                "--train-rows",
                "60",
                "--test-k",
                "4",
                "--test-rows",
                "10",
                "--out",
                folder.toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(Files.exists(folder.resolve("1.2,1.3_train.csv.gz")));
        assertTrue(Files.exists(folder.resolve("1.4_test.csv.gz")));
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        String out = folder.toString();
        CommandRun.of("reason", "generate", "--out", out).assertRefused("--calculus");
        CommandRun.of("reason", "generate", "--calculus", "rcc8").assertRefused("--out");
        CommandRun.of("reason", "generate", "--calculus", "rcc8", "--k", "1", "--out", out)
                .assertRefused("--k must be 2 or more, found 1");
        CommandRun.of("reason", "generate", "--calculus", "rcc8", "--b", "0", "--out", out)
                .assertRefused("--b must be 1 or more");
        CommandRun.of("reason", "generate", "--calculus", "rcc8", "--per-label", "0", "--out", out)
                .assertRefused("--per-label");
        CommandRun.of("reason", "generate", "--calculus", "rcc8", "--pool-size", "0", "--out", out)
                .assertRefused("pool size must be at least 1");
        CommandRun.of("reason", "generate", "--calculus", "rcc9", "--out", out).assertRefused("rcc9");
        CommandRun.of("reason", "generate", "clutrr-like", "--test-k", "1", "--out", out)
                .assertRefused("--test-k must be 2 or more, found 1");
        CommandRun.of("reason", "check", folder.resolve("none").toString()).assertRefused("no file or folder");
        CommandRun.of("reason", "check", out).assertRefused("holds no .csv");
        Path file = Files.writeString(folder.resolve("kin.csv"), """
                ,edges,edge_labels,query_edge,query_label
                0,"[(0, 1)]","['aunt']","(0, 1)",aunt
                """);
        CommandRun.of("reason", "check", file.toString())
                .assertRefused("no embedded calculus has the relations [aunt]");
        CommandRun.of("reason", "check", file.toString(), "--calculus", "rcc8")
                .assertRefused("RCC-8 has no relation 'aunt'");
    }
}
