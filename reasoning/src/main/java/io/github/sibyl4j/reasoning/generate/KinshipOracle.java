package io.github.sibyl4j.reasoning.generate;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the rules of kinship derive from a chain of relations, in whatever order they are applied. */
public final class KinshipOracle {
    private KinshipOracle() {}

    /**
     * The relations from the first to the last person of a walk; some walks leave two, such as (husband, son,
     * grandmother): mother or mother-in-law.
     *
     * @param labels relations as in {@code grandmother}, from each person to the next
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, or one is no kinship that the rules know
     */
    public static Set<String> derive(List<String> labels) {
        require(!labels.isEmpty(), "a walk has no relations: name one at least");
        int length = labels.size();
        List<List<Set<Kinship>>> spans = new ArrayList<>();
        for (int from = 0; from < length; from++) {
            spans.add(new ArrayList<>());
            for (int to = 0; to < length; to++) {
                spans.get(from).add(EnumSet.noneOf(Kinship.class));
            }
            spans.get(from).get(from).add(Kinship.named(labels.get(from)).kinship());
        }
        for (int width = 1; width < length; width++) {
            for (int from = 0; from + width < length; from++) {
                for (int middle = from; middle < from + width; middle++) {
                    for (Kinship left : spans.get(from).get(middle)) {
                        for (Kinship right : spans.get(middle + 1).get(from + width)) {
                            left.then(right).ifPresent(spans.get(from).get(from + width)::add);
                        }
                    }
                }
            }
        }
        boolean male = Kinship.named(labels.get(length - 1)).male();
        Set<String> derived = new TreeSet<>();
        spans.get(0).get(length - 1).forEach(kinship -> derived.add(kinship.name(male)));
        return derived;
    }
}
