package io.github.sibyl4j.forecasting.plot;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** How training went: training loss and validation score by epoch, with the best epoch marked. */
public final class LossPlot {
    private LossPlot() {}

    /**
     * @param model name in the title
     * @param unit of loss and score, on the axis, such as "MAE (mph)"
     * @param training loss of epochs 1, 2, ...
     * @param validation score of the same epochs, smaller is better; empty if nothing was validated
     */
    public static Figure of(String model, String unit, double[] training, double[] validation) {
        require(training.length > 0, "no epoch to draw; expected the loss of at least one epoch");
        require(
                validation.length == 0 || validation.length == training.length,
                "training loss of %d epochs, validation score of %d; expected the same epochs",
                training.length,
                validation.length);
        double[] loss = training.clone();
        double[] score = validation.clone();
        Legend legend = new Legend(0, score.length == 0 ? List.of("training") : List.of("training", "validation"));
        return new Figure(model + ": training", describe(loss, score), legend, () -> List.of(chart(unit, loss, score)));
    }

    private static String describe(double[] training, double[] validation) {
        if (validation.length == 0) {
            return training.length == 1 ? "1 epoch" : training.length + " epochs";
        }
        int best = best(validation);
        return String.format(
                Locale.ROOT,
                "%d epochs, best validation %.4g in epoch %d",
                training.length,
                validation[best],
                best + 1);
    }

    private static XYChart chart(String unit, double[] training, double[] validation) {
        XYChart chart = ChartStyle.chart("", unit, 400);
        chart.setXAxisTitle("epoch");
        chart.getStyler().setXAxisDecimalPattern("0").setPlotGridVerticalLinesVisible(false);
        double[] epochs =
                IntStream.rangeClosed(1, training.length).asDoubleStream().toArray();
        var line = chart.addSeries("training", epochs, training);
        ChartStyle.line(line, ChartStyle.color(0), 2);
        if (training.length == 1) {
            ChartStyle.dottedLine(line, ChartStyle.color(0), 2);
        }
        if (validation.length > 0) {
            ChartStyle.line(chart.addSeries("validation", epochs, validation), ChartStyle.color(1), 2);
            int best = best(validation);
            var mark = chart.addSeries("best epoch", new double[] {best + 1}, new double[] {validation[best]});
            ChartStyle.dottedLine(mark, ChartStyle.color(1), 0);
        }
        return chart;
    }

    private static int best(double[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((a, b) -> Double.compare(scores[b], scores[a]) < 0 ? b : a)
                .orElseThrow();
    }
}
