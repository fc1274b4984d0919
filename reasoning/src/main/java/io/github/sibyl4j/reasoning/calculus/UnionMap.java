package io.github.sibyl4j.reasoning.calculus;

/** A map of relation sets that preserves unions, looked up eight relations at a time. */
final class UnionMap {
    private static final int BYTE = 8;
    private final long[] images;
    private final int bytes;

    /** @param images the image of each relation alone */
    UnionMap(long[] images) {
        bytes = (images.length + BYTE - 1) / BYTE;
        this.images = new long[bytes << BYTE];
        for (int i = 0; i < this.images.length; i++) {
            int low = i & 0xFF;
            if (low != 0) {
                int relation = (i >> BYTE) * BYTE + Integer.numberOfTrailingZeros(low);
                this.images[i] =
                        this.images[i & (i - 1) | i & ~0xFF] | (relation < images.length ? images[relation] : 0);
            }
        }
    }

    long of(long set) {
        long image = 0;
        for (int b = 0; b < bytes; b++) {
            image |= images[b << BYTE | (int) (set >>> b * BYTE) & 0xFF];
        }
        return image;
    }
}
