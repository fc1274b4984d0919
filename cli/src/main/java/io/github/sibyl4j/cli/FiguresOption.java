package io.github.sibyl4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.benchmarks.compare.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --json FILE} of the commands that measure. */
final class FiguresOption {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write all figures to a file, with command, commit, seeds and machine.")
    private Path json;

    /** To be asked before the work is done: a file that cannot be written ends in a message. */
    Optional<JsonFile> file() {
        return Optional.ofNullable(json).map(JsonFile::new);
    }

    static RunRecord record(CommandSpec spec, List<Long> seeds) {
        List<String> words = spec.root().commandLine().getParseResult().originalArgs();
        StringBuilder command = new StringBuilder("./sibyl");
        for (String word : words) {
            command.append(' ').append(word.matches("[\\w./,=:@%+-]+") ? word : "'" + word + "'");
        }
        return new RunRecord(command.toString(), Commit.describe(), seeds, Machine.describe());
    }

    static void write(Optional<JsonFile> file, ObjectNode figures) throws IOException {
        if (file.isPresent()) {
            file.get().write(figures);
        }
    }
}
