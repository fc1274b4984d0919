package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --calculus} of the commands that reason. */
final class CalculusOption {
    @Option(
            names = "--calculus",
            paramLabel = "rcc8|interval|FILE",
            description = "RCC-8, Allen's interval algebra, or a composition table in JSON.")
    private String calculus;

    /** The calculus that was named. */
    Calculus named() {
        require(calculus != null, "name the calculus: --calculus rcc8, interval, or a JSON file");
        return switch (calculus) {
            case "rcc8" -> Calculus.rcc8();
            case "interval" -> Calculus.interval();
            default -> Calculus.read(Path.of(calculus));
        };
    }

    /** A short name for files. */
    String label() {
        String name = String.valueOf(Path.of(calculus).getFileName());
        return name.replaceFirst("\\.json$", "");
    }

    /** The calculus that was named, else the embedded one that has all these relations. */
    Calculus of(RelationVocabulary relations) {
        if (calculus != null) {
            return named();
        }
        List<Calculus> known = List.of(Calculus.rcc8(), Calculus.interval());
        return known.stream()
                .filter(each -> each.relations().containsAll(relations.names()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("no embedded calculus has the relations " + relations
                        + ": name a composition table, --calculus FILE"));
    }
}
