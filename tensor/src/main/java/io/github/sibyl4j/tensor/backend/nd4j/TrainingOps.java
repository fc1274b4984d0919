package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Backend.AdamStep;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.factory.Nd4j;

/** The masked absolute error and Adam, on vectors. What {@code mask} leaves out may be NaN. */
final class TrainingOps {
    private TrainingOps() {}

    private static double sum(INDArray x) {
        return x.castTo(DataType.DOUBLE).sumNumber().doubleValue();
    }

    static double[] absoluteError(INDArray prediction, INDArray target, INDArray mask) {
        INDArray error = prediction.sub(target);
        Nd4j.getExecutioner().exec(new Abs(error, error));
        if (mask == null) {
            return new double[] {sum(error), prediction.length()};
        }
        return new double[] {sum(masked(error, mask)), sum(mask)};
    }

    private static INDArray masked(INDArray x, INDArray mask) {
        return Ops.select(mask.neq(0), x, x.like(), x.ulike()).muli(mask);
    }

    static void absoluteErrorGradient(INDArray prediction, INDArray target, INDArray mask, float factor, INDArray out) {
        INDArray error = prediction.sub(target);
        ElementwiseOps.sign(error, error);
        (mask == null ? error : masked(error, mask)).muli(factor, out);
    }

    static double[] squaredError(INDArray prediction, INDArray target, INDArray mask) {
        INDArray error = prediction.sub(target);
        if (mask == null) {
            return new double[] {sumOfSquares(error), prediction.length()};
        }
        INDArray squares = error.mul(error);
        return new double[] {sum(masked(squares, mask)), sum(mask)};
    }

    static void squaredErrorGradient(INDArray prediction, INDArray target, INDArray mask, float factor, INDArray out) {
        INDArray error = prediction.sub(target);
        (mask == null ? error : masked(error, mask)).muli(factor, out);
    }

    static double sumOfSquares(INDArray x) {
        INDArray exact = x.castTo(DataType.DOUBLE);
        return exact.muli(exact).sumNumber().doubleValue();
    }

    static void adam(INDArray parameter, INDArray gradient, INDArray m, INDArray v, AdamStep step) {
        INDArray g = gradient.mul(step.gradientFactor());
        if (step.decay() != 0) {
            g.addi(parameter.mul(step.decay()));
        }
        m.addi(g.sub(m).muli(1 - step.beta1()));
        v.muli(step.beta2()).addi(g.mul(g).muli(1 - step.beta2()));
        INDArray root = v.ulike();
        Nd4j.getExecutioner().exec(new Sqrt(v, root));
        root.divi(step.rootCorrection()).addi(step.epsilon());
        parameter.muli(step.shrink()).subi(m.div(root).muli(step.rate()));
    }
}
