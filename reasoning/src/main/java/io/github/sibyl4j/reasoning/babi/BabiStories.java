package io.github.sibyl4j.reasoning.babi;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up stories in the format of bAbI's files, for trying out a network without them: persons walk through a house and carry things
 * about. The sentences are this library's own. With one supporting fact, a question asks where a person is; with two, where a thing is,
 * which follows from who picked it up and where that person went last.
 */
public final class BabiStories {
    private static final List<String> PERSONS = List.of("Anna", "Bela", "Carl", "Dora");
    private static final List<String> PLACES = List.of("attic", "cellar", "hall", "pantry", "porch", "studio");
    private static final List<String> THINGS = List.of("lamp", "kettle", "ladder");
    private static final List<String> WALKS = List.of("%s walked to the %s.", "%s went into the %s.");

    private final SplittableRandom random;
    private final List<String> lines = new ArrayList<>();
    private int number;

    private BabiStories(Seed seed) {
        this.random = seed.random();
    }

    /**
     * Stories that end with one question each.
     *
     * @param supporting how many facts an answer follows from, 1 or 2
     * @param facts of a story, at least as many as support an answer
     * @return lines of a file, see {@link BabiFile}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a number lies outside its range
     */
    public static List<String> lines(int supporting, int facts, int stories, Seed seed) {
        require(supporting == 1 || supporting == 2, "supporting must be 1 or 2, found %d", supporting);
        require(facts >= supporting, "a story needs at least %d facts, found %d", supporting, facts);
        require(stories >= 1, "there must be at least 1 story, found %d", stories);
        BabiStories made = new BabiStories(seed);
        for (int i = 0; i < stories; i++) {
            made.number = 0;
            if (supporting == 1) {
                made.whereIsAPerson(facts);
            } else {
                made.whereIsAThing(facts);
            }
        }
        return made.lines;
    }

    private void whereIsAPerson(int facts) {
        int[] walked = new int[PERSONS.size()];
        String[] places = new String[PERSONS.size()];
        for (int i = 0; i < facts; i++) {
            walk(random.nextInt(PERSONS.size()), walked, places);
        }
        int asked = one(walked);
        line("Where is " + PERSONS.get(asked) + "?\t" + places[asked] + "\t" + walked[asked]);
    }

    private void whereIsAThing(int facts) {
        int[] walked = new int[PERSONS.size()];
        String[] places = new String[PERSONS.size()];
        int[] taken = new int[THINGS.size()];
        int[] holders = new int[THINGS.size()];
        // The last two facts may have to make the question answerable.
        while (number < facts - 2) {
            boolean walks = number == 0 || countTaken(taken) == THINGS.size() || random.nextInt(3) > 0;
            if (walks) {
                walk(random.nextInt(PERSONS.size()), walked, places);
            } else {
                take(one(walked), taken, holders);
            }
        }
        if (countTaken(taken) == 0) {
            int holder = random.nextInt(PERSONS.size());
            if (walked[holder] == 0) {
                walk(holder, walked, places);
            }
            take(holder, taken, holders);
        }
        while (number < facts) {
            walk(random.nextInt(PERSONS.size()), walked, places);
        }
        int thing = one(taken);
        int holder = holders[thing];
        line("Where is the " + THINGS.get(thing) + "?\t" + places[holder] + "\t" + taken[thing] + " " + walked[holder]);
    }

    private void walk(int person, int[] walked, String[] places) {
        places[person] = PLACES.get(random.nextInt(PLACES.size()));
        line(String.format(WALKS.get(random.nextInt(WALKS.size())), PERSONS.get(person), places[person]));
        walked[person] = number;
    }

    private void take(int person, int[] taken, int[] holders) {
        int thing;
        do {
            thing = random.nextInt(THINGS.size());
        } while (taken[thing] > 0);
        line(PERSONS.get(person) + " picked up the " + THINGS.get(thing) + ".");
        taken[thing] = number;
        holders[thing] = person;
    }

    /** A random index with a line number. */
    private int one(int[] numbers) {
        int index;
        do {
            index = random.nextInt(numbers.length);
        } while (numbers[index] == 0);
        return index;
    }

    private static int countTaken(int[] taken) {
        int count = 0;
        for (int number : taken) {
            count += number > 0 ? 1 : 0;
        }
        return count;
    }

    private void line(String sentence) {
        number++;
        lines.add(number + " " + sentence);
    }
}
