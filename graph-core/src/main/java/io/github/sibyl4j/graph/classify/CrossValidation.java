package io.github.sibyl4j.graph.classify;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stratified cross-validation, as graph classifiers are compared with on the TU data sets. Each fold is tested once; the fold before
 * it chooses the epoch by its loss and the others are learned from, as in PyTorch Geometric's benchmark of graph kernels, so that
 * no graph that is tested has chosen anything. Xu et al. (ICLR 2019) instead report the one epoch that is best on the mean of
 * the tested folds: their figures are higher and not comparable.
 *
 * @param folds one for each part of the data
 */
public record CrossValidation(List<Fold> folds) {

    public CrossValidation {
        folds = List.copyOf(folds);
    }

    /** The accuracy on one tested fold, and the epoch that was chosen for it. */
    public record Fold(double accuracy, int bestEpoch) {}

    /**
     * Trains a network for every fold.
     *
     * @param folds how many, 10 by custom
     * @param progress is told of each
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are fewer than 3 folds, every class has fewer graphs than
     *     folds, or training fails
     */
    public static CrossValidation of(
            GraphClassification estimator,
            GraphDataset data,
            int folds,
            TrainingConfig training,
            Consumer<Fold> progress) {
        require(folds >= 3, "one fold is tested, one chooses and others are learned from: found %d folds", folds);
        Seed seed = new Seed(training.seed());
        StratifiedFolds parts = new StratifiedFolds(data.labels(), folds, seed.split("folds"));
        List<Fold> results = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            int chooser = (i + folds - 1) % folds;
            GraphDataset test = data.pick(parts.members(i));
            GraphClassifier classifier = estimator.fit(
                    data.pick(parts.others(i, chooser)),
                    data.pick(parts.members(chooser)),
                    training.withSeed(seed.split("fold").split(i).value()));
            results.add(new Fold(classifier.probabilities(test).accuracy(test.labels()), classifier.bestEpoch()));
            progress.accept(results.get(i));
        }
        return new CrossValidation(results);
    }

    /** The mean accuracy of all folds. */
    public double mean() {
        return folds.stream().mapToDouble(Fold::accuracy).sum() / folds.size();
    }

    /** The standard deviation of the folds' accuracies, divided by one less than their number. */
    public double deviation() {
        double mean = mean();
        double squares = folds.stream()
                .mapToDouble(fold -> Math.pow(fold.accuracy - mean, 2))
                .sum();
        return Math.sqrt(squares / (folds.size() - 1));
    }
}
