package io.github.sibyl4j.forecasting;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** A fitted model. Immutable: any number of threads may forecast with it at once. */
public interface Forecaster {

    /** What tables call it. */
    String name();

    /** The steps a forecast is made from and for. */
    Windows windows();

    /** The nodes it was fitted on; a series to forecast has the same, in the same order. */
    List<String> nodeIds();

    /**
     * Forecasts of many windows at once. Window {@code s} is forecast from steps before {@code s + window} alone.
     *
     * @param windowStarts numbers of windows of the series
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the series has other nodes or channels than the model, or
     *     a window does not fit into it
     */
    PointForecasts predict(SpatioTemporalSeries series, int[] windowStarts);

    /** The forecast of the {@code horizon} steps after the end of the series. */
    Forecast forecast(SpatioTemporalSeries series);

    /**
     * Writes the model into a directory, which is created if need be: {@code model.json} and the weights it names. An
     * interrupted save leaves the model that was there before.
     */
    void save(Path directory) throws IOException;

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    static Forecaster load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory);
        Map<String, ForecasterReader> readers = new TreeMap<>();
        ServiceLoader.load(ForecasterReader.class, Forecaster.class.getClassLoader())
                .forEach(reader -> readers.put(reader.kind(), reader));
        ForecasterReader reader = readers.get(saved.kind());
        require(
                reader != null,
                "%s holds a model of the kind '%s', this Sibyl knows %s",
                directory,
                saved.kind(),
                readers.keySet());
        return reader.read(saved);
    }
}
