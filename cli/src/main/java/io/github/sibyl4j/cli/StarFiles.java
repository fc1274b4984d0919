package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the STaR benchmark that a command line means. */
final class StarFiles {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private StarFiles() {}

    /** Files as they are, folders as the {@code .csv} and {@code .csv.gz} files in them, in the order of k and b. */
    static List<Path> of(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            require(Files.exists(path), "there is no file or folder %s", path);
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    List<Path> found = inside.filter(file -> file.toString().matches(".*\\.csv(\\.gz)?"))
                            .sorted(Comparator.comparing(StarFiles::sortable))
                            .toList();
                    require(!found.isEmpty(), "the folder %s holds no .csv or .csv.gz file", path);
                    files.addAll(found);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }

    /** With numbers of one width, so that k = 10 comes after k = 2. */
    private static String sortable(Path file) {
        Matcher numbers = NUMBER.matcher(String.valueOf(file.getFileName()));
        return numbers.replaceAll(number ->
                "0".repeat(Math.max(0, 9 - number.group().length())) + number.group());
    }
}
