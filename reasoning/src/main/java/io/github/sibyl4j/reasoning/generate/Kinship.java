package io.github.sibyl4j.reasoning.generate;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A family relation whatever the gender: read "from u to v" as "v is the ... of u". The rules by which two of them
 * compose are those of CLUTRR (Sinha et al. 2019).
 */
enum Kinship {
    CHILD("son", "daughter"),
    PARENT("father", "mother"),
    SPOUSE("husband", "wife"),
    SIBLING("brother", "sister"),
    GRANDCHILD("grandson", "granddaughter"),
    GRANDPARENT("grandfather", "grandmother"),
    NEPHEW_OR_NIECE("nephew", "niece"),
    UNCLE_OR_AUNT("uncle", "aunt"),
    CHILD_IN_LAW("son-in-law", "daughter-in-law"),
    PARENT_IN_LAW("father-in-law", "mother-in-law");

    private final String male;
    private final String female;

    Kinship(String male, String female) {
        this.male = male;
        this.female = female;
    }

    /** The name for a person of this gender. */
    String name(boolean isMale) {
        return isMale ? male : female;
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Kinship kinship : values()) {
            names.add(kinship.male);
            names.add(kinship.female);
        }
        Collections.sort(names);
        return names;
    }

    /** Who has this name, and of which gender. */
    static Named named(String name) {
        for (Kinship kinship : values()) {
            if (kinship.male.equals(name) || kinship.female.equals(name)) {
                return new Named(kinship, kinship.male.equals(name));
            }
        }
        throw new InvalidInputException("there is no kinship '" + name + "', expected one of " + names());
    }

    record Named(Kinship kinship, boolean male) {}

    /** What z is to x by the rules, if y is this to x and z is {@code next} to y, all three different. */
    Optional<Kinship> then(Kinship next) {
        return Optional.ofNullable(
                switch (this) {
                    case CHILD ->
                        switch (next) {
                            case CHILD -> GRANDCHILD;
                            case SPOUSE -> CHILD_IN_LAW;
                            case SIBLING -> CHILD;
                            case UNCLE_OR_AUNT -> SIBLING;
                            case GRANDPARENT -> PARENT;
                            default -> null;
                        };
                    case PARENT ->
                        switch (next) {
                            case CHILD -> SIBLING;
                            case PARENT -> GRANDPARENT;
                            case SIBLING -> UNCLE_OR_AUNT;
                            default -> null;
                        };
                    case SPOUSE ->
                        switch (next) {
                            case PARENT -> PARENT_IN_LAW;
                            case GRANDCHILD -> GRANDCHILD;
                            case CHILD -> CHILD;
                            default -> null;
                        };
                    case SIBLING ->
                        switch (next) {
                            case SIBLING -> SIBLING;
                            case GRANDPARENT -> GRANDPARENT;
                            case CHILD -> NEPHEW_OR_NIECE;
                            case PARENT -> PARENT;
                            default -> null;
                        };
                    case GRANDCHILD -> next == SIBLING ? GRANDCHILD : null;
                    default -> null;
                });
    }
}
