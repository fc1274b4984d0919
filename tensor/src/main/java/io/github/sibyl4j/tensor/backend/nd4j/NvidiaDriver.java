package io.github.sibyl4j.tensor.backend.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What the driver of NVIDIA says about GPUs, which needs none of the libraries of CUDA. */
final class NvidiaDriver {
    private static final List<String> ASK =
            List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader");

    private static final Pattern GPU = Pattern.compile("(.+), (\\d+)\\.(\\d+)");
    private static final int SECONDS = 20;

    private NvidiaDriver() {}

    /** The GPUs in the driver's order; none where there is no driver, or one of before 2021, which does not tell. */
    static List<Gpu> gpus() {
        try {
            Process process = new ProcessBuilder(ASK).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try {
                // A few lines, which the pipe holds: the program ends without being read from.
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return List.of();
                }
                return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    static List<Gpu> parse(String said) {
        return said.lines()
                .map(String::strip)
                .map(GPU::matcher)
                .filter(line -> line.matches())
                .map(line -> new Gpu(line.group(1), Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3))))
                .toList();
    }
}
