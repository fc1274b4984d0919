package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Groups;

/** Products and extremes of rows in groups, for the groups {@code from} to {@code to - 1}. */
public final class SegmentLoops {
    private final Groups groups;
    private final int width;

    SegmentLoops(Groups groups, int width) {
        this.groups = groups;
        this.width = width;
    }

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    void product(HostBuffer x, HostBuffer out, int from, int to) {
        for (int s = from; s < to; s++) {
            for (int i = 0; i < width; i++) {
                set(out, s * width + i, 1);
            }
            for (int m = groups.pointers()[s]; m < groups.pointers()[s + 1]; m++) {
                int at = groups.members()[m] * width;
                for (int i = 0; i < width; i++) {
                    set(out, s * width + i, get(out, s * width + i) * get(x, at + i));
                }
            }
        }
    }

    /** The product of the other rows, from both sides, so that zeros need no division. */
    void productGradient(HostBuffer x, HostBuffer g, HostBuffer out, int from, int to) {
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = 0; i < width; i++) {
                float before = get(g, s * width + i);
                for (int m = first; m < last; m++) {
                    int at = groups.members()[m] * width + i;
                    set(out, at, before);
                    before *= get(x, at);
                }
                float after = 1;
                for (int m = last - 1; m >= first; m--) {
                    int at = groups.members()[m] * width + i;
                    set(out, at, get(out, at) * after);
                    after *= get(x, at);
                }
            }
        }
    }

    void extremes(boolean largest, HostBuffer x, HostBuffer out, int[] places, int from, int to) {
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = 0; i < width; i++) {
                float best = 0;
                int place = -1;
                for (int m = first; m < last; m++) {
                    int entry = groups.members()[m];
                    float value = get(x, entry * width + i);
                    boolean better = largest ? value > best : value < best;
                    if (place < 0 || better || (value != value && best == best)) {
                        best = value;
                        place = entry;
                    }
                }
                set(out, s * width + i, best);
                places[s * width + i] = place;
            }
        }
    }

    static void scatter(HostBuffer g, int[] places, int width, HostBuffer out, int from, int to) {
        for (int i = from; i < to; i++) {
            if (places[i] >= 0) {
                set(out, places[i] * width + i % width, get(g, i));
            }
        }
    }

    /** Softmax over the rows of each group, columns {@code firstColumn} on. */
    public static void softmax(
            Groups groups, HostBuffer x, int width, HostBuffer out, int firstColumn, int from, int to) {
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = firstColumn; i < width; i++) {
                float max = Float.NEGATIVE_INFINITY;
                for (int m = first; m < last; m++) {
                    max = Math.max(max, get(x, groups.members()[m] * width + i));
                }
                float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
                float sum = 0;
                for (int m = first; m < last; m++) {
                    int at = groups.members()[m] * width + i;
                    float e = (float) Math.exp(get(x, at) - shift);
                    set(out, at, e);
                    sum += e;
                }
                for (int m = first; m < last; m++) {
                    int at = groups.members()[m] * width + i;
                    set(out, at, get(out, at) / sum);
                }
            }
        }
    }

    public static void softmaxGradient(
            Groups groups, HostBuffer y, HostBuffer g, int width, HostBuffer out, int firstColumn, int from, int to) {
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = firstColumn; i < width; i++) {
                float dot = 0;
                for (int m = first; m < last; m++) {
                    int at = groups.members()[m] * width + i;
                    dot += get(y, at) * get(g, at);
                }
                for (int m = first; m < last; m++) {
                    int at = groups.members()[m] * width + i;
                    set(out, at, get(y, at) * (get(g, at) - dot));
                }
            }
        }
    }

    /** See {@link Kernels#weightedHeads}, columns {@code firstColumn} of every head on. */
    public static void weightedHeads(
            HostBuffer x,
            int xo,
            int width,
            int heads,
            int[] index,
            HostBuffer weights,
            int first,
            int last,
            HostBuffer out,
            int o,
            int firstColumn) {
        int channels = width / heads;
        for (int h = 0; h < heads; h++) {
            for (int c = firstColumn; c < channels; c++) {
                float sum = 0;
                for (int e = first; e < last; e++) {
                    float value = get(x, xo + index[e] * width + h * channels + c);
                    sum = Math.fma(get(weights, e * heads + h), value, sum);
                }
                set(out, o + h * channels + c, sum);
            }
        }
    }

    /** See {@link Kernels#headDots}. */
    public static void headDots(
            HostBuffer g,
            int go,
            HostBuffer x,
            int xo,
            int width,
            int heads,
            int[] index,
            int first,
            int last,
            HostBuffer out) {
        int channels = width / heads;
        for (int e = first; e < last; e++) {
            for (int h = 0; h < heads; h++) {
                int xAt = xo + index[e] * width + h * channels;
                float dot = dot(g, go + h * channels, x, xAt, 0, channels, 0);
                set(out, e * heads + h, get(out, e * heads + h) + dot);
            }
        }
    }

    /** {@code sum} and the products of floats {@code from} to {@code to - 1} of two runs. */
    public static float dot(HostBuffer a, int ao, HostBuffer b, int bo, int from, int to, float sum) {
        float total = sum;
        for (int i = from; i < to; i++) {
            total = Math.fma(get(a, ao + i), get(b, bo + i), total);
        }
        return total;
    }
}
