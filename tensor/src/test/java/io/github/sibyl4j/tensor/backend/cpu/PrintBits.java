package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.util.Arrays;

/** Runs every loop as often as it is told and prints what the last round gave, bit by bit. */
final class PrintBits {
    private static final int LENGTH = 3_001;

    private PrintBits() {}

    public static void main(String[] args) {
        NativeBackend backend = new NativeBackend(1);
        Buffer x = backend.allocate(LENGTH);
        x.write(0, new Seed(1).uniform(LENGTH, 2), 0, LENGTH);
        Buffer y = backend.allocate(LENGTH);
        Buffer out = backend.allocate(LENGTH);
        backend.unary(UnaryOp.EXP, x, 0, y);
        Broadcast walk = Broadcast.of(new int[] {LENGTH}, new int[] {LENGTH}, new int[] {LENGTH});
        int rounds = Integer.parseInt(args[0]);
        for (UnaryOp op : UnaryOp.values()) {
            for (int i = 0; i < rounds; i++) {
                backend.unary(op, op == UnaryOp.LOG || op == UnaryOp.SQRT ? y : x, 0.3f, out);
            }
            print(op.name(), out);
        }
        for (BinaryOp op : BinaryOp.values()) {
            for (int i = 0; i < rounds; i++) {
                backend.binary(op, x, y, 0.3f, walk, out);
            }
            print(op.name(), out);
        }
        double[] sums = new double[0];
        for (int i = 0; i < rounds; i++) {
            double[] errors = backend.absoluteError(x, y, y);
            backend.sum(x, 1, LENGTH, 1, out);
            float[] sum = new float[1];
            out.read(0, sum, 0, 1);
            backend.sum(x, 1, 7, LENGTH / 7, out);
            float[] columns = new float[LENGTH / 7];
            out.read(0, columns, 0, columns.length);
            sums = new double[] {errors[0], errors[1], backend.sumOfSquares(x), sum[0], Arrays.hashCode(columns)};
        }
        System.out.println(Arrays.toString(sums));
    }

    private static void print(String name, Buffer buffer) {
        float[] values = new float[LENGTH];
        buffer.read(0, values, 0, LENGTH);
        System.out.println(name + " " + Arrays.hashCode(values));
    }
}
