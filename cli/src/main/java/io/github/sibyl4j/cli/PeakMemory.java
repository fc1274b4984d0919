package io.github.sibyl4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The most memory this process has used. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /** Peak of the process where the system tells it (Linux), and that of the tensors. */
    static String describe(long tensorBytes) {
        String tensors = String.format(Locale.ROOT, "%.0f MB in tensors", tensorBytes / 1e6);
        try {
            if (Files.isReadable(STATUS)) {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith("VmHWM:")) {
                        double kilobytes = Double.parseDouble(line.replaceAll("[^0-9]", ""));
                        return String.format(Locale.ROOT, "%.0f MB (%s)", kilobytes * 1024 / 1e6, tensors);
                    }
                }
            }
        } catch (IOException e) {
            // The figure is an extra; without it the tensors' own is told.
        }
        return tensors;
    }
}
