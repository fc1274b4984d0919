package io.github.sibyl4j.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Which sources this is made from, as far as a Git repository around the class path tells. */
final class Commit {
    private static final int PATIENCE_SECONDS = 10;

    private Commit() {}

    /** The abbreviated commit, with "-dirty" where files were changed since, or "unknown". */
    static String describe() {
        try {
            Path folder = Path.of(Commit.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            while (folder != null && !Files.exists(folder.resolve(".git"))) {
                folder = folder.getParent();
            }
            return folder == null ? "unknown" : describe(folder);
        } catch (IOException | URISyntaxException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private static String describe(Path repository) throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-C", repository.toString(), "describe", "--always", "--dirty")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        boolean done = git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
        return done && !answer.isEmpty() ? answer : "unknown";
    }
}
