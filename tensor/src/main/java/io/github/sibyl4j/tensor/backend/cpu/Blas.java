package io.github.sibyl4j.tensor.backend.cpu;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Single-threaded matrix products by OpenBLAS. Sibyl's own threads each call it on their part of the rows: that is faster
 * than OpenBLAS's threads and does not depend on their number.
 */
final class Blas {
    private static final ThreadLocal<Operand[]> OPERANDS =
            ThreadLocal.withInitial(() -> new Operand[] {new Operand(), new Operand(), new Operand()});

    static {
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Blas() {}

    /** {@code c = alpha op(a) op(b) + beta c}, all given by native address and row length. */
    static void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            long a,
            int rowA,
            long b,
            int rowB,
            float beta,
            long c,
            int rowC) {
        Operand[] operands = OPERANDS.get();
        cblas_sgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                alpha,
                operands[0].at(a),
                rowA,
                operands[1].at(b),
                rowB,
                beta,
                operands[2].at(c),
                rowC);
    }

    /** {@code sum = a^T ones + beta sum}: adds up {@code rows} rows of a length. */
    static void sumRows(int rows, int length, long a, long ones, float beta, long sum) {
        Operand[] operands = OPERANDS.get();
        cblas_sgemv(
                CblasRowMajor,
                CblasTrans,
                rows,
                length,
                1,
                operands[0].at(a),
                length,
                operands[1].at(ones),
                1,
                beta,
                operands[2].at(sum),
                1);
    }

    /** A pointer that is aimed anew for each call, so that a call allocates nothing. */
    private static final class Operand extends FloatPointer {
        Operand() {
            super((org.bytedeco.javacpp.Pointer) null);
        }

        Operand at(long target) {
            address = target;
            return this;
        }
    }
}
