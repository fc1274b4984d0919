package io.github.sibyl4j.forecasting.store;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.baseline.HistoricalAverage;
import io.github.sibyl4j.forecasting.baseline.Persistence;
import io.github.sibyl4j.forecasting.baseline.SeasonalNaive;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpaceForecaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The kinds of forecasters that can be read back. */
public final class ForecasterKinds {
    private static final Map<String, Function<ModelDirectory, Forecaster>> READERS = new TreeMap<>(Map.of(
            Persistence.KIND, Persistence::read,
            SeasonalNaive.KIND, SeasonalNaive::read,
            HistoricalAverage.KIND, HistoricalAverage::read,
            TimeThenSpaceForecaster.KIND, TimeThenSpaceForecaster::read));

    private ForecasterKinds() {}

    public static Forecaster load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory);
        Function<ModelDirectory, Forecaster> reader = READERS.get(saved.kind());
        require(
                reader != null,
                "%s holds a model of the kind '%s', this Sibyl knows %s",
                directory,
                saved.kind(),
                READERS.keySet());
        return reader.apply(saved);
    }
}
