package io.github.sibyl4j.forecasting.plot;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.Evaluation;
import io.github.sibyl4j.forecasting.Metrics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** How the errors of several forecasters grow with the horizon: MAE above, RMSE below. */
public final class HorizonErrorPlot {
    private HorizonErrorPlot() {}

    /**
     * @param subtitle what was evaluated
     * @param unit of the values, such as "mph"; empty if they have none
     * @param evaluations over the same windows
     */
    public static Figure of(String subtitle, String unit, List<Evaluation> evaluations) {
        require(!evaluations.isEmpty(), "there is no evaluation to draw");
        List<Evaluation> all = List.copyOf(evaluations);
        return new Figure(
                "Error by horizon",
                subtitle,
                new Legend(0, all.stream().map(Evaluation::name).toList()),
                () -> List.of(
                        chart("MAE" + in(unit), all, Metrics::mae, false),
                        chart("RMSE" + in(unit), all, Metrics::rmse, true)));
    }

    private static String in(String unit) {
        return unit.isEmpty() ? "" : " (" + unit + ")";
    }

    private static XYChart chart(
            String title, List<Evaluation> evaluations, ToDoubleFunction<Metrics> metric, boolean last) {
        XYChart chart = ChartStyle.chart("", title, last ? 304 : 280);
        if (last) {
            chart.setXAxisTitle("steps ahead");
        }
        chart.getStyler().setXAxisDecimalPattern("0").setPlotGridVerticalLinesVisible(false);
        for (int i = 0; i < evaluations.size(); i++) {
            Evaluation evaluation = evaluations.get(i);
            int steps = evaluation.byStep().size();
            double[] x = IntStream.rangeClosed(1, steps).asDoubleStream().toArray();
            double[] y = IntStream.rangeClosed(1, steps)
                    .mapToDouble(step -> metric.applyAsDouble(evaluation.at(step)))
                    .toArray();
            ChartStyle.dottedLine(chart.addSeries(evaluation.name(), x, y), ChartStyle.color(i), 2);
        }
        return chart;
    }
}
