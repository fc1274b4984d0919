package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files that come with the library, checked against their digests. */
final class EmbeddedFile {
    private EmbeddedFile() {}

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if the file is missing or differs */
    static InputStream open(String path, String sha256) {
        try (InputStream in = EmbeddedFile.class.getResourceAsStream(path)) {
            require(in != null, "The embedded file %s is missing from the library. Install the library again.", path);
            byte[] bytes = in.readAllBytes();
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            require(
                    digest.equals(sha256),
                    "The embedded file %s is damaged: its SHA-256 is %s, expected %s. Install the library again.",
                    path,
                    digest,
                    sha256);
            return new ByteArrayInputStream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
