package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.nio.file.Files;
import java.nio.file.Path;

/** Paths of options that take what a command makes. To be asked before the work is done that would be lost. */
final class OutputPath {
    private OutputPath() {}

    /** Refuses what is no folder and cannot become one. */
    static void requireFolder(String option, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        require(
                Files.isDirectory(existing),
                "%s %s: %s is no folder, expected a folder, which is made if it does not exist: name another one",
                option,
                folder,
                existing);
        require(
                Files.isWritable(existing),
                "%s %s: nothing can be written in %s: check its permissions, or name another folder",
                option,
                folder,
                existing);
    }

    /** Refuses a file that cannot be written. */
    static void requireFile(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        require(
                folder != null && Files.isDirectory(folder),
                "%s %s: there is no folder %s for the file: make it first, or name another file",
                option,
                file,
                folder);
        require(!Files.isDirectory(file), "%s %s: this is a folder, expected a file: name one in it", option, file);
        require(
                Files.isWritable(Files.exists(file) ? file : folder),
                "%s %s: the file cannot be written: check the permissions of it and of its folder, or name another file",
                option,
                file);
    }
}
