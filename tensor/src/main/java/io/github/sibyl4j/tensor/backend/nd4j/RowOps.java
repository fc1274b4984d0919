package io.github.sibyl4j.tensor.backend.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/** Softmax and layer normalisation of the rows of matrices. */
final class RowOps {
    private RowOps() {}

    static void softmax(INDArray x, boolean logarithm, INDArray out) {
        Ops.run(logarithm ? "log_softmax" : "softmax", new int[] {1}, out, x);
    }

    /** {@code y (g - sum(y g))}, or {@code g - exp(y) sum(g)} for the logarithm. */
    static void softmaxGradient(INDArray y, INDArray g, boolean logarithm, INDArray out) {
        if (logarithm) {
            INDArray share = y.ulike();
            Nd4j.getExecutioner().exec(new Exp(y, share));
            Ops.run("multiply", share, share, Ops.rowSums(g));
            g.subi(share, out);
        } else {
            Ops.run("subtract", out, g, Ops.rowSums(y.mul(g)));
            out.muli(y);
        }
    }

    static void layerNorm(INDArray x, INDArray gain, INDArray bias, float epsilon, INDArray out, INDArray stats) {
        long width = x.size(1);
        INDArray mean = Ops.rowSums(x).divi(width);
        INDArray centred = Ops.run("subtract", x.ulike(), x, mean);
        INDArray scale = Ops.rowSums(centred.mul(centred)).divi(width).addi(epsilon);
        Nd4j.getExecutioner().exec(new RSqrt(scale, scale));
        stats.getColumn(0).assign(mean.reshape(mean.length()));
        stats.getColumn(1).assign(scale.reshape(scale.length()));
        Ops.run("multiply", centred, centred, scale);
        Ops.run("multiply", centred, centred, gain);
        Ops.run("add", out, centred, bias);
    }

    /** With {@code n} the normalised rows and {@code h = g gain}: {@code (h - mean(h) - n mean(h n)) scale}. */
    static void layerNormGradient(
            INDArray x,
            INDArray gain,
            INDArray stats,
            INDArray g,
            INDArray xGradient,
            INDArray gainGradient,
            INDArray biasGradient) {
        long rows = x.size(0);
        long width = x.size(1);
        INDArray mean = stats.getColumn(0).dup('c').reshape(rows, 1);
        INDArray scale = stats.getColumn(1).dup('c').reshape(rows, 1);
        INDArray normal = Ops.run("subtract", x.ulike(), x, mean);
        Ops.run("multiply", normal, normal, scale);
        Ops.sum(g.mul(normal), 0, gainGradient);
        Ops.sum(g, 0, biasGradient);
        INDArray h = Ops.run("multiply", x.ulike(), g, gain);
        INDArray along = Ops.rowSums(h.mul(normal)).divi(width);
        Ops.run("subtract", xGradient, h, Ops.rowSums(h).divi(width));
        xGradient.subi(Ops.run("multiply", normal, normal, along));
        Ops.run("multiply", xGradient, xGradient, scale);
    }
}
