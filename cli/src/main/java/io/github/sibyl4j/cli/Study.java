package io.github.sibyl4j.cli;

import io.github.sibyl4j.datasets.SeriesCsv;
import io.github.sibyl4j.forecasting.Evaluation;
import io.github.sibyl4j.forecasting.ForecastEstimator;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.Metrics;
import io.github.sibyl4j.forecasting.PointForecasts;
import io.github.sibyl4j.forecasting.baseline.HistoricalAverage;
import io.github.sibyl4j.forecasting.baseline.Persistence;
import io.github.sibyl4j.forecasting.baseline.SeasonalNaive;
import io.github.sibyl4j.forecasting.plot.ForecastPlot;
import io.github.sibyl4j.forecasting.plot.HorizonErrorPlot;
import io.github.sibyl4j.forecasting.plot.LossPlot;
import io.github.sibyl4j.forecasting.plot.PlotUnavailableException;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpaceForecaster;
import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.TimeIndex;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.NativeMemory;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Trains a model on a series, compares it with baselines on its last fifth, and writes what came out into a folder. */
final class Study {
    private final SpatioTemporalSeries series;
    private final String unit;
    private final Path out;
    private final PrintWriter print;
    private final long start = System.nanoTime();

    Study(SpatioTemporalSeries series, String unit, Path out, PrintWriter print) {
        this.series = series;
        this.unit = unit;
        this.out = out;
        this.print = print;
    }

    /** @param refit whether the model that is saved and forecasts learns once more, from the whole series */
    void run(TimeThenSpace estimator, TrainingConfig training, List<String> sensors, boolean refit) throws IOException {
        Files.createDirectories(out);
        Windows windows = estimator.windows();
        Split split = TslSplit.defaults().split(windows, series.steps());
        print.printf(
                "Training on %d windows of %d steps, choosing the epoch on %d, testing on %d that come later.%n",
                split.train().size(),
                windows.window(),
                split.validation().size(),
                split.test().size());
        print.flush();
        TimeThenSpaceForecaster model;
        try (ProgressDisplay progress = new ProgressDisplay(print)) {
            model = estimator.fit(series, split, training, progress);
        }
        print.printf(
                Locale.ROOT,
                "%s: %,d parameters, %.1f s, best epoch %d of %d.%n%n",
                model.name(),
                model.parameterCount(),
                model.training().orElseThrow().seconds(),
                model.training().orElseThrow().bestEpoch(),
                model.training().orElseThrow().epochs().size());
        List<Forecaster> all = new ArrayList<>(List.of(model));
        for (ForecastEstimator baseline : baselines(windows, split)) {
            all.add(baseline.fit(series, split, training));
        }
        List<Evaluation> evaluations = new ArrayList<>();
        for (Forecaster forecaster : all) {
            evaluations.add(Evaluation.of(forecaster, series, split.test()));
        }
        print.print(table(evaluations, windows));
        print.println();
        Forecaster last = refit ? refitted(estimator, training) : model;
        last.save(out.resolve("model"));
        print.println("Written:");
        wrote("model", "the model, which Forecaster.load and --model read");
        forecast(last, out.resolve("forecast.csv"));
        drawTest(model, all.get(1), evaluations, split, sensors);
        drawNext(last, sensors);
        drawTraining(model);
    }

    private Forecaster refitted(TimeThenSpace estimator, TrainingConfig training) {
        print.println("Training once more, on the whole series; its last tenth chooses the epoch.");
        print.flush();
        Split whole = new TslSplit(0.1, 0).split(estimator.windows(), series.steps());
        try (ProgressDisplay progress = new ProgressDisplay(print)) {
            return estimator.fit(series, whole, training, progress);
        }
    }

    /** Forecasts what comes after the series and nothing else. */
    void forecast(Forecaster forecaster) throws IOException {
        Files.createDirectories(out);
        print.println("Written:");
        forecast(forecaster, out.resolve("forecast.csv"));
    }

    private void forecast(Forecaster forecaster, Path file) {
        SpatioTemporalSeries forecast = forecaster.forecast(series).mean();
        SeriesCsv.write(file, forecast);
        wrote(
                "forecast.csv",
                forecast.steps() + " steps from " + forecast.time().label(0) + " to "
                        + forecast.time().label(forecast.steps() - 1) + " for every sensor");
    }

    private void wrote(String name, String what) {
        print.printf("  %-40s  %s%n", out.resolve(name), what);
        print.flush();
    }

    /** Baselines that the training part is long enough for. */
    private List<ForecastEstimator> baselines(Windows windows, Split split) {
        List<ForecastEstimator> baselines = new ArrayList<>(List.of(new Persistence(windows)));
        int season = season(series.time());
        if (season > 1 && windows.steps(split.train()).size() >= 2 * season) {
            baselines.add(new SeasonalNaive(windows, season));
            baselines.add(new HistoricalAverage(windows, season));
        }
        return baselines;
    }

