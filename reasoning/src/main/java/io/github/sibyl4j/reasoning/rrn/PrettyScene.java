package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.tensor.Seed;
import java.util.SplittableRandom;

/** Objects of {@link PrettyClevr}: positions, counted from the middle of the square, and a colour and a marker each. Immutable. */
final class PrettyScene {
    static final int OBJECTS = 8;
    private static final double NEAREST = 0.1;

    private final double[] x;
    private final double[] y;
    private final int[] colours;
    private final int[] markers;

    private PrettyScene(double[] x, double[] y, int[] colours, int[] markers) {
        this.x = x;
        this.y = y;
        this.colours = colours;
        this.markers = markers;
    }

    /** Objects anywhere in a square of side 1, more than 0.1 apart. */
    static PrettyScene random(Seed seed) {
        SplittableRandom random = seed.random();
        PrettyScene scene = new PrettyScene(
                new double[OBJECTS],
                new double[OBJECTS],
                seed.split("colours").permutation(OBJECTS),
                seed.split("markers").permutation(OBJECTS));
        for (int i = 0; i < OBJECTS; i++) {
            do {
                scene.x[i] = random.nextDouble() - 0.5;
                scene.y[i] = random.nextDouble() - 0.5;
            } while (!scene.isApart(i));
        }
        return scene;
    }

    private boolean isApart(int object) {
        for (int i = 0; i < object; i++) {
            if (distance(i, object) <= NEAREST) {
                return false;
            }
        }
        return true;
    }

    PrettyScene turned(double angle, double scale) {
        double[] newX = new double[OBJECTS];
        double[] newY = new double[OBJECTS];
        for (int i = 0; i < OBJECTS; i++) {
            newX[i] = scale * (Math.cos(angle) * x[i] - Math.sin(angle) * y[i]);
            newY[i] = scale * (Math.sin(angle) * x[i] + Math.cos(angle) * y[i]);
        }
        return new PrettyScene(newX, newY, colours, markers);
    }

    /** The objects in the order in which they are visited; the first of several that are as near comes first. */
    int[] tour(int start) {
        int[] tour = new int[OBJECTS];
        boolean[] visited = new boolean[OBJECTS];
        tour[0] = start;
        visited[start] = true;
        for (int jump = 1; jump < OBJECTS; jump++) {
            int nearest = -1;
            for (int i = 0; i < OBJECTS; i++) {
                boolean nearer = nearest < 0 || distance(tour[jump - 1], i) < distance(tour[jump - 1], nearest);
                nearest = !visited[i] && nearer ? i : nearest;
            }
            tour[jump] = nearest;
            visited[nearest] = true;
        }
        return tour;
    }

    double distance(int a, int b) {
        return Math.hypot(x[a] - x[b], y[a] - y[b]);
    }

    double x(int object) {
        return x[object];
    }

    double y(int object) {
        return y[object];
    }

    int colour(int object) {
        return colours[object];
    }

    int marker(int object) {
        return markers[object];
    }
}
