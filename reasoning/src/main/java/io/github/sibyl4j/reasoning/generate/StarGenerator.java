package io.github.sibyl4j.reasoning.generate;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Problems of the STaR benchmark (Khalid and Schockaert 2025) over any calculus: head and tail are joined by b paths of k
 * edges; every path allows a set of relations, and their intersection is one relation, the target. As its published
 * generator makes them: random pairs of relations are lengthened by sequences that compose to the relation they
 * replace; from k = 5 on paths are made of ⌊k/2⌋ + 1 edges first, of which some are then replaced by two to five
 * branches. These inner branches are not counted in b. A random pair that is drawn twice for one k and b becomes the same
 * path both times, which is why the published files hold a few duplicates of any length.
 */
public final class StarGenerator {
    private static final int LONGEST_WITHOUT_BRANCHES = 4;
    private static final int FEWEST_BRANCHES = 2;
    private static final int MOST_BRANCHES = 5;
    private static final int PATIENCE = 1_000_000;

    private final Calculus calculus;
    private final SequencePools pools;
    private final Seed seed;

    /**
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the pools are too small for the calculus
     */
    public StarGenerator(Calculus calculus, StarSettings settings, Seed seed) {
        require(calculus.size() >= 2, "%s has one relation alone, so there is nothing to ask", calculus.name());
        this.calculus = calculus;
        this.seed = seed.split("star");
        pools = new SequencePools(calculus, settings.poolSize(), settings.replacements(), this.seed.split("pools"));
    }

    /**
     * A balanced data set, sorted by target. It is a function of calculus, settings, seed and these numbers alone, and
     * row i of a target does not depend on how many there are.
     *
     * @param k edges on each path, from 2 on
     * @param b paths
     * @param perLabel problems for every relation
     */
    public RelationalDataset generate(int k, int b, int perLabel) {
        require(k >= 2, "k must be at least 2, found %d", k);
        require(b >= 1, "b must be at least 1, found %d", b);
        require(perLabel >= 1, "problems per label must be at least 1, found %d", perLabel);
        Seed cell = seed.split("k").split(k).split("b").split(b);
        List<RelationalInstance> instances = new ArrayList<>();
        for (int target = 0; target < calculus.size(); target++) {
            for (int i = 0; i < perLabel; i++) {
                instances.add(
                        instance(k, b, target, cell, cell.split(target).split(i).random()));
            }
        }
        return new RelationalDataset(RelationVocabulary.of(calculus.relations()), instances);
    }

    private RelationalInstance instance(int k, int b, int target, Seed cell, SplittableRandom random) {
        List<StarPath> paths = new ArrayList<>();
        for (int pair : pairs(target, b, random)) {
            paths.add(path(pair, k, cell.split("path").split(pair).random()));
        }
        return StarGraph.of(paths, target);
    }

    /** {@code count} pairs that leave one relation together. */
    private int[] pairs(int relation, int count, SplittableRandom random) {
        int[] pairs = new int[count];
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            long left = calculus.universal();
            for (int i = 0; i < count; i++) {
                pairs[i] = pools.pairThatAllows(relation, random);
                left &= pools.composition(pairs[i]);
            }
            if (left == 1L << relation) {
                return pairs;
            }
        }
        throw new InvalidInputException("no " + count + " random pairs of relations of " + calculus.name() + " leave "
                + calculus.relation(relation) + " alone: choose another b");
    }

    private StarPath path(int pair, int k, SplittableRandom random) {
        StarPath path = new StarPath(lengthened(pair, k <= LONGEST_WITHOUT_BRANCHES ? k : k / 2 + 1, random));
        branch(path, k, random);
        return path;
    }

    private List<Integer> lengthened(int pair, int length, SplittableRandom random) {
        List<Integer> path =
                new ArrayList<>(Arrays.stream(pools.pair(pair)).boxed().toList());
        while (path.size() < length) {
            int edge = random.nextInt(path.size());
            int longest = Math.min(SequencePools.LONGEST, length - path.size() + 1);
            int[] sequence = pools.replacement(path.get(edge), between(2, longest, random), random);
            path.remove(edge);
            for (int i = 0; i < sequence.length; i++) {
                path.add(edge + i, sequence[i]);
            }
        }
        return path;
    }

    /** Replaces edges by branches until the path is {@code k} edges long, whichever branch is taken. */
    private void branch(StarPath path, int k, SplittableRandom random) {
        int length = path.segments().size();
        while (length < k) {
            int[] plain = IntStream.range(0, path.segments().size())
                    .filter(s -> !path.segments().get(s).nested())
                    .toArray();
            int segment = plain[random.nextInt(plain.length)];
            int inner = between(2, Math.min(k - 2, k - length + 1), random);
            int branches = between(FEWEST_BRANCHES, MOST_BRANCHES, random);
            int relation = path.segments().get(segment).relation();
            path.nest(
                    segment,
                    Arrays.stream(pairs(relation, branches, random))
                            .mapToObj(inside -> lengthened(inside, inner, random))
                            .toList());
            length += inner - 1;
        }
    }

    private static int between(int least, int most, SplittableRandom random) {
        return least + random.nextInt(most - least + 1);
    }
}
