package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same memory as a buffer of a backend and as an array of ND4J, where that is safe, and a copy where it is not. */
public final class SharedMemory {
    private SharedMemory() {}

    /** Floats of somebody else, who has to be reachable for as long as they are. */
    private static final class Floats extends FloatPointer {
        @SuppressWarnings("unused")
        private final Object owner;

        Floats(Object owner, long address, long length) {
            this.owner = owner;
            this.address = address;
            this.capacity = length;
            this.limit = length;
        }
    }

    /** Whether ND4J keeps its arrays in host memory. */
    private static boolean onHost() {
        return "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
    }

    /** The values of {@code buffer}: shared, or a copy if they belong to a scope or lie where ND4J cannot reach them. */
    public static INDArray array(Buffer buffer, long[] shape) {
        buffer.requireOpen();
        if (buffer.length() == 0) {
            return Nd4j.create(DataType.FLOAT, shape);
        }
        if (buffer instanceof Nd4jBuffer) {
            Nd4jBuffer own = (Nd4jBuffer) buffer;
            INDArray shared = own.array(shape);
            return own.isScoped() ? shared.dup('c') : shared;
        }
        if (buffer instanceof HostBuffer && !((HostBuffer) buffer).isScoped() && onHost()) {
            HostBuffer host = (HostBuffer) buffer;
            Floats floats = new Floats(host.owner(), host.address(), host.length());
            DataBuffer data = Nd4j.createBuffer(floats, DataType.FLOAT, host.length(), FloatIndexer.create(floats));
            return Nd4j.create(data, shape, steps(shape), 0, 'c');
        }
        float[] values = new float[(int) buffer.length()];
        buffer.read(0, values, 0, values.length);
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    /**
     * The values of {@code array} in row-major order, for {@code backend}: shared if the array is row-major and lies where
     * the backend can work on it, otherwise a copy.
     */
    public static Buffer buffer(INDArray array, Backend backend) {
        boolean shareable = array.length() > 0 && !array.isAttached() && isRowMajor(array);
        if (shareable && backend instanceof Nd4jBackend) {
            return new Nd4jBuffer(base(array.data()), null, array.offset(), array.length());
        }
        if (shareable && onHost()) {
            DataBuffer base = base(array.data());
            Buffer shared = HostBuffer.sharing(
                    base.pointer(), array.offset() * Float.BYTES, array.length(), array.data()::wasClosed);
            if (shared != null) {
                return shared;
            }
        }
        Buffer copy = backend.allocate(array.length());
        if (array.length() > 0) {
            float[] values = array.dup('c').data().asFloat();
            copy.write(0, values, 0, values.length);
        }
        return copy;
    }

    private static DataBuffer base(DataBuffer data) {
        return data.originalDataBuffer() == null ? data : data.originalDataBuffer();
    }

    private static boolean isRowMajor(INDArray array) {
        long[] expected = steps(array.shape());
        for (int axis = 0; axis < expected.length; axis++) {
            if (array.size(axis) != 1 && array.stride(axis) != expected[axis]) {
                return false;
            }
        }
        return true;
    }

    private static long[] steps(long[] shape) {
        long[] steps = new long[shape.length];
        Arrays.fill(steps, 1);
        for (int axis = shape.length - 2; axis >= 0; axis--) {
            steps[axis] = steps[axis + 1] * shape[axis + 1];
        }
        return steps;
    }
}
