package io.github.sibyl4j.reasoning.calculus;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A qualitative calculus: up to 64 base relations of which exactly one holds between any two entities, the converse of
 * each, and the composition table that says which relations may hold from x to z if a holds from x to y and b from y
 * to z. A set of relations is a bit mask, bit i for the i-th relation.
 *
 * <p>A table is held to the {@link Law}s when it is made.
 */
public final class Calculus {
    private static final int MOST_RELATIONS = Long.SIZE;
    private static final int MOST_NAMED = 5;

    private final String name;
    private final List<String> relations;
    private final int identity;
    private final int[] converse;
    private final long[] composition;
    private final UnionMap converses;
    private final UnionMap[] compositions;
    private final boolean absorbing;
    private final List<LawViolation> violations;

    private Calculus(String name, List<String> relations, int identity, int[] converse, long[] composition) {
        int size = relations.size();
        this.name = name;
        this.relations = relations;
        this.identity = identity;
        this.converse = converse;
        this.composition = composition;
        converses = new UnionMap(Arrays.stream(converse).mapToLong(c -> 1L << c).toArray());
        compositions = new UnionMap[size];
        for (int a = 0; a < size; a++) {
            compositions[a] = new UnionMap(Arrays.copyOfRange(composition, a * size, (a + 1) * size));
        }
        boolean all = true;
        for (int a = 0; a < size; a++) {
            all &= compose(1L << a, universal()) == universal() && compose(universal(), 1L << a) == universal();
        }
        absorbing = all;
        violations = LawCheck.of(this);
    }

    /** RCC-8: how two regions lie to each other (Randell, Cui and Cohn 1992). */
    public static Calculus rcc8() {
        return Embedded.RCC8;
    }

    /** How two time intervals lie to each other (Allen 1983). */
    public static Calculus interval() {
        return Embedded.INTERVAL;
    }

    /**
     * A table in JSON: {@code calculus} (its name), {@code relations} (names in order), {@code identity},
     * {@code converse} (an object from relation to relation) and {@code composition} (for every a an object that gives
     * for every b the list of relations in a;b).
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the file cannot be read, or the table breaks a required law
     */
    public static Calculus read(Path json) {
        return CalculusJson.read(json);
    }

    /**
     * A table given by names.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if names do not fit together, or the table breaks a
     *     required law; the message names the relations it breaks it for
     */
    public static Calculus of(
            String name,
            List<String> relations,
            String identity,
            Map<String, String> converse,
            Map<String, ? extends Map<String, ? extends Collection<String>>> composition) {
        int size = relations.size();
        require(size >= 1 && size <= MOST_RELATIONS, "%s: %d relations, expected 1 to %d", name, size, MOST_RELATIONS);
        Set<String> seen = new HashSet<>();
        for (String relation : relations) {
            require(
                    relation.matches("[^\\s'\"\\\\{},]+"),
                    "%s: relation '%s' needs a name without blanks, quotes, braces, commas and backslashes",
                    name,
                    relation);
            require(seen.add(relation), "%s: relation %s occurs twice in the list of relations", name, relation);
        }
        int[] converses = new int[size];
        long[] compositions = new long[size * size];
        for (int a = 0; a < size; a++) {
            String left = relations.get(a);
            require(converse.containsKey(left), "%s: the converse of %s is missing", name, left);
            converses[a] = known(name, relations, converse.get(left), "the converse of " + left);
            var row = composition.get(left);
            require(row != null, "%s: the compositions of %s are missing", name, left);
            for (int b = 0; b < size; b++) {
                String right = relations.get(b);
                String entry = left + ";" + right;
                var cell = row.get(right);
                require(cell != null, "%s: the composition %s is missing; give the list of its relations", name, entry);
                for (String relation : cell) {
                    compositions[a * size + b] |= 1L << known(name, relations, relation, entry);
                }
            }
            requireKnown(name, relations, row.keySet(), "the compositions of " + left);
        }
        requireKnown(name, relations, converse.keySet(), "the converses");
        requireKnown(name, relations, composition.keySet(), "the compositions");
        Calculus calculus = new Calculus(
                name, List.copyOf(relations), known(name, relations, identity, "identity"), converses, compositions);
        calculus.requireLaws();
        return calculus;
    }

