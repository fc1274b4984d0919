package io.github.sibyl4j.reasoning.generate;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Kinship problems like those of CLUTRR (Sinha et al. 2019), made anew from its rules: a walk of k edges through a family
 * of known relations, asked for the relation of its ends. Passes over all pairs of a family alternate with flips of
 * genders, and walks are thinned so that label sequences occur equally often. "v is the r of u" is an edge from u to v.
 *
 * <p>Sequences longer than two are either trained on or tested on, never both.
 */
public final class KinshipGenerator {
    private static final int FEWEST_PASSES = 40;
    private static final int MOST_PASSES = 4_000;
    private static final int LONGEST_IN_COMMON = 2;
    /** The share of label sequences that is kept for tests. */
    private static final double HELD_OUT = 0.1;

    private static final RelationVocabulary RELATIONS = RelationVocabulary.of(Kinship.names());

    private final KinshipSettings settings;
    private final Seed seed;

    public KinshipGenerator(KinshipSettings settings, Seed seed) {
        this.settings = settings;
        this.seed = seed.split("kinship");
    }

    /** The twenty relations. */
    public static RelationVocabulary relations() {
        return RELATIONS;
    }

    /**
     * Problems for training, in random order.
     *
     * @param k edges of each walk, from 2 on
     * @throws io.github.sibyl4j.tensor.InvalidInputException if families of this size do not have so many
     */
    public RelationalDataset train(int k, int rows) {
        return generate(k, rows, false);
    }

    /** Problems for tests, as {@link #train}. */
    public RelationalDataset test(int k, int rows) {
        return generate(k, rows, true);
    }

    private RelationalDataset generate(int k, int rows, boolean test) {
        require(k >= 2, "k must be at least 2, found %d", k);
        require(rows >= 1, "rows must be at least 1, found %d", rows);
        Seed use = seed.split(test ? "test" : "train").split(k);
        SplittableRandom random = use.random();
        Family family = new Family(settings.generations(), settings.children(), random);
        Map<String, List<RelationalInstance>> bySequence = new TreeMap<>();
        int each = 0;
        for (int pass = 0; pass < FEWEST_PASSES || count(bySequence.values(), each) < rows; pass++) {
            require(
                    pass < MOST_PASSES,
                    "families of %s have only %d problems of %d edges, found a request for %d: ask for fewer,"
                            + " or for more children or generations",
                    settings,
                    count(bySequence.values(), each),
                    k,
                    rows);
            pass(family, k, test, random, bySequence);
            family.flip(random);
            each = bySequence.isEmpty() ? 0 : (rows + bySequence.size() - 1) / bySequence.size();
        }
        List<RelationalInstance> thinned = new ArrayList<>();
        for (List<RelationalInstance> same : bySequence.values()) {
            thinned.addAll(same.subList(0, Math.min(each, same.size())));
        }
        int[] order = use.split("order").permutation(thinned.size());
        List<RelationalInstance> chosen = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            chosen.add(thinned.get(order[i]));
        }
        return new RelationalDataset(RELATIONS, chosen);
    }

    private static int count(Collection<List<RelationalInstance>> sequences, int each) {
        return sequences.stream().mapToInt(same -> Math.min(each, same.size())).sum();
    }

    /** One walk for every two people that the rules relate. */
    private void pass(
            Family family,
            int k,
            boolean test,
            SplittableRandom random,
            Map<String, List<RelationalInstance>> bySequence) {
        for (int u = 0; u < family.people(); u++) {
            for (int v = 0; v < family.people(); v++) {
                if (family.kinship(u, v) != null) {
                    Optional<KinshipWalk> walk = KinshipWalk.random(family, u, v, k, random);
                    String sequence =
                            walk.map(w -> String.join("-", w.labels())).orElse("");
                    if (walk.isPresent() && belongs(sequence, k, test)) {
                        bySequence
                                .computeIfAbsent(sequence, s -> new ArrayList<>())
                                .add(walk.get().instance(RELATIONS));
                    }
                }
            }
        }
    }

    /** A sequence falls on one side by its name and the seed, so that the sides never meet, whatever is asked for. */
    private boolean belongs(String sequence, int k, boolean test) {
        boolean held = seed.split("sides").split(sequence).random().nextDouble() < HELD_OUT;
        return k <= LONGEST_IN_COMMON || held == test;
    }
}
