package io.github.sibyl4j.benchmarks.epignn;

import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalEstimator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A model, what it is trained on and what it is tested on.
 *
 * @param name such as {@code clutrr}; ablations and other models add their own, as in {@code clutrr min}
 * @param training everything but the seed
 * @param train the files that are trained on, under the folder of the data
 * @param validation the file that chooses the epoch; empty where a share of the training data does
 * @param tests test files by what a table calls them
 * @param read reads a file over relations, or over its own where they are null
 */
record Experiment(
        String name,
        RelationalEstimator<?> model,
        ReasonerTraining training,
        List<Long> seeds,
        List<String> train,
        Optional<String> validation,
        Map<String, String> tests,
        BiFunction<Path, RelationVocabulary, RelationalDataset> read) {

    /** All training files as one data set, over the relations of all of them. */
    RelationalDataset trainingData(Function<String, Path> place) {
        List<RelationalDataset> parts =
                train.stream().map(file -> read.apply(place.apply(file), null)).toList();
        RelationVocabulary relations = RelationVocabulary.sorted(parts.stream()
                .flatMap(part -> part.relations().names().stream())
                .toList());
        return parts.stream()
                .map(part -> part.over(relations))
                .reduce(RelationalDataset::and)
                .orElseThrow();
    }
}