    /** The steps of a day, or of a week where a step is a day, or of a year of weeks. */
    private static int season(TimeIndex time) {
        if (!time.hasClock()) {
            return 1;
        }
        Duration step = time.step();
        for (Duration season : List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(364))) {
            if (step.compareTo(season) < 0 && season.toMillis() % step.toMillis() == 0) {
                return (int) season.dividedBy(step);
            }
        }
        return 1;
    }

    private String table(List<Evaluation> evaluations, Windows windows) {
        TreeSet<Integer> steps =
                new TreeSet<>(List.of((windows.horizon() + 3) / 4, (windows.horizon() + 1) / 2, windows.horizon()));
        List<String> headings = new ArrayList<>(List.of("test error" + (unit.isEmpty() ? "" : " in " + unit)));
        for (int step : steps) {
            headings.add("MAE " + lead(step));
        }
        headings.addAll(List.of("MAE", "RMSE", "MAPE %", "MRE"));
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (Evaluation evaluation : evaluations) {
            List<String> cells = new ArrayList<>(List.of(evaluation.name()));
            for (int step : steps) {
                cells.add(number(evaluation.at(step).mae()));
            }
            Metrics all = evaluation.average();
            cells.addAll(List.of(number(all.mae()), number(all.rmse()), number(all.mape()), number(all.mre())));
            table.row(cells.toArray(String[]::new));
        }
        return table.toString();
    }

    private String lead(int steps) {
        if (!series.time().hasClock()) {
            return "+" + steps;
        }
        Duration lead = series.time().step().multipliedBy(steps);
        if (lead.toMinutes() < 120) {
            return lead.toMinutes() + " min";
        }
        return lead.toHours() < 72 ? lead.toHours() + " h" : lead.toDays() + " d";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void drawTest(
            Forecaster model, Forecaster baseline, List<Evaluation> evaluations, Split split, List<String> sensors)
            throws IOException {
        Path pictures = out.resolve("pictures");
        String tested = "test part, " + split.test().size() + " windows from "
                + series.time()
                        .label(split.test().from() + model.windows().window())
                        .replace('T', ' ');
        int shown = Math.min(
                split.test().size(),
                Math.max(2 * season(series.time()), 4 * model.windows().horizon()));
        int[] starts = new IndexRange(split.test().from(), split.test().from() + shown).toArray();
        Map<String, PointForecasts> ahead = new LinkedHashMap<>();
        ahead.put(model.name(), model.predict(series, starts));
        ahead.put(baseline.name(), baseline.predict(series, starts));
        Windows windows = model.windows();
        try {
            ForecastPlot.ahead(series, ahead, windows.window(), windows.horizon(), sensors, unit)
                    .save(pictures.resolve("test-forecast.png"));
            wrote("pictures/test-forecast.png", "forecast against truth, " + lead(windows.horizon()) + " ahead");
            HorizonErrorPlot.of(tested, unit, evaluations).save(pictures.resolve("error-by-horizon.png"));
            wrote("pictures/error-by-horizon.png", "how errors grow with the horizon");
        } catch (PlotUnavailableException e) {
            print.println("  No pictures: " + e.getMessage());
        }
    }

    private void drawNext(Forecaster forecaster, List<String> sensors) {
        int past = Math.max(season(series.time()), 4 * forecaster.windows().horizon());
        try {
            ForecastPlot.next(series, forecaster.forecast(series).mean(), past, sensors, unit)
                    .save(out.resolve("pictures").resolve("forecast.png"));
            wrote("pictures/forecast.png", "the forecast of what comes next");
        } catch (PlotUnavailableException e) {
            // Said once already, for the first picture.
        }
    }

    private void drawTraining(TimeThenSpaceForecaster model) {
        List<TrainingResult.Epoch> epochs = model.training().orElseThrow().epochs();
        double[] loss =
                epochs.stream().mapToDouble(TrainingResult.Epoch::trainLoss).toArray();
        double[] score =
                epochs.stream().mapToDouble(TrainingResult.Epoch::validation).toArray();
        try {
            LossPlot.of(model.name(), "MAE" + (unit.isEmpty() ? "" : " (" + unit + ")"), loss, score)
                    .save(out.resolve("pictures").resolve("training.png"));
            wrote("pictures/training.png", "loss and validation error by epoch");
        } catch (PlotUnavailableException e) {
            // Said once already, for the first picture.
        }
    }

    /** The last line: what it all took. */
    void finish() {
        print.printf(
                Locale.ROOT,
                "%nTotal time %.1f s, peak memory %s.%n",
                (System.nanoTime() - start) / 1e9,
                PeakMemory.describe(NativeMemory.peak()));
        print.flush();
    }
}
