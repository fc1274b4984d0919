package io.github.sibyl4j.benchmarks.forwardgnn;

/**
 * One figure of the published tables.
 *
 * @param task {@code node-class} (accuracy in percent) or {@code link-pred} (area under the ROC in percent)
 */
public record Cell(String task, String dataset, String method, String backbone, int layers) {

    static final String NODES = "node-class";
    static final String LINKS = "link-pred";

    Cell withLayers(int value) {
        return new Cell(task, dataset, method, backbone, value);
    }

    /** What a pattern of the command line is held against. */
    String series() {
        return String.join(" ", task, dataset, method, backbone);
    }

    @Override
    public String toString() {
        return series() + " " + layers;
    }
}
