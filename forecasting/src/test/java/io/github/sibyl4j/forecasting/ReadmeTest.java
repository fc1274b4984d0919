package io.github.sibyl4j.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.datasets.table.TableSeries;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.graph.jgrapht.JGraphT;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The example of the README, on a small table. */
class ReadmeTest {

    private static void writeTable(Path file) throws IOException {
        StringBuilder text = new StringBuilder("timestamp,north,south,harbour\n");
        for (int t = 0; t < 400; t++) {
            text.append(LocalDateTime.of(2024, 5, 1, 0, 0).plusMinutes(30L * t));
            for (int sensor = 0; sensor < 3; sensor++) {
                text.append(',').append(50 + 10 * Math.sin((t + 4 * sensor) / 8.0));
            }
            text.append('\n');
        }
        Files.writeString(file, text);
    }

    @Test
    void works(@TempDir Path folder) throws IOException {
        writeTable(folder.resolve("speeds.csv"));
        Graph<String, DefaultWeightedEdge> sensors = new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        List.of("harbour", "north", "south").forEach(sensors::addVertex);
        sensors.setEdgeWeight(sensors.addEdge("north", "south"), 0.8);
        sensors.setEdgeWeight(sensors.addEdge("south", "harbour"), 0.5);

        Table table = Table.read().csv(folder.resolve("speeds.csv").toFile());
        SpatioTemporalSeries series = TableSeries.fromWide(table, "timestamp").withGraph(JGraphT.toTensor(sensors));

        TimeThenSpace estimator = TimeThenSpace.builder()
                .window(12)
                .horizon(6)
                .hidden(16)
                .nodeEmbedding(4)
                .build();
        Forecaster forecaster = estimator.fit(
                series.before("2024-05-08"),
                TrainingConfig.defaults().withEpochs(3).withSeed(1));

        Forecast forecast = forecaster.forecast(series);
        Table next = TableSeries.toTable(forecast.mean());
        forecaster.save(folder.resolve("model"));
        Forecaster again = Forecaster.load(folder.resolve("model"));

        assertEquals(6, next.rowCount());
        assertEquals(4, next.columnCount());
        assertEquals(
                forecast.mean().value(5, 2, 0), again.forecast(series).mean().value(5, 2, 0));
    }
}
