package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --peers FOLDER} of the commands that measure beside Python. */
final class PeersOption {
    @Option(
            names = "--peers",
            defaultValue = "benchmarks/peers",
            description = "Folder of the peers' scripts (default: ${DEFAULT-VALUE}).")
    private Path peers;

    Path folder() {
        return peers;
    }

    /** @param otherwise ends the message, such as "; or run --alone" */
    void requireScript(String name, String otherwise) {
        Path script = peers.resolve(name);
        require(
                Files.isRegularFile(script),
                "there is no peer %s: --peers names the folder of the peers' scripts, benchmarks/peers of the sources%s",
                script,
                otherwise);
    }
}
