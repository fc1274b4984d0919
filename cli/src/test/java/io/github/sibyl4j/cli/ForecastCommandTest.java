package io.github.sibyl4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on good files, and on those that people really have. */
class ForecastCommandTest {
    private static final int STEPS = 120;

    @TempDir
    Path folder;

    private Path data;
    private Path graph;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeGoodFiles() throws IOException {
        data = folder.resolve("speeds.csv");
        graph = folder.resolve("edges.csv");
        Files.write(data, rows());
        Files.writeString(graph, "source,target,weight\na,b,1\nb,c,0.5\nc,a,0.5\n");
    }

    private static List<String> rows() {
        List<String> rows = new ArrayList<>(List.of("timestamp,a,b,c"));
        for (int t = 0; t < STEPS; t++) {
            double wave = Math.sin(t / 4.0);
            rows.add(String.format(
                    Locale.ROOT,
                    "%s,%.3f,%.3f,%.3f",
                    LocalDateTime.of(2024, 5, 1, 0, 0).plusMinutes(30L * t),
                    50 + 9 * wave,
                    40 - 5 * wave,
                    30.0 + t % 7));
        }
        return rows;
    }

    private void change(UnaryOperator<List<String>> change) throws IOException {
        Files.write(data, change.apply(rows()));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        CommandLine commandLine = Sibyl.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    private int forecast(String... more) {
        List<String> all = new ArrayList<>(List.of("forecast", "--data", data.toString(), "--graph", graph.toString()));
        all.addAll(List.of("--out", folder.resolve("out").toString(), "--window", "6", "--horizon", "3"));
        all.addAll(List.of("--hidden", "8", "--embedding", "2", "--epochs", "2", "--batch", "8"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    /** Exit code 2 and one message that holds all these parts. */
    private void assertRefused(int code, String... parts) {
        assertEquals(2, code, () -> out + "\n" + err);
        for (String part : parts) {
            assertTrue(err.toString().contains(part), err::toString);
        }
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void trainsForecastsAndDraws() throws IOException {
        assertEquals(0, forecast(), err::toString);
        assertTrue(Files.exists(folder.resolve("out/model/model.json")));
        // A Java without fonts cannot draw; the command then says so and goes on.
        assertTrue(
                Files.exists(folder.resolve("out/pictures/test-forecast.png"))
                        || out.toString().contains("No pictures: "),
                out::toString);
        List<String> forecast = Files.readAllLines(folder.resolve("out/forecast.csv"));
        assertEquals(4, forecast.size());
        assertEquals("timestamp,a,b,c", forecast.get(0));
        assertTrue(forecast.get(1).startsWith("2024-05-03T12:00"), forecast.get(1));
        assertTrue(out.toString().contains("persistence"), out::toString);
        assertTrue(out.toString().contains("peak memory"), out::toString);

        Path again = folder.resolve("again");
        assertEquals(
                0,
                run(
                        "forecast",
                        "--data",
                        data.toString(),
                        "--model",
                        folder.resolve("out/model").toString(),
                        "--out",
                        again.toString()),
                err::toString);
        assertEquals(forecast, Files.readAllLines(again.resolve("forecast.csv")));
    }

    @Test
    void trainsOnceMoreOnEverythingWhenAsked() throws IOException {
        assertEquals(0, forecast(), err::toString);
        List<String> before = Files.readAllLines(folder.resolve("out/forecast.csv"));
        assertEquals(0, forecast("--refit"), err::toString);
        assertTrue(out.toString().contains("Training once more"), out::toString);
        assertFalse(before.equals(Files.readAllLines(folder.resolve("out/forecast.csv"))));
    }

    @Test
    void worksWithoutAGraph() {
        assertEquals(
                0,
                run(
                        "forecast",
                        "--data",
                        data.toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--epochs",
                        "1",
                        "--window",
                        "6",
                        "--horizon",
                        "2"),
                err::toString);
        assertTrue(out.toString().contains("No --graph was given"), out::toString);
    }

    @Test
    void mendsGapsOnlyWhenAsked() throws IOException {
        change(rows -> {
            rows.subList(20, 23).clear();
            return rows;
        });
        assertRefused(forecast(), "--fill-gaps");
        assertEquals(0, forecast("--fill-gaps"), err::toString);
        assertTrue(out.toString().contains("3 row(s) of missing values"), out::toString);
    }

    @Test
    void mendsOrderAndDuplicatesOnlyWhenAsked() throws IOException {
        change(rows -> {
            rows.add(rows.remove(10));
            return rows;
        });
        assertRefused(forecast(), "--sort");
        assertEquals(0, forecast("--sort"), err::toString);
        change(rows -> {
            rows.add(11, rows.get(10));
            return rows;
        });
        assertRefused(forecast(), "--duplicates");
        assertEquals(0, forecast("--duplicates", "mean"), err::toString);
    }

    @Test
    void namesSensorsThatGraphAndTableDoNotShare() throws IOException {
        Files.writeString(graph, "source,target\na,b\n");
        assertRefused(forecast(), "c", "--allow-isolated");
        assertEquals(0, forecast("--allow-isolated"), err::toString);
        Files.writeString(graph, "source,target\na,b\nb,c\nc,d\n");
        assertRefused(forecast(), "'d'", "--skip-unknown");
        assertEquals(0, forecast("--skip-unknown"), err::toString);
    }

    @Test
    void turnsDistancesIntoWeightsWhenAsked() throws IOException {
        Files.writeString(graph, "from,to,distance\na,b,120\nb,c,80\nc,a,200\n");
        assertRefused(forecast(), "--kernel", "--weight-column");
        assertEquals(0, forecast("--kernel", "--allow-isolated"), err::toString);
        Files.writeString(graph, "from,to,metres\na,b,120\nb,c,80\nc,a,200\n");
        assertEquals(0, forecast("--kernel", "--distance-column", "metres", "--allow-isolated"), err::toString);
    }

    @Test
    void tellsOfAConstantSensorAndRefusesAnEmptyOne() throws IOException {
        change(rows -> replaceLastColumn(rows, "7"));
        assertEquals(0, forecast(), err::toString);
        assertTrue(out.toString().contains("never change"), out::toString);
        assertRefused(forecast("--reject-constant"), "c");
        change(rows -> replaceLastColumn(rows, ""));
        assertRefused(forecast(), "c", "--drop-empty");
    }

    private static List<String> replaceLastColumn(List<String> rows, String value) {
        for (int i = 1; i < rows.size(); i++) {
            rows.set(i, rows.get(i).replaceAll(",[^,]*$", "," + value));
        }
        return rows;
    }

    @Test
    void refusesFilesThatHoldNothing() throws IOException {
        Files.writeString(data, "");
        assertRefused(forecast(), "empty");
        Files.writeString(data, "timestamp,a,b,c\n");
        assertRefused(forecast(), "speeds.csv");
        Files.delete(data);
        assertRefused(forecast(), "speeds.csv");
    }

    @Test
    void refusesASeriesThatIsTooShort() throws IOException {
        change(rows -> rows.subList(0, 20));
        assertRefused(forecast(), "too few", "at least");
    }

    @Test
    void refusesASensorToDrawThatDoesNotExist() {
        assertRefused(forecast("--sensors", "a,zz"), "'zz'");
    }

    @Test
    void refusesADamagedModel() throws IOException {
        assertEquals(0, forecast(), err::toString);
        Path model = folder.resolve("out/model");
        Path weights;
        try (var files = Files.list(model)) {
            weights = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] header = ByteBuffer.allocate(100)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(10_000_000_000L)
                .array();
        Files.write(weights, header);
        String[] again = {"forecast", "--data", data.toString(), "--model", model.toString()};
        assertRefused(run(again), "its header claims 10000000000 bytes, the file has 100");
        Files.delete(weights);
        assertRefused(run(again), "there is no weights file");
        Files.writeString(model.resolve("model.json"), "{\"format\":99,\"kind\":\"x\",\"weights\":\"weights-x\"}");
        assertRefused(run(again), "use a newer Sibyl");
        Files.writeString(model.resolve("model.json"), "{");
        assertRefused(run(again), "damaged");
    }

    @Test
    void showsAStackTraceOnlyWhenAsked() throws IOException {
        Files.writeString(data, "");
        assertEquals(2, forecast("--verbose"));
        assertTrue(err.toString().contains("\tat io.github.sibyl4j"), err::toString);
    }

    @Test
    void givesTheSameFilesForTheSameSeed() throws IOException {
        assertEquals(0, forecast(), err::toString);
        List<String> first = Files.readAllLines(folder.resolve("out/forecast.csv"));
        assertEquals(0, forecast(), err::toString);
        assertEquals(first, Files.readAllLines(folder.resolve("out/forecast.csv")));
        assertEquals(0, forecast("--seed", "2"), err::toString);
        assertFalse(first.equals(Files.readAllLines(folder.resolve("out/forecast.csv"))));
    }

    @Test
    void refusesAFolderThatIsAFileBeforeItTrains() throws IOException {
        Path taken = Files.writeString(folder.resolve("out"), "");
        assertRefused(forecast(), "--out " + taken + ": " + taken + " is no folder, expected a folder");
        assertEquals("", out.toString());
    }

    @Test
    void listsDataSets() {
        assertEquals(0, run("datasets"));
        assertTrue(out.toString().contains("metr-la-week1"));
        assertTrue(
                out.toString()
                        .contains(
                                "  planetoid-cora       2708  10556      1433        7  MIT (kimiyoung/planetoid)  Cora: citations"),
                out::toString);
        assertEquals(0, run("datasets", "planetoid-citeseer"));
        assertTrue(out.toString().contains("3703 features, 6 classes"), out::toString);
        assertTrue(out.toString().contains("github.com/kimiyoung/planetoid data/ind.citeseer.*"), out::toString);
        assertEquals(0, run("datasets", "metr-la-week1"));
        assertTrue(out.toString().contains("licence"));
        assertRefused(run("datasets", "nope"), "nope", "metr-la-week1", "planetoid-cora");
        assertEquals(2, run("forecast", "--bogus"));
    }
}
