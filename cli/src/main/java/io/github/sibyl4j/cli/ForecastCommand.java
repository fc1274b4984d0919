package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.datasets.CsvOptions;
import io.github.sibyl4j.datasets.EdgeListCsv;
import io.github.sibyl4j.datasets.EdgeListOptions;
import io.github.sibyl4j.datasets.LoadedSeries;
import io.github.sibyl4j.datasets.SeriesCsv;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.graph.GaussianKernel;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on the user's own files. */
@Command(
        name = "forecast",
        description = {
            "Train on your own table, compare with baselines, and forecast what comes after its end; or forecast with a"
                    + " model that was saved before (--model)."
        },
        mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE.csv",
            description = "Measurements: the first column is the time, every other column a sensor; .csv or .csv.gz.")
    private Path data;

    @Option(
            names = "--graph",
            paramLabel = "EDGES.csv",
            description = "Edges: columns source, target and, if weighted, weight (or distance). Information flows from"
                    + " source to target. Without it the model ignores neighbours.")
    private Path graph;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Forecast with the model saved in this folder instead of training one.")
    private Path saved;

    @Mixin
    private ModelOptions model;

    @Mixin
    private CsvSettings csv;

    @Option(
            names = "--refit",
            description =
                    "After the comparison train once more on the whole series; the saved model and the forecast are"
                            + " then of that one. Without it they know nothing of the last fifth, on which they were tested.")
    private boolean refit;

    @Option(names = "--sensors", split = ",", description = "Sensors to draw (default: the first three).")
    private List<String> sensors = List.of();

    @Option(names = "--unit", defaultValue = "", description = "Unit of the values, for tables and pictures.")
    private String unit;

    @Option(
            names = "--out",
            defaultValue = "sibyl-out",
            description = "Folder for what it makes (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputPath.requireFolder("--out", out);
        PrintWriter print = spec.commandLine().getOut();
        LoadedSeries loaded = SeriesCsv.load(data, csv.table());
        loaded.notes().forEach(note -> print.println("Note: " + note));
        SpatioTemporalSeries series = loaded.series();
        print.println(data + ": " + series.steps() + " steps from "
                + series.time().label(0) + " to "
                + series.time().label(series.steps() - 1) + ", " + series.nodes() + " sensors, " + series.missing()
                + " values missing.");
        Study study = new Study(withGraph(series, print), unit, out, print);
        if (saved != null) {
            study.forecast(Forecaster.load(saved));
        } else {
            List<String> drawn = sensors.isEmpty() ? series.nodeIds().subList(0, Math.min(3, series.nodes())) : sensors;
            drawn.forEach(series::nodeIndex);
            study.run(model.estimator(graph != null), model.training(), drawn, refit);
            print.println();
            print.println("Next, when new data has come in:");
            print.println("  ./sibyl forecast --data NEW.csv --model " + out.resolve("model"));
        }
        study.finish();
        return 0;
    }

    private SpatioTemporalSeries withGraph(SpatioTemporalSeries series, PrintWriter print) {
        require(
                graph == null || saved == null,
                "--graph and --model exclude each other: the saved model has its own graph. Leave --graph out");
        if (graph == null) {
            if (saved == null) {
                print.println("No --graph was given: every sensor is forecast from its own past alone.");
            }
            return series;
        }
        EdgeListOptions options = csv.edges();
        SpatioTemporalSeries joined = series.withGraph(EdgeListCsv.read(graph, series.nodeIds(), options));
        print.println(graph + ": " + joined.graph().orElseThrow().edgeCount() + " edges.");
        return joined;
    }

    /** What may be mended in the user's files; nothing is by default. */
    static final class CsvSettings {
        @Option(names = "--separator", defaultValue = ",", description = "Between fields (default: a comma).")
        private char separator;

        @Option(
                names = "--time-format",
                defaultValue = "",
                description = "Pattern of the times, such as dd.MM.yyyy HH:mm.")
        private String timeFormat;

        @Option(
                names = "--missing",
                split = ",",
                description = "Texts that mean missing, beside an empty field (default: NaN,nan,NA).")
        private List<String> missing = List.of("NaN", "nan", "NA");

        @Option(names = "--charset", defaultValue = "UTF-8", description = "Encoding of the files (default: UTF-8).")
        private Charset charset;

        @Option(names = "--step", description = "Distance of two rows, such as PT5M (default: the most frequent one).")
        private Duration step;

        @Option(names = "--sort", description = "Put rows into the order of time.")
        private boolean sort;

        @Option(
                names = "--duplicates",
                defaultValue = "REJECT",
                description = "What becomes of rows with the same time: ${COMPLETION-CANDIDATES} (default: an error).")
        private CsvOptions.Duplicates duplicates;

        @Option(names = "--fill-gaps", description = "Take absent rows as missing values.")
        private boolean fillGaps;

        @Option(names = "--drop-empty", description = "Leave out sensors without a value.")
        private boolean dropEmpty;

        @Option(names = "--reject-constant", description = "Take a sensor that never changes as an error.")
        private boolean rejectConstant;

        @Option(
                names = "--weight-column",
                description = "Column of the edges' weights (default: weight, if there is one).")
        private String weightColumn;

        @Option(
                names = "--kernel",
                description =
                        "Turn the edges' distances into weights, exp(-(distance / theta)^2), with theta from the data"
                                + " and no edge below 0.1.")
        private boolean kernel;

        @Option(
                names = "--distance-column",
                defaultValue = "distance",
                description = "Column of the distances for --kernel (default: ${DEFAULT-VALUE}).")
        private String distanceColumn;

        @Option(names = "--allow-isolated", description = "Accept sensors without an edge.")
        private boolean allowIsolated;

        @Option(names = "--skip-unknown", description = "Leave out edges to sensors that the table does not have.")
        private boolean skipUnknown;

        @Option(
                names = "--by-position",
                description = "Edges name sensors by their position 0, 1, 2, ... in the table.")
        private boolean byPosition;

        CsvOptions table() {
            CsvOptions options = CsvOptions.strict()
                    .withCharset(charset)
                    .withSeparator(separator)
                    .withTimeFormat(timeFormat)
                    .withMissing(Set.copyOf(missing))
                    .withSort(sort)
                    .withDuplicates(duplicates)
                    .withFillGaps(fillGaps)
                    .withDropEmpty(dropEmpty)
                    .withRejectConstant(rejectConstant);
            return step == null ? options : options.withStep(step);
        }

        EdgeListOptions edges() {
            EdgeListOptions options = EdgeListOptions.strict()
                    .withSeparator(separator)
                    .withCharset(charset)
                    .withByPosition(byPosition)
                    .withAllowIsolated(allowIsolated)
                    .withSkipUnknown(skipUnknown);
            if (weightColumn != null) {
                options = options.withWeightColumn(weightColumn);
            }
            return kernel ? options.withDistanceColumn(distanceColumn).withKernel(GaussianKernel.defaults()) : options;
        }
    }
}
