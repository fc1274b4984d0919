package io.github.sibyl4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.AutoencoderRuns;
import io.github.sibyl4j.benchmarks.PlanetoidRuns;
import io.github.sibyl4j.benchmarks.ReferenceRuns;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.graph.link.Reconstruction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
    @TempDir
    Path folder;

    @Test
    void refusesWhatItCannotDoBeforeTheWork() {
        CommandRun.of("reproduce", "nothing").assertRefused("'nothing'", "metr-la-week1", "planetoid", "vgae");
        for (String[] help : List.of(new String[] {"--help"}, new String[] {"reproduce", "--help"})) {
            String text = CommandRun.of(help).out().replaceAll("\\s+", " ");
            assertTrue(text.contains("forwardgnn (") && text.contains("epignn (") && text.contains("rrn ("), text);
        }
        CommandRun.of("reproduce", "gpvar-g", "--seeds", "a").assertRefused("--seeds");
        CommandRun.of(
                        "reproduce",
                        "gpvar-g",
                        "--json",
                        folder.resolve("none/x.json").toString())
                .assertRefused("the folder of", "does not exist");
    }

    @Test
    void refusesForwardGnnWithoutItsData() {
        CommandRun.of("reproduce").assertRefused("forwardgnn", "planetoid");
        CommandRun.of("reproduce", "forwardgnn").assertRefused("--graphs");
        String graphs = folder.toString();
        String runs = folder.resolve("runs.csv").toString();
        CommandRun.of("reproduce", "forwardgnn", "--graphs", graphs, "--runs", runs, "--only", "CiteSeer SF GCN")
                .assertRefused("no folder", "citeseer-full");
        CommandRun.of("reproduce", "forwardgnn", "--graphs", graphs, "--runs", runs, "--only", "PubMed")
                .assertRefused("no series matches PubMed", "ForwardGNN-CE-Top-To-Input");
        CommandRun.of("reproduce", "forwardgnn", "--graphs", graphs, "--runs", runs, "--layers", "5")
                .assertRefused("1 to 4", "found 5");
    }

    @Test
    void refusesEpiGnnWithoutItsData() {
        CommandRun.of("reproduce", "epignn").assertRefused("--data");
        CommandRun.of("bench", "reasoning").assertRefused("--data");
        String data = folder.toString();
        CommandRun.of("reproduce", "epignn", "--data", data, "--only", "^rcc8$")
                .assertRefused("there is no", "star_rcc8");
        CommandRun.of("bench", "reasoning", "--data", data, "--only", "sudoku")
                .assertRefused("no row of reasoning matches", "epignn clutrr");
    }

    @Test
    void refusesToTrainRrnForNoTime() {
        CommandRun.of("reproduce", "rrn", "--minutes", "0").assertRefused("--minutes must be positive");
        CommandRun.of("reproduce", "rrn", "--tasks", "chess").assertRefused("--tasks", "pretty-clevr", "chess");
    }

    @Test
    void setsOursBesideThePublishedAccuracy() {
        PlanetoidRuns.Cell cell = new PlanetoidRuns.Cell("planetoid-cora", "GCN", 81.5);
        PlanetoidRuns.Result result = new PlanetoidRuns.Result(
                List.of(new PlanetoidRuns.Run(cell, 0, 81, 100, 1.5), new PlanetoidRuns.Run(cell, 1, 83, 120, 1.5)));
        assertTrue(result.table().contains("mean ± sd over 2 seeds"), result.table());
        assertTrue(result.table().contains("Deviations from the papers"), result.table());
        assertTrue(result.table().contains("| planetoid-cora | GCN | 81.5 | 82.00 ± 1.41 | +0.50 |"), result.table());
    }

    @Test
    void setsOurLinksBesideThePublishedOnes() {
        AutoencoderRuns.Cell cell =
                new AutoencoderRuns.Cell("planetoid-cora", "VGAE", Reconstruction.WHOLE, 91.4, 92.6);
        AutoencoderRuns.Result result = new AutoencoderRuns.Result(
                List.of(new AutoencoderRuns.Run(cell, 0, 90, 92, 1.5), new AutoencoderRuns.Run(cell, 1, 92, 93, 1.5)));
        assertTrue(result.table().contains("mean ± sd over 2 seeds"), result.table());
        assertTrue(result.table().contains("Deviations from the paper"), result.table());
        assertTrue(
                result.table()
                        .contains(
                                "| planetoid-cora | VGAE | all pairs | 91.4, 92.6 | 91.00 ± 1.41 | 92.50 ± 0.71 | -0.40, -0.10 |"),
                result.table());
    }

    @Test
    void writesFiguresWithWhatTheyWereMadeFrom() {
        ReferenceRuns.Result result = new ReferenceRuns.Result(
                "gpvar-g",
                List.of(new ReferenceRuns.Run(3, 0.25, 0.5, 7, 12.5, 100)),
                List.of(new ReferenceRuns.Row("all steps", 0.2, 0.25, Double.NaN)));
        assertEquals("""
                | gpvar-g test MAE | reference (seed 0) | ours, mean ± sd over seeds [3] | difference |
                |---|---|---|---|
                | all steps | 0.2000 | 0.2500 ± NaN | +25.00 % |
                """, result.table());
        ObjectNode document = new RunRecord("./sibyl reproduce gpvar-g", "abc", List.of(3L), "a machine").json();
        result.addTo(document);
        assertEquals(
                "{\"command\":\"./sibyl reproduce gpvar-g\",\"commit\":\"abc\",\"seeds\":[3],\"machine\":\"a machine\","
                        + "\"run\":\"gpvar-g\",\"runs\":[{\"seed\":3,\"test_mae\":0.25,\"test_rmse\":0.5,"
                        + "\"best_epoch\":7,\"seconds\":12.5,\"parameters\":100}],"
                        + "\"test_mae\":[{\"at\":\"all steps\",\"reference\":0.2,\"mean\":0.25}]}",
                document.toString());
    }
}
