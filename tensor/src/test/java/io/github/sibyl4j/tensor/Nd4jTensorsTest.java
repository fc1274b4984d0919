package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Memory that is seen as a tensor and as an array of ND4J. */
@Tag("nd4j")
class Nd4jTensorsTest {

    private static INDArray counting(long... shape) {
        return Nd4j.arange(Nd4j.createUninitialized(shape).length())
                .castTo(DataType.FLOAT)
                .reshape('c', shape);
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    @Test
    void goesThereAndBack() {
        for (int[] shape : new int[][] {{}, {1}, {7}, {2, 3}, {1, 5, 1}, {2, 3, 4, 5, 2}, {0, 3}}) {
            Tensor x = Gradients.random(1, shape).detach();
            INDArray array = Nd4jTensors.toINDArray(x);
            Tensor back = Nd4jTensors.of(array);
            assertArrayEquals(shape, back.shape());
            assertArrayEquals(x.toArray(), back.toArray());
        }
    }

    @Test
    void bothSeeWhatIsWrittenThroughEither() {
        Parameter p = Parameter.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        INDArray array = Nd4jTensors.toINDArray(p);
        array.putScalar(1, 2, 60);
        array.getRow(0).muli(2);
        assertArrayEquals(new float[] {2, 4, 6, 4, 5, 60}, p.toArray());
        p.assign(new float[] {6, 5, 4, 3, 2, 1});
        assertArrayEquals(new float[] {6, 5, 4, 3, 2, 1}, values(array));
        assertEquals(21, array.sumNumber().floatValue());
    }

    /** A tensor that shares the first values of an array; one that ends with a page is a copy, the other one is not. */
    private static Tensor sharing(INDArray array) {
        array.putScalar(0, -1);
        for (int length : new int[] {1000, 968}) {
            Tensor x = Nd4jTensors.of(array.get(NDArrayIndex.interval(0, length)));
            array.putScalar(0, 1);
            if (x.get(0) == 1) {
                return x;
            }
            array.putScalar(0, -1);
        }
        throw new AssertionError("both have been copied");
    }

    @Test
    void aTensorSeesWhatIsWrittenToItsArray() {
        INDArray array = Nd4j.ones(DataType.FLOAT, 1000);
        Tensor x = sharing(array);
        array.muli(5);
        assertEquals(5 * x.length(), x.sum().item());
    }

    @Test
    void partsShareMemoryToo() {
        Tensor x = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 4, 3);
        INDArray part = Nd4jTensors.toINDArray(x.slice(0, 1, 3));
        assertArrayEquals(new float[] {3, 4, 5, 6, 7, 8}, values(part));
        part.addi(100);
        assertEquals(103, x.get(1, 0));
        assertEquals(9, x.get(3, 0));

        INDArray array = counting(64, 3);
        INDArray rows = array.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all());
        Tensor tensor = Nd4jTensors.of(rows);
        assertArrayEquals(new float[] {6, 7, 8, 9, 10, 11}, tensor.toArray());
        INDArray again = Nd4jTensors.toINDArray(tensor.slice(0, 1, 2));
        assertArrayEquals(new float[] {9, 10, 11}, values(again));
        assertArrayEquals(new float[] {18, 20, 22}, tensor.slice(0, 1, 2).mul(2).toArray());
    }

    @Test
    void whatIsNotRowMajorIsCopied() {
        INDArray array = counting(4, 6);
        INDArray columns = array.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
        Tensor strided = Nd4jTensors.of(columns);
        assertArrayEquals(new float[] {1, 2, 7, 8, 13, 14, 19, 20}, strided.toArray());
        Tensor turned = Nd4jTensors.of(array.transpose());
        assertArrayEquals(new int[] {6, 4}, turned.shape());
        assertEquals(18, turned.get(0, 3));
        Tensor other = Nd4jTensors.of(array.dup('f'));
        assertArrayEquals(values(array), other.toArray());
        array.assign(0);
        assertEquals(20, strided.get(3, 1));
        assertEquals(18, turned.get(0, 3));
        assertEquals(23, other.get(3, 5));
    }

    @Test
    void whatLiesInAWorkspaceIsCopied() {
        Tensor x;
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("test")) {
            x = Nd4jTensors.of(Nd4j.ones(DataType.FLOAT, 5));
        }
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("test")) {
            Nd4j.zeros(DataType.FLOAT, 5);
            assertEquals(5, x.sum().item());
        }
    }

    @Test
    void whatBelongsToAScopeIsCopied() {
        INDArray array;
        Tensor inside;
        try (Scope scope = Scope.open()) {
            inside = Tensor.full(2, 3);
            array = Nd4jTensors.toINDArray(inside);
        }
        try (Scope scope = Scope.open()) {
            Tensor.full(3, 3);
            assertArrayEquals(new float[] {2, 2, 2}, values(array));
        }
        assertThrows(IllegalStateException.class, () -> Nd4jTensors.toINDArray(inside));
    }

    @Test
    void aTensorOfAClosedArrayIsNoticed() {
        INDArray array = Nd4j.ones(DataType.FLOAT, 1000);
        Tensor whole = sharing(array);
        Tensor part = whole.slice(0, 10, 20);
        Tensor kept = part.keep();
        array.close();
        InvalidInputException closed = assertThrows(InvalidInputException.class, () -> Nd4jTensors.of(array));
        assertTrue(closed.getMessage().contains("closed"), closed.getMessage());
        IllegalStateException error = assertThrows(IllegalStateException.class, part::toArray);
        assertTrue(error.getMessage().contains("array that has been closed"), error.getMessage());
        assertThrows(IllegalStateException.class, () -> kept.add(part));
        assertEquals(10, kept.sum().item());
    }

    @Test
    void memoryLivesAsLongAsAnythingSeesIt() throws InterruptedException {
        List<INDArray> arrays = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            arrays.add(Nd4jTensors.toINDArray(Tensor.full(i, 300_000)).get(NDArrayIndex.interval(7, 200_000)));
            tensors.add(Nd4jTensors.of(Nd4j.valueArrayOf(new long[] {300_000}, (float) i)));
        }
        for (int round = 0; round < 5; round++) {
            System.gc();
            Thread.sleep(20);
            // Takes what has been freed.
            Tensor.full(-1, 300_000);
            Nd4j.valueArrayOf(new long[] {300_000}, -1f);
        }
        for (int i = 0; i < 8; i++) {
            assertEquals(i, arrays.get(i).minNumber().floatValue());
            assertEquals(i, arrays.get(i).maxNumber().floatValue());
            assertEquals(i, tensors.get(i).min(0, false).item());
            assertEquals(i, tensors.get(i).max(0, false).item());
        }
    }

    @Test
    void namesWhatCannotBeATensor() {
        InvalidInputException type =
                assertThrows(InvalidInputException.class, () -> Nd4jTensors.of(Nd4j.zeros(DataType.DOUBLE, 3)));
        assertTrue(type.getMessage().contains("found an array of DOUBLE: use array.castTo"), type.getMessage());
        InvalidInputException axes = assertThrows(
                InvalidInputException.class, () -> Nd4jTensors.of(Nd4j.zeros(DataType.FLOAT, 1, 1, 1, 1, 1, 2)));
        assertTrue(axes.getMessage().contains("at most 5 axes, found an array of shape"), axes.getMessage());
    }
}
