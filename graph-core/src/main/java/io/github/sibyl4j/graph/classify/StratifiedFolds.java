package io.github.sibyl4j.graph.classify;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Parts of a data set of about the same size, in which every class has the same share as far as its number allows. */
final class StratifiedFolds {
    private final int[] foldOf;

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if every class has fewer members than there are folds */
    StratifiedFolds(int[] labels, int count, Seed seed) {
        require(count >= 2, "cross-validation needs at least 2 folds, found %d", count);
        int[] members = new int[Arrays.stream(labels).max().orElse(-1) + 1];
        for (int label : labels) {
            members[label]++;
        }
        require(
                Arrays.stream(members).anyMatch(size -> size >= count),
                "%d folds need as many graphs of at least one class, the most are %d",
                count,
                Arrays.stream(members).max().orElse(0));
        foldOf = new int[labels.length];
        int[] order = seed.permutation(labels.length);
        int next = 0;
        for (int label = 0; label < members.length; label++) {
            for (int i : order) {
                if (labels[i] == label) {
                    foldOf[i] = next++ % count;
                }
            }
        }
    }

    int[] members(int fold) {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
    }

    /** What is in neither of two folds. */
    int[] others(int fold, int another) {
        return IntStream.range(0, foldOf.length)
                .filter(i -> foldOf[i] != fold && foldOf[i] != another)
                .toArray();
    }
}
