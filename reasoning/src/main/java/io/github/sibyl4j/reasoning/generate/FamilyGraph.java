package io.github.sibyl4j.reasoning.generate;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Families as knowledge graphs: who is what to whom. */
public final class FamilyGraph {
    private FamilyGraph() {}

    /**
     * Facts about several families that are not related to each other, over {@link KinshipGenerator#relations}. Of all that holds
     * between two people a random share is said; those of whom nothing is said are left out.
     *
     * @param prefix what the names of all people begin with, as in {@code A3.12}
     * @param share of the facts to keep, more than 0 and at most 1
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no family, the share is out of its range, or no fact is
     *     left
     */
    public static NamedGraph<String> of(
            String prefix, int families, KinshipSettings settings, double share, Seed seed) {
        require(families >= 1, "families must be at least 1, found %d", families);
        require(share > 0 && share <= 1, "the share of facts must be more than 0 and at most 1, found %s", share);
        SplittableRandom random = seed.split("families").random();
        List<String> people = new ArrayList<>();
        List<int[]> facts = new ArrayList<>();
        for (int f = 0; f < families; f++) {
            Family family = new Family(settings.generations(), settings.children(), random);
            int[] number = new int[family.people()];
            for (int u = 0; u < number.length; u++) {
                for (int v = 0; v < number.length; v++) {
                    Kinship kinship = family.kinship(u, v);
                    if (kinship != null && random.nextDouble() < share) {
                        int relation = KinshipGenerator.relations().index(kinship.name(family.male(v)));
                        facts.add(new int[] {
                            person(people, number, u, prefix + f), relation, person(people, number, v, prefix + f)
                        });
                    }
                }
            }
        }
        require(!facts.isEmpty(), "no fact is left of %d families: raise the share, now %s", families, share);
        return new NamedGraph<>(
                RelationalGraph.of(
                        people.size(),
                        facts.stream().mapToInt(fact -> fact[0]).toArray(),
                        facts.stream().mapToInt(fact -> fact[2]).toArray(),
                        facts.stream().mapToInt(fact -> fact[1]).toArray()),
                KinshipGenerator.relations(),
                people);
    }

    /** Numbers a person, from 1 on while nobody has a number, when something is first said of them. */
    private static int person(List<String> people, int[] number, int who, String family) {
        if (number[who] == 0) {
            people.add(family + "." + who);
            number[who] = people.size();
        }
        return number[who] - 1;
    }
}
