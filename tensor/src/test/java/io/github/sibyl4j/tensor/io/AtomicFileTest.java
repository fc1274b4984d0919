package io.github.sibyl4j.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private void write(String text) throws IOException {
        AtomicFile.write(folder.resolve("new/file"), channel -> channel.write(ByteBuffer.wrap(text.getBytes())));
    }

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        write("first");
        write("second");
        assertEquals("second", Files.readString(folder.resolve("new/file")));
        try (var files = Files.list(folder.resolve("new"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void leavesTheOldFileWhenTheContentFails() throws IOException {
        write("first");
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(folder.resolve("new/file"), channel -> {
                    channel.write(ByteBuffer.wrap(new byte[3]));
                    throw new IOException("disk full");
                }));
        assertEquals("first", Files.readString(folder.resolve("new/file")));
        try (var files = Files.list(folder.resolve("new"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void mayBeReadByThoseWhoMayReadOtherNewFiles() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        write("text");
        Files.writeString(folder.resolve("plain"), "text");
        assertEquals(
                Files.getPosixFilePermissions(folder.resolve("plain")),
                Files.getPosixFilePermissions(folder.resolve("new/file")));
    }
}
