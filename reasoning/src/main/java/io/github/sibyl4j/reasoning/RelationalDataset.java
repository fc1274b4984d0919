package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Problems over one vocabulary of relations. Immutable; entities are never shared between instances.
 *
 * @param instances one at least
 */
public record RelationalDataset(RelationVocabulary relations, List<RelationalInstance> instances) {

    public RelationalDataset {
        instances = List.copyOf(instances);
        require(!instances.isEmpty(), "a data set needs one instance at least, found none");
        for (int i = 0; i < instances.size(); i++) {
            RelationalInstance instance = instances.get(i);
            int largest = Math.max(instance.target(), instance.graph().largestRelation());
            require(
                    largest < relations.size(),
                    "instance %d speaks of relation %d, the vocabulary ends at %d",
                    i,
                    largest,
                    relations.size() - 1);
        }
    }

    /** Two disjoint parts of a data set. */
    public record Split(RelationalDataset train, RelationalDataset validation) {}

    public int size() {
        return instances.size();
    }

    /** SHA-256 over relations, graphs, queries and targets of this data set and of others after it. */
    public String sha256(RelationalDataset... more) {
        Sha256 sum = new Sha256();
        addTo(sum);
        for (RelationalDataset data : more) {
            data.addTo(sum);
        }
        return sum.hex();
    }

    private void addTo(Sha256 sum) {
        sum.add(relations.names().toString()).add(size());
        for (RelationalInstance instance : instances) {
            RelationalGraph graph = instance.graph();
            sum.add(graph.entities(), graph.edges(), instance.head(), instance.tail(), instance.target());
            for (int e = 0; e < graph.edges(); e++) {
                sum.add(graph.head(e), graph.tail(e), graph.relation(e));
            }
        }
    }

    /**
     * The instances with these numbers, in this order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no instance of a number, or none is named
     */
    public RelationalDataset select(int... numbers) {
        for (int number : numbers) {
            require(
                    number >= 0 && number < size(),
                    "there is no instance %d, expected numbers from 0 to %d",
                    number,
                    size() - 1);
        }
        return new RelationalDataset(
                relations, Arrays.stream(numbers).mapToObj(instances::get).toList());
    }

    /**
     * A random split: the validation part takes {@code share} of the instances, rounded, the rest trains.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if one of the parts would be empty
     */
    public Split split(double share, Seed seed) {
        require(share > 0 && share < 1, "the share of validation must lie between 0 and 1, found %s", share);
        int held = (int) Math.round(share * size());
        require(
                held >= 1 && held < size(),
                "a validation part of %s of %d instances leaves one part empty: use more instances",
                share,
                size());
        int[] order = seed.permutation(size());
        return new Split(
                select(Arrays.copyOfRange(order, held, order.length)), select(Arrays.copyOfRange(order, 0, held)));
    }

    /**
     * These instances followed by those of another data set.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if it numbers relations otherwise; see {@link #over}
     */
    public RelationalDataset and(RelationalDataset more) {
        require(
                relations.equals(more.relations),
                "data sets are joined over one vocabulary, found %s and %s: bring both to one with over(...)",
                relations,
                more.relations);
        List<RelationalInstance> all = new ArrayList<>(instances);
        all.addAll(more.instances);
        return new RelationalDataset(relations, all);
    }

    /**
     * The same instances with relations numbered as in another vocabulary.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if it lacks a relation of this one
     */
    public RelationalDataset over(RelationVocabulary other) {
        int[] renamed = relations.names().stream().mapToInt(other::index).toArray();
        return new RelationalDataset(
                other,
                instances.stream()
                        .map(instance -> new RelationalInstance(
                                instance.graph().renamed(renamed),
                                instance.head(),
                                instance.tail(),
                                renamed[instance.target()]))
                        .toList());
    }

    /** Short, since a data set may hold thousands of instances. */
    @Override
    public String toString() {
        return size() + " instances over the relations " + relations;
    }
}
