package io.github.sibyl4j.benchmarks;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sibyl4j.tensor.io.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file for figures, which was found to be writable before the work began that makes them. */
public final class JsonFile {
    private final Path file;

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if nothing can be written there */
    public JsonFile(Path file) {
        this.file = file;
        Path folder = file.toAbsolutePath().getParent();
        require(
                folder != null && Files.isDirectory(folder),
                "the folder of %s does not exist: make it first, or name another file",
                file);
        require(!Files.isDirectory(file), "%s is a folder: name a file in it", file);
        require(
                Files.isWritable(folder) && (Files.notExists(file) || Files.isWritable(file)),
                "%s cannot be written: check the permissions of the file and of its folder",
                file);
    }

    /** Writes a document in place of what was there. */
    public void write(JsonNode document) throws IOException {
        byte[] text = (document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, channel -> {
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        });
    }
}
