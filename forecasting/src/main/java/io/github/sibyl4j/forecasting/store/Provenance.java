package io.github.sibyl4j.forecasting.store;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a model comes from, saved with it: equal provenance on the same platform gives the same bits.
 *
 * @param dataSha256 over node ids, first time, and all values that training and validation saw
 */
public record Provenance(
        String dataSha256,
        String firstStep,
        String lastStep,
        TrainingConfig training,
        String sibyl,
        String java,
        String platform) {

    public static Provenance of(SpatioTemporalSeries series, TrainingConfig training) {
        return new Provenance(
                hash(series),
                series.time().label(0),
                series.time().label(series.steps() - 1),
                training,
                version(),
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String hash(SpatioTemporalSeries series) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = series.nodeIds() + series.time().label(0) + series.channelNames();
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            float[] values = series.values();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
