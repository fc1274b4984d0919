package io.github.sibyl4j.reasoning.epignn;

import java.util.Arrays;

/** The gradients of {@link StepTables}, part by part, that a block of problems adds up. */
final class TableGradients {
    final float[] relations;
    final float[] forward;
    final float[] backward;
    final float[] byRight;
    final float[] byLeft;

    TableGradients(Sizes sizes) {
        relations = new float[sizes.relations() * sizes.all()];
        forward = new float[sizes.relations() * sizes.matrix()];
        backward = new float[forward.length];
        byRight = new float[sizes.width() * sizes.matrix()];
        byLeft = new float[byRight.length];
    }

    void clear() {
        Arrays.fill(relations, 0);
        Arrays.fill(forward, 0);
        Arrays.fill(backward, 0);
        Arrays.fill(byRight, 0);
        Arrays.fill(byLeft, 0);
    }

    void add(TableGradients more) {
        add(relations, more.relations);
        add(forward, more.forward);
        add(backward, more.backward);
        add(byRight, more.byRight);
    }

    private static void add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }
}
