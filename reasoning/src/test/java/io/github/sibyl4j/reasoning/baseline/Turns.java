package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chains of the turns and reflections of a triangle: composition in a group that knows order. */
final class Turns {
    static final RelationVocabulary NAMES = RelationVocabulary.of("e", "r", "rr", "s", "sr", "srr");

    private Turns() {}

    /** Element {@code s^a r^b} is number {@code 3 a + b}; the first argument is applied first. */
    private static int compose(int x, int y) {
        int turn = y / 3 == 0 ? x % 3 + y % 3 : y % 3 - x % 3;
        return (x / 3 + y / 3) % 2 * 3 + Math.floorMod(turn, 3);
    }

    static RelationalInstance chain(int... relations) {
        int target = IntStream.of(relations).reduce(0, Turns::compose);
        int[] from = IntStream.range(0, relations.length).toArray();
        int[] to = IntStream.rangeClosed(1, relations.length).toArray();
        return new RelationalInstance(
                RelationalGraph.of(relations.length + 1, from, to, relations), 0, relations.length, target);
    }

    static RelationalDataset chains(int count, int shortest, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RelationalInstance> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(chain(
                    random.ints(random.nextInt(shortest, longest + 1), 0, 6).toArray()));
        }
        return new RelationalDataset(NAMES, all);
    }
}
