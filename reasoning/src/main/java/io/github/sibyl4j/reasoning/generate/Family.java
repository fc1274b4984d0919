package io.github.sibyl4j.reasoning.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The descendants of one couple: every couple has the same number of children, and everybody above the last generation
 * marries. Shape and relations never change, genders do.
 */
final class Family {
    private static final int NOBODY = -1;

    private final int people;
    private final int[] spouse;
    /** The parent by blood in the couple that comes first; its spouse is the other one. */
    private final int[] parent;

    private final boolean[] male;
    private final Kinship[] kinship;

    Family(int generations, int children, SplittableRandom random) {
        int couples = 0;
        int width = 1;
        for (int g = 0; g < generations - 1; g++) {
            couples += width;
            width *= children;
        }
        people = 2 * couples + width;
        spouse = new int[people];
        parent = new int[people];
        male = new boolean[people];
        Arrays.fill(spouse, NOBODY);
        Arrays.fill(parent, NOBODY);
        int next = 2 * couples;
        // Person 2c heads couple c with spouse 2c + 1; the last generation comes after all couples.
        for (int c = 0; c < couples; c++) {
            spouse[2 * c] = 2 * c + 1;
            spouse[2 * c + 1] = 2 * c;
            male[2 * c] = random.nextBoolean();
            male[2 * c + 1] = !male[2 * c];
            for (int child = 1; child <= children; child++) {
                int couple = c * children + child;
                int person = couple < couples ? 2 * couple : next++;
                parent[person] = 2 * c;
                male[person] = random.nextBoolean();
            }
        }
        kinship = new Kinship[people * people];
        for (int u = 0; u < people; u++) {
            for (int v = 0; v < people; v++) {
                kinship[u * people + v] = u == v ? null : relate(u, v);
            }
        }
    }

    int people() {
        return people;
    }

    boolean male(int person) {
        return male[person];
    }

    /** What {@code v} is to {@code u}; null if nothing that has a name here. */
    Kinship kinship(int u, int v) {
        return kinship[u * people + v];
    }

    /** Flips the genders of a random person and of the spouse. */
    void flip(SplittableRandom random) {
        int person = random.nextInt(people);
        male[person] = !male[person];
        if (spouse[person] != NOBODY) {
            male[spouse[person]] = !male[spouse[person]];
        }
    }

    private Kinship relate(int u, int v) {
        if (spouse[u] == v) {
            return Kinship.SPOUSE;
        }
        if (isParent(u, v)) {
            return Kinship.CHILD;
        }
        if (isParent(v, u)) {
            return Kinship.PARENT;
        }
        if (areSiblings(u, v)) {
            return Kinship.SIBLING;
        }
        if (isGrandparent(u, v)) {
            return Kinship.GRANDCHILD;
        }
        if (isGrandparent(v, u)) {
            return Kinship.GRANDPARENT;
        }
        if (isUncleOrAunt(u, v)) {
            return Kinship.NEPHEW_OR_NIECE;
        }
        if (isUncleOrAunt(v, u)) {
            return Kinship.UNCLE_OR_AUNT;
        }
        if (spouse[v] != NOBODY && isParent(u, spouse[v])) {
            return Kinship.CHILD_IN_LAW;
        }
        return spouse[u] != NOBODY && isParent(v, spouse[u]) ? Kinship.PARENT_IN_LAW : null;
    }

    private boolean isParent(int elder, int child) {
        return parent[child] != NOBODY && (parent[child] == elder || spouse[parent[child]] == elder);
    }

    private boolean areSiblings(int u, int v) {
        return parent[u] != NOBODY && parent[u] == parent[v];
    }

    private boolean isGrandparent(int elder, int grandchild) {
        int between = parent[grandchild];
        return between != NOBODY && (isParent(elder, between) || isParent(elder, spouse[between]));
    }

    private boolean isUncleOrAunt(int elder, int nephew) {
        int between = parent[nephew];
        return between != NOBODY && (areSiblings(elder, between) || areSiblings(elder, spouse[between]));
    }
}
