package io.github.sibyl4j.tensor.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Complex arrays by their parts. Operands may be smaller than this and broadcast to its shape; results are new. */
record Complex(INDArray re, INDArray im) {

    static Complex ofShape(long... shape) {
        return new Complex(
                Nd4j.createUninitialized(DataType.FLOAT, shape), Nd4j.createUninitialized(DataType.FLOAT, shape));
    }

    Complex plus(Complex other) {
        return new Complex(Ops.with("add", re, other.re), Ops.with("add", im, other.im));
    }

    Complex minus(Complex other) {
        return new Complex(Ops.with("subtract", re, other.re), Ops.with("subtract", im, other.im));
    }

    Complex times(Complex other) {
        return new Complex(
                Ops.times(re, other.re).subi(Ops.times(im, other.im)),
                Ops.times(im, other.re).addi(Ops.times(re, other.im)));
    }

    /** This times the conjugate of {@code other}. */
    Complex timesConjugate(Complex other) {
        return new Complex(
                Ops.times(re, other.re).addi(Ops.times(im, other.im)),
                Ops.times(im, other.re).subi(Ops.times(re, other.im)));
    }

    Complex times(INDArray real) {
        return new Complex(Ops.times(re, real), Ops.times(im, real));
    }

    Complex negated() {
        return new Complex(re.neg(), im.neg());
    }

    /** {@code 1 / z}. */
    Complex reciprocal() {
        INDArray size = re.mul(re).addi(im.mul(im)).rdivi(1);
        return new Complex(re.mul(size), im.neg().muli(size));
    }

    /** The real part of the conjugate of this times {@code other}, of the same shape: how a change here changes a value. */
    INDArray dot(Complex other) {
        return re.mul(other.re).addi(im.mul(other.im));
    }
}
