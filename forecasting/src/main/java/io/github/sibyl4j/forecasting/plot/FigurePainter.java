package io.github.sibyl4j.forecasting.plot;

import static java.awt.RenderingHints.KEY_ANTIALIASING;
import static java.awt.RenderingHints.KEY_TEXT_ANTIALIASING;
import static java.awt.RenderingHints.VALUE_ANTIALIAS_ON;
import static java.awt.RenderingHints.VALUE_TEXT_ANTIALIAS_ON;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;

/** The part of {@link Figure} that touches AWT. */
final class FigurePainter {
    private static final int SCALE = 2;
    private static final int HEADER = 86;
    private static final int LEGEND_LINE = 28;

    private FigurePainter() {}

    /** Fails, in one of many ways, where AWT is missing or without fonts. */
    static void measureSomeText() {
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(ChartStyle.TEXT)
                .stringWidth("text");
    }

    static BufferedImage paint(String title, String subtitle, Legend legend, List<XYChart> charts) {
        int width = charts.stream().mapToInt(XYChart::getWidth).max().orElseThrow();
        int height = HEADER + charts.stream().mapToInt(XYChart::getHeight).sum();
        var image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            graphics.setColor(ChartStyle.BACKGROUND);
            graphics.fillRect(0, 0, width, height);
            paintHeader(graphics, title, subtitle);
            paintLegend(graphics, legend);
            graphics.translate(0, HEADER);
            for (XYChart chart : charts) {
                chart.paint(graphics, chart.getWidth(), chart.getHeight());
                graphics.translate(0, chart.getHeight());
            }
        } finally {
            graphics.dispose();
        }
        return image;
    }

    static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        // ImageIO.write would go through a file in the temporary folder.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void paintHeader(Graphics2D graphics, String title, String subtitle) {
        graphics.setRenderingHint(KEY_ANTIALIASING, VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(KEY_TEXT_ANTIALIASING, VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(ChartStyle.INK);
        graphics.setFont(ChartStyle.TITLE);
        graphics.drawString(title, ChartStyle.PADDING, 32);
        graphics.setColor(ChartStyle.FADED_INK);
        graphics.setFont(ChartStyle.TEXT);
        graphics.drawString(subtitle, ChartStyle.PADDING, 52);
    }

    private static void paintLegend(Graphics2D graphics, Legend legend) {
        int x = ChartStyle.PADDING;
        int baseline = 78;
        for (int i = 0; i < legend.names().size(); i++) {
            graphics.setColor(ChartStyle.color(legend.first() + i));
            graphics.fillRect(x, baseline - 6, LEGEND_LINE, 3);
            x += LEGEND_LINE + 8;
            graphics.setColor(ChartStyle.INK);
            graphics.drawString(legend.names().get(i), x, baseline);
            x += graphics.getFontMetrics().stringWidth(legend.names().get(i)) + 24;
        }
    }
}
