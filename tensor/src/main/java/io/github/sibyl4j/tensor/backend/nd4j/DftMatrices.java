package io.github.sibyl4j.tensor.backend.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@code cos(2 pi k t / n)} and {@code sin(2 pi k t / n)} for {@code rowsOut} frequencies {@code k} and {@code rowsIn}
 * times {@code t}; those used last are kept.
 */
record DftMatrices(INDArray cosines, INDArray sines) {
    private static final int KEPT = 8;

    private record Key(int n, int rowsIn, int rowsOut) {}

    private static final Map<Key, DftMatrices> RECENT = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, DftMatrices> eldest) {
            return size() > KEPT;
        }
    };

    static DftMatrices of(int n, int rowsIn, int rowsOut) {
        synchronized (RECENT) {
            return RECENT.computeIfAbsent(new Key(n, rowsIn, rowsOut), DftMatrices::compute);
        }
    }

    private static DftMatrices compute(Key key) {
        int n = key.n;
        float[] cosine = new float[n];
        float[] sine = new float[n];
        for (int i = 0; i < n; i++) {
            cosine[i] = (float) Math.cos(2 * Math.PI * i / n);
            sine[i] = (float) Math.sin(2 * Math.PI * i / n);
        }
        float[] cosines = new float[key.rowsOut * key.rowsIn];
        float[] sines = new float[cosines.length];
        for (int k = 0; k < key.rowsOut; k++) {
            for (int t = 0; t < key.rowsIn; t++) {
                int angle = (int) ((long) k * t % n);
                cosines[k * key.rowsIn + t] = cosine[angle];
                sines[k * key.rowsIn + t] = sine[angle];
            }
        }
        long[] shape = {key.rowsOut, key.rowsIn};
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return new DftMatrices(Nd4j.create(cosines, shape, 'c'), Nd4j.create(sines, shape, 'c'));
        }
    }
}
