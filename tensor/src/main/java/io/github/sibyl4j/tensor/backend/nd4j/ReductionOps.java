package io.github.sibyl4j.tensor.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.reduce.same.Min;
import org.nd4j.linalg.api.ops.impl.reduce.same.Prod;
import org.nd4j.linalg.factory.Nd4j;

/** Reductions over the middle axis of {@code x} {@code [outer, reduced, inner]} to {@code [outer, inner]}. */
final class ReductionOps {
    private ReductionOps() {}

    static void product(INDArray x, INDArray out) {
        Nd4j.getExecutioner().exec(new Prod(x, out, false, 1));
    }

    /** The product of all other factors as that of those before and those after, so that zeros need no division. */
    static void productGradient(INDArray x, INDArray g, INDArray out) {
        Ops.run("cumprod", new int[] {1, 0, 1}, out, x);
        out.muli(Ops.run("cumprod", new int[] {1, 1, 1}, x.ulike(), x));
        Ops.run("multiply", out, out, g.reshape(x.size(0), 1, x.size(2)));
    }

    /** Values and first places; ND4J passes over NaN, so those are looked for apart. Places are counted on the host. */
    static int[] extremes(boolean largest, INDArray x, INDArray out) {
        Nd4j.getExecutioner().exec(largest ? new Max(x, out, false, 1) : new Min(x, out, false, 1));
        int[] places = (largest ? Nd4j.argMax(x, 1) : Nd4j.argMin(x, 1)).data().asInt();
        INDArray missing = x.neq(x).castTo(DataType.FLOAT);
        if (missing.maxNumber().floatValue() > 0) {
            int[] firstMissing = Nd4j.argMax(missing, 1).data().asInt();
            float[] any = missing.max(1).dup('c').data().asFloat();
            for (int i = 0; i < places.length; i++) {
                places[i] = any[i] > 0 ? firstMissing[i] : places[i];
            }
            INDArray onlyMissing = Ops.select(x.neq(x), x, x.like(), x.ulike());
            out.addi(onlyMissing.sum(1));
        }
        return places;
    }

    /** Puts values at places of a vector, each at another one, and zero elsewhere. */
    static void scatter(INDArray values, int[] places, INDArray out) {
        out.assign(0);
        if (places.length > 0) {
            Ops.run("scatter_upd", out, out, Nd4j.createFromArray(places), values);
        }
    }
}
