package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.backend.nd4j.SharedMemory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tensors from arrays of ND4J and back. Memory is shared where that is safe, so that what is written through one is seen
 * through the other, and it lives as long as either is reachable.
 *
 * <p>These are not methods of {@link Tensor}, since ND4J is an optional dependency: with an {@code INDArray} in its
 * signature, {@code Tensor.of(values)} would not compile without ND4J on the class path, nor could anything list the
 * methods of {@code Tensor}.
 */
public final class Nd4jTensors {
    private Nd4jTensors() {}

    /**
     * A tensor with the values of {@code array}. It shares their memory if the array is row-major (order {@code c}, no
     * strides), belongs to no workspace and lies where the present backend computes; otherwise the values are copied.
     *
     * @throws InvalidInputException if the array holds other than float32, has more than five axes or has been closed
     */
    public static Tensor of(INDArray array) {
        require(!array.wasClosed(), "the array has been closed: make the tensor before closing it");
        require(
                array.dataType() == DataType.FLOAT,
                "a tensor holds FLOAT, found an array of %s: use array.castTo(DataType.FLOAT)",
                array.dataType());
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        require(
                shape.length <= Shape.MOST_AXES,
                "a tensor has at most %d axes, found an array of shape %s: reshape it first",
                Shape.MOST_AXES,
                Shape.text(shape));
        return new Tensor(SharedMemory.buffer(array, Backends.current()), shape);
    }

    /**
     * An array of order {@code c} with the values of {@code tensor}. It shares their memory, that of parameters included,
     * unless the tensor belongs to an open {@link Scope}, whose memory is used again, or ND4J keeps its arrays on a GPU and
     * tensors lie elsewhere; then the values are copied.
     *
     * @throws IllegalStateException if the tensor belongs to a scope that has been closed
     */
    public static INDArray toINDArray(Tensor tensor) {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return SharedMemory.array(tensor.buffer(), shape);
    }
}
