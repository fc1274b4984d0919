package io.github.sibyl4j.cli;

import io.github.sibyl4j.tensor.train.TrainingEvent;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar over all steps of a training run with loss, validation error and time left; a line an epoch without a terminal. */
final class ProgressDisplay implements Consumer<TrainingEvent>, AutoCloseable {
    private final PrintWriter out;
    private final boolean live = isTerminal(System.console());
    private ProgressBar bar;
    private double validation = Double.NaN;

    ProgressDisplay(PrintWriter out) {
        this.out = out;
    }

    /** From JDK 22 on there is a console also where nobody watches, and it can be asked. */
    private static boolean isTerminal(Console console) {
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public void accept(TrainingEvent event) {
        if (event instanceof TrainingEvent.BatchFinished batch) {
            batch(batch);
        } else if (event instanceof TrainingEvent.EpochFinished epoch) {
            validation = epoch.validation();
            if (!live) {
                out.printf(
                        Locale.ROOT,
                        "  epoch %d/%d  loss %.4f  validation MAE %.4f%s  about %.0f s left%n",
                        epoch.epoch(),
                        epoch.epochs(),
                        epoch.trainLoss(),
                        epoch.validation(),
                        epoch.bestEpoch() == epoch.epoch() ? " (best)" : "",
                        epoch.secondsLeft());
                out.flush();
            }
        }
    }

    private void batch(TrainingEvent.BatchFinished batch) {
        if (!live) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setInitialMax((long) batch.epochs() * batch.batches())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .build();
        }
        bar.step();
        bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f, validation %.3f", batch.loss(), validation));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
