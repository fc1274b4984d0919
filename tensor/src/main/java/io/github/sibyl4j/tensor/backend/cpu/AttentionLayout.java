package io.github.sibyl4j.tensor.backend.cpu;

/**
 * How attention lays out its rows: heads stand side by side in the lanes of a vector, so that one vector of weights serves
 * all channels and few lanes have to be added up. Fewer heads than lanes are repeated with the next channels; more than
 * lanes make several groups. What a row does not fill holds zeros.
 *
 * @param groupHeads heads that share a vector, a power of two or the number of lanes
 * @param groups groups of heads, one after the other in a row
 * @param vectors vectors of values in a group
 */
public record AttentionLayout(int lanes, int heads, int channels, int groupHeads, int groups, int vectors) {

    static AttentionLayout of(int lanes, int heads, int channels) {
        int groupHeads = 1;
        while (groupHeads < Math.min(lanes, heads)) {
            groupHeads *= 2;
        }
        int copies = lanes / groupHeads;
        int groups = (heads + groupHeads - 1) / groupHeads;
        return new AttentionLayout(lanes, heads, channels, groupHeads, groups, (channels + copies - 1) / copies);
    }

    /** The floats of a group's values. */
    public int values() {
        return vectors * lanes;
    }

    /** For every float of a row's values its place in {@code [head, channel]}; the row's length stands for a zero. */
    int[] valuePlaces() {
        int[] places = new int[groups * values()];
        for (int i = 0; i < places.length; i++) {
            int head = head(i / values(), i % lanes);
            int channel = i % values() / lanes * (lanes / groupHeads) + i % lanes / groupHeads;
            places[i] = head < heads && channel < channels ? head * channels + channel : heads * channels;
        }
        return places;
    }

    /** For every lane of a row's vectors of one number a head, its head; the number of heads stands for a zero. */
    int[] headPlaces() {
        int[] places = new int[groups * lanes];
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.min(heads, head(i / lanes, i % lanes));
        }
        return places;
    }

    private int head(int group, int lane) {
        return group * groupHeads + lane % groupHeads;
    }
}
