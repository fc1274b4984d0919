package io.github.sibyl4j.tensor;

/** Adds up three numbers and prints the sum, or what was thrown, twice. */
public final class PrintSum {
    private PrintSum() {}

    public static void main(String[] arguments) {
        for (int i = 0; i < 2; i++) {
            try {
                float sum = Tensor.of(new float[] {1, 2, 3}, 3).sum().item();
                System.out.println("sum " + sum + " on " + Backends.current().name());
            } catch (RuntimeException e) {
                System.out.println(e);
            }
        }
    }
}
