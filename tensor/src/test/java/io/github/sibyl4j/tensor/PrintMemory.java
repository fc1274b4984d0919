package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.nn.Mlp;
import io.github.sibyl4j.tensor.optim.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints how many pages the process takes before ten thousand training steps, and after every ten thousand of some. */
final class PrintMemory {
    private PrintMemory() {}

    public static void main(String[] args) throws IOException {
        Mlp model = new Mlp(20, 30, 10, new Seed(1));
        Adam adam = new Adam(model.parameters());
        Tensor x = Tensor.uniform(new Seed(2), 50, 20);
        steps(model, adam, x, 3_000);
        System.gc();
        System.out.print(pages());
        for (int window = 0; window < 3; window++) {
            steps(model, adam, x, 10_000);
            System.gc();
            System.out.print(" " + pages());
        }
    }

    private static void steps(Mlp model, Adam adam, Tensor x, int count) {
        for (int i = 0; i < count; i++) {
            try (Scope scope = Scope.open()) {
                model.forward(x).square().sum().backward();
                adam.step(1e-4, 5);
            }
        }
    }

    private static long pages() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
    }
}
