package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;

/** Features followed by a column a class: 1 for the class that a node is said to have, or the same for all of them. */
final class LabelBlocks {
    /** Said of a node whose class is left open. */
    static final int OPEN = -1;

    private LabelBlocks() {}

    /** @param said the class that every node is said to have, or {@link #OPEN} */
    static NodeFeatures append(NodeFeatures features, int[] said, int classes) {
        if (!features.isSparse()) {
            return NodeFeatures.of(Tensor.concat(1, features.toTensor(), dense(said, classes)));
        }
        SparseMatrix sparse = features.sparse();
        int more = 0;
        for (int c : said) {
            more += c == OPEN ? classes : 1;
        }
        SparseEntries entries = new SparseEntries(sparse.nonZeros() + more);
        for (int i = 0; i < said.length; i++) {
            entries.addRow(sparse, i);
            for (int c = 0; c < classes; c++) {
                if (said[i] == OPEN || said[i] == c) {
                    entries.add(i, sparse.columns() + c, said[i] == OPEN ? 1f / classes : 1);
                }
            }
        }
        return NodeFeatures.of(entries.matrix(sparse.rows(), sparse.columns() + classes));
    }

    /** The columns alone, {@code [node, class]}. */
    static Tensor dense(int[] said, int classes) {
        float[] block = new float[said.length * classes];
        for (int i = 0; i < block.length; i++) {
            int c = said[i / classes];
            block[i] = c == OPEN ? 1f / classes : c == i % classes ? 1 : 0;
        }
        return Tensor.of(block, said.length, classes);
    }
}
