package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The names of relations; relation {@code i} of a graph is the {@code i}-th of them. */
public final class RelationVocabulary {
    private final List<String> names;
    private final Map<String, Integer> index = new HashMap<>();

    private RelationVocabulary(List<String> names) {
        this.names = names;
        require(!names.isEmpty(), "there are no relations: a vocabulary names one at least");
        for (String name : names) {
            require(!name.isBlank(), "a relation has no name: %s", names);
            require(index.put(name, index.size()) == null, "the relation '%s' is named twice", name);
        }
    }

    /**
     * The relations in the order given.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, a name is null or blank, or occurs twice
     */
    public static RelationVocabulary of(List<String> names) {
        requireNames(names);
        return new RelationVocabulary(List.copyOf(names));
    }

    public static RelationVocabulary of(String... names) {
        return of(Arrays.asList(names));
    }

    private static void requireNames(Collection<String> names) {
        require(
                names.stream().allMatch(Objects::nonNull),
                "a relation's name is null: %s; name every relation or leave it out",
                names);
    }

    /** The distinct names in alphabetical order, so that the numbers do not depend on the order of a file. */
    public static RelationVocabulary sorted(Collection<String> names) {
        requireNames(names);
        return new RelationVocabulary(List.copyOf(new TreeSet<>(names)));
    }

    public int size() {
        return names.size();
    }

    public List<String> names() {
        return names;
    }

    /**
     * The name of a relation.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no relation of that number
     */
    public String name(int relation) {
        requireNumber(relation);
        return names.get(relation);
    }

    void requireNumber(int relation) {
        require(
                relation >= 0 && relation < names.size(),
                "there is no relation %d, expected a number from 0 to %d: %s",
                relation,
                names.size() - 1,
                names);
    }

    public boolean contains(String name) {
        return index.containsKey(name);
    }

    /**
     * The number of a relation.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no relation of that name
     */
    public int index(String name) {
        Integer found = index.get(name);
        require(found != null, "there is no relation '%s'; known are %s", name, names);
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RelationVocabulary that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
