package io.github.sibyl4j.reasoning.epignn;

/**
 * @param relations R, the number of relations
 * @param facets m, the number of independent copies of the reasoner
 * @param width d, the coordinates of a facet
 */
record Sizes(int relations, int facets, int width) {

    /** All coordinates of a state. */
    int all() {
        return facets * width;
    }

    /** A matrix for each facet. */
    int matrix() {
        return width * all();
    }

    /** Where the lanes of a vector {@code [facet][coordinate]} lie. */
    float[] toLanes(float[] rows) {
        float[] lanes = new float[rows.length];
        for (int row = 0; row < rows.length; row += all()) {
            for (int f = 0; f < facets; f++) {
                for (int p = 0; p < width; p++) {
                    lanes[row + p * facets + f] = rows[row + f * width + p];
                }
            }
        }
        return lanes;
    }

    /** The reverse of {@link #toLanes}. */
    float[] fromLanes(float[] lanes) {
        float[] rows = new float[lanes.length];
        for (int row = 0; row < rows.length; row += all()) {
            for (int f = 0; f < facets; f++) {
                for (int p = 0; p < width; p++) {
                    rows[row + f * width + p] = lanes[row + p * facets + f];
                }
            }
        }
        return rows;
    }
}
