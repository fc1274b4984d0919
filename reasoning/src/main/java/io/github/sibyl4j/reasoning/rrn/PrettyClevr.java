package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pretty-CLEVR in its form without pictures (Palm et al. 2018): 8 objects in a square, each of another colour and marker. Start at
 * the object of some colour, or marker, and jump to the nearest one where you have not been, some times; which marker, or colour, has
 * the object that you reach? A node is an object: its position, colour and marker, the colour or marker that the question starts from,
 * and the number of jumps, all but the position one-hot; an edge knows the distance.
 */
public final class PrettyClevr {
    /** The largest number of jumps. */
    public static final int MOST_JUMPS = PrettyScene.OBJECTS - 1;

    private static final int OBJECTS = PrettyScene.OBJECTS;
    private static final int FEATURES = 2 + 5 * OBJECTS;
    private static final ProblemGraph COMPLETE = ProblemGraph.complete(OBJECTS);

    private PrettyClevr() {}

    /** A builder with the published configuration. */
    public static RecurrentRelationalNetwork.Builder network() {
        return RecurrentRelationalNetwork.builder()
                .features(FEATURES)
                .edgeFeatures(1)
                .hidden(128)
                .layers(1)
                .recurrent(false)
                .rounds(4)
                .output(Output.GRAPH)
                .outputLayers(1, 0.5)
                .classes(2 * OBJECTS);
    }

    /**
     * Training questions without end: of a scene that is drawn from so many, one that is rotated and scaled at random, by a factor from
     * a half to 2, which changes no answer.
     *
     * @param fewest jumps of a question, 0 to 7
     * @param most jumps of a question
     * @param scenes how many different ones there are, 100,000 as published
     */
    public static ProblemStream stream(int fewest, int most, int scenes, Seed seed) {
        requireSizes(fewest, most, scenes);
        return place -> {
            SplittableRandom random = seed.split("questions").split(place).random();
            PrettyScene scene = PrettyScene.random(seed.split("scenes").split(random.nextInt(scenes)));
            double angle = 2 * Math.PI * random.nextDouble();
            double scale = Math.pow(2, 2 * random.nextDouble() - 1);
            return problem(scene.turned(angle, scale), random, fewest + random.nextInt(most - fewest + 1));
        };
    }

    /** Random questions of a number of jumps about random scenes, each about another one, which stay as they are. */
    public static List<RrnProblem> questions(int jumps, int count, Seed seed) {
        requireSizes(jumps, jumps, count);
        List<RrnProblem> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Seed use = seed.split(i);
            problems.add(problem(
                    PrettyScene.random(use.split("scene")),
                    use.split("question").random(),
                    jumps));
        }
        return problems;
    }

    private static void requireSizes(int fewest, int most, int count) {
        require(
                fewest >= 0 && fewest <= most && most <= MOST_JUMPS,
                "jumps must lie between 0 and %d, found %d to %d",
                MOST_JUMPS,
                fewest,
                most);
        require(count >= 1, "there must be at least 1 scene, found %d", count);
    }

    private static RrnProblem problem(PrettyScene scene, SplittableRandom random, int jumps) {
        int start = random.nextInt(OBJECTS);
        return problem(scene, start, jumps, random.nextBoolean());
    }

    /**
     * The question that starts at an object.
     *
     * @param byColour whether its colour is named and a marker asked for, or the other way round
     */
    static RrnProblem problem(PrettyScene scene, int start, int jumps, boolean byColour) {
        int end = scene.tour(start)[jumps];
        float[][] objects = new float[OBJECTS][FEATURES];
        int anchor = byColour ? scene.colour(start) : OBJECTS + scene.marker(start);
        for (int i = 0; i < OBJECTS; i++) {
            objects[i][0] = (float) scene.x(i);
            objects[i][1] = (float) scene.y(i);
            objects[i][2 + scene.colour(i)] = 1;
            objects[i][2 + OBJECTS + scene.marker(i)] = 1;
            objects[i][2 + 2 * OBJECTS + anchor] = 1;
            objects[i][2 + 4 * OBJECTS + jumps] = 1;
        }
        float[][] distances = new float[COMPLETE.edges()][1];
        for (int edge = 0; edge < distances.length; edge++) {
            distances[edge][0] = (float) scene.distance(COMPLETE.source(edge), COMPLETE.target(edge));
        }
        return RrnProblem.of(
                COMPLETE.withFeatures(distances),
                new int[OBJECTS][0],
                objects,
                byColour ? OBJECTS + scene.marker(end) : scene.colour(end));
    }
}
