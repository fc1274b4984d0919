package io.github.sibyl4j.tensor.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J operations that most kernels here are made of. */
final class Ops {
    private Ops() {}

    /** An operation of ND4J by its name. */
    static INDArray run(String name, INDArray out, INDArray... in) {
        return run(name, new int[0], out, in);
    }

    static INDArray run(String name, int[] integers, INDArray out, INDArray... in) {
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(in)
                .addOutputs(out)
                .addIntegerArguments(integers)
                .build());
        return out;
    }

    /** An arithmetic operation on {@code a} and {@code b}, which broadcasts to the shape of {@code a}. */
    static INDArray with(String name, INDArray a, INDArray b) {
        return run(name, Nd4j.createUninitialized(DataType.FLOAT, a.shape()), a, b);
    }

    static INDArray times(INDArray a, INDArray b) {
        return with("multiply", a, b);
    }

    /** {@code chosen ? a : b}, whatever the other one is. */
    static INDArray select(INDArray chosen, INDArray a, INDArray b, INDArray out) {
        return run("select", out, chosen, a, b);
    }

    /** Sums along one axis, which {@code out} may keep with size 1 or not. */
    static INDArray sum(INDArray x, int axis, INDArray out) {
        Nd4j.getExecutioner().exec(new Sum(x, out, out.rank() == x.rank(), axis));
        return out;
    }

    /** Sums along the second axis of a matrix, as a column. */
    static INDArray rowSums(INDArray x) {
        return sum(x, 1, Nd4j.createUninitialized(DataType.FLOAT, x.size(0), 1));
    }

    /**
     * {@code c = alpha op(a) op(b) + beta c} for row-major matrices. ND4J multiplies column-major ones without copies, and
     * a row-major matrix is a transposed column-major one: {@code c^T = op(b)^T op(a)^T}.
     */
    static void gemm(
            boolean transposeA, boolean transposeB, float alpha, INDArray a, INDArray b, float beta, INDArray c) {
        Nd4j.gemm(columnMajor(b), columnMajor(a), columnMajor(c), transposeB, transposeA, alpha, beta);
    }

    private static INDArray columnMajor(INDArray matrix) {
        long rows = matrix.size(0);
        long columns = matrix.size(1);
        return Nd4j.create(matrix.data(), new long[] {columns, rows}, new long[] {1, columns}, matrix.offset(), 'f');
    }
}