    private static void requireKnown(String name, List<String> relations, Set<String> keys, String where) {
        for (String key : keys) {
            known(name, relations, key, where);
        }
    }

    private static int known(String name, List<String> relations, String relation, String where) {
        int index = relations.indexOf(relation);
        require(index >= 0, "%s: %s names the relation %s, expected one of %s", name, where, relation, relations);
        return index;
    }

    private void requireLaws() {
        List<LawViolation> broken =
                violations.stream().filter(v -> v.law().required()).toList();
        require(
                broken.isEmpty(),
                "%s breaks the laws of a calculus in %d places:%n%s%s",
                name,
                broken.size(),
                broken.stream().limit(MOST_NAMED).map(v -> "  " + v).collect(Collectors.joining("\n")),
                broken.size() > MOST_NAMED ? "\n  and so on" : "");
    }

    public String name() {
        return name;
    }

    public List<String> relations() {
        return relations;
    }

    public int size() {
        return relations.size();
    }

    /** The relation that every entity has to itself. */
    public int identity() {
        return identity;
    }

    /**
     * The name of a relation.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no relation of this number
     */
    public String relation(int index) {
        require(
                index >= 0 && index < relations.size(),
                "%s has no relation %d, expected a number from 0 to %d: %s",
                name,
                index,
                relations.size() - 1,
                relations);
        return relations.get(index);
    }

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if there is no relation of this name */
    public int relation(String relation) {
        int index = relations.indexOf(relation);
        require(index >= 0, "%s has no relation '%s', expected one of %s", name, relation, relations);
        return index;
    }

    /** The set of the relations with these names. */
    public long set(String... names) {
        long set = 0;
        for (String each : names) {
            set |= 1L << relation(each);
        }
        return set;
    }

    /** The set of all relations. */
    public long universal() {
        return -1L >>> Long.SIZE - size();
    }

    /** The converse of one relation. */
    public int converseOf(int relation) {
        return converse[relation];
    }

    /** The set of the converses. */
    public long converse(long set) {
        return converses.of(set);
    }

    /** The set that one relation composes to with another. */
    public long compositionOf(int a, int b) {
        return composition[a * size() + b];
    }

    /** The union of the compositions of all relations of {@code a} with all of {@code b}. */
    public long compose(long a, long b) {
        long result = 0;
        for (long rest = a; rest != 0; rest &= rest - 1) {
            result |= compositions[Long.numberOfTrailingZeros(rest)].of(b);
        }
        return result;
    }

    /** Whether composing anything with the set of all relations gives that set again, so that it never informs. */
    boolean universalAbsorbs() {
        return absorbing;
    }

    /** Whether the law holds throughout. */
    public boolean holds(Law law) {
        return violations.stream().noneMatch(v -> v.law() == law);
    }

    /** Where the table breaks laws that are not required. */
    public List<LawViolation> violations() {
        return violations;
    }

    /** The names in a set, in the order of the relations. */
    public List<String> names(long set) {
        List<String> names = new ArrayList<>();
        for (long rest = set; rest != 0; rest &= rest - 1) {
            names.add(relation(Long.numberOfTrailingZeros(rest)));
        }
        return names;
    }

    /** A set as in {@code {EC, PO}}, a single relation by its name, all relations as {@code any}. */
    public String text(long set) {
        if (set == universal() && size() > 1) {
            return "any";
        }
        return Long.bitCount(set) == 1
                ? relation(Long.numberOfTrailingZeros(set))
                : "{" + String.join(", ", names(set)) + "}";
    }

    /** A fact as in {@code 3 EC 5}. */
    public String text(Fact fact) {
        return text(fact, Integer::toString);
    }

    String text(Fact fact, IntFunction<String> entity) {
        return entity.apply(fact.from()) + " " + text(fact.relations()) + " " + entity.apply(fact.to());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calculus that
                && name.equals(that.name)
                && relations.equals(that.relations)
                && identity == that.identity
                && Arrays.equals(converse, that.converse)
                && Arrays.equals(composition, that.composition);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, relations, identity, Arrays.hashCode(composition));
    }

    @Override
    public String toString() {
        return name + relations;
    }

    private static final class Embedded {
        private static final Calculus RCC8 = CalculusJson.embedded("rcc8.json");
        private static final Calculus INTERVAL = CalculusJson.embedded("interval.json");
    }
}
