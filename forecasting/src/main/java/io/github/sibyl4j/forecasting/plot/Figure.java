package io.github.sibyl4j.forecasting.plot;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.knowm.xchart.XYChart;

/**
 * A picture: a title and a legend above charts stacked over one another. Nothing is drawn, and no part of AWT is touched, before
 * {@link #image()} or {@link #save(Path)} is called; it needs no display. Pixels are twice as dense as on a plain screen.
 */
public final class Figure {
    private final String title;
    private final String subtitle;
    private final Legend legend;
    private final Supplier<List<XYChart>> charts;

    Figure(String title, String subtitle, Legend legend, Supplier<List<XYChart>> charts) {
        this.title = title;
        this.subtitle = subtitle;
        this.legend = legend;
        this.charts = charts;
    }

    /** @throws PlotUnavailableException if this Java installation cannot draw text */
    public BufferedImage image() {
        requireAwt();
        return FigurePainter.paint(title, subtitle, legend, charts.get());
    }

    /**
     * Writes the picture as PNG; folders on the way are created.
     *
     * @throws PlotUnavailableException if this Java installation cannot draw text
     * @throws InvalidInputException if the file cannot be written
     */
    public void save(Path png) {
        byte[] bytes = FigurePainter.png(image());
        try {
            Files.createDirectories(png.toAbsolutePath().getParent());
            Files.write(png, bytes);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "cannot write the picture " + png + " (" + e + "); choose a place that can be written", e);
        }
    }

    /** Whatever fails in this first use of AWT is the installation's doing, not that of a chart. */
    private static void requireAwt() {
        try {
            FigurePainter.measureSomeText();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new PlotUnavailableException(e);
        }
    }
}
