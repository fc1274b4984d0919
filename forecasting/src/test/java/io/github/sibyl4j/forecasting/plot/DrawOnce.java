package io.github.sibyl4j.forecasting.plot;

import java.nio.file.Path;

/** Draws a picture, and writes to standard output why it cannot. */
final class DrawOnce {
    private DrawOnce() {}

    public static void main(String[] file) {
        try {
            LossPlot.of("model", "MAE", new double[] {2, 1}, new double[] {3, 2})
                    .save(Path.of(file[0]));
        } catch (PlotUnavailableException e) {
            System.out.println("unavailable: " + e.getMessage());
        }
    }
}
