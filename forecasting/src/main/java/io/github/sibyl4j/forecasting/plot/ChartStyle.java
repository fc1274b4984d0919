package io.github.sibyl4j.forecasting.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import java.util.TimeZone;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The common look of all charts. Loading this class loads AWT. */
final class ChartStyle {
    static final int WIDTH = 1000;
    static final int PADDING = 16;
    static final Color BACKGROUND = Color.WHITE;
    static final Color INK = new Color(0x222222);
    static final Color FADED_INK = new Color(0x666666);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private static final Font PANEL_TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final Font SMALL_TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Color GRID = new Color(0xE4E4E4);

    /** Okabe and Ito's colours, told apart with any kind of colour vision, without yellow, which is too light a line. */
    private static final Color[] PALETTE = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9)
    };

    private ChartStyle() {}

    static XYChart chart(String title, String yTitle, int height) {
        var chart = new XYChart(WIDTH, height);
        chart.setTitle(title);
        chart.setYAxisTitle(yTitle);
        var style = chart.getStyler();
        style.setLocale(Locale.ENGLISH)
                .setChartBackgroundColor(BACKGROUND)
                .setPlotBackgroundColor(BACKGROUND)
                .setPlotBorderVisible(false)
                .setChartFontColor(INK)
                .setChartPadding(PADDING)
                .setChartTitleFont(PANEL_TITLE)
                .setChartTitlePadding(4)
                // One legend for all panels stands in the header of the figure.
                .setLegendVisible(false)
                .setMarkerSize(7)
                // The same room for the labels in every panel, so that the time axes of stacked panels line up.
                .setYAxisLeftWidthHint(64);
        style.setAxisTitleFont(TEXT)
                .setAxisTickLabelsFont(SMALL_TEXT)
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(GRID)
                .setAxisTicksLineVisible(false)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotMargin(0)
                .setXAxisTickMarkSpacingHint(130)
                .setYAxisTickMarkSpacingHint(48)
                .setTimezone(TimeZone.getTimeZone("UTC"));
        return chart;
    }

    /** The colour of the {@code i}-th forecaster, the same in every chart; ink for {@link Legend#OBSERVED}. */
    static Color color(int i) {
        return i == Legend.OBSERVED ? INK : PALETTE[i % PALETTE.length];
    }

    static void line(XYSeries series, Color color, float width) {
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    static void dottedLine(XYSeries series, Color color, float width) {
        line(series, color, width);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
    }
}
