package io.github.sibyl4j.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerProcessTest {
    /** A peer in Java that takes 1, 2, 3, ... milliseconds by its own account. */
    private static final String PEER = """
            public class Peer {
                public static void main(String[] args) {
                    System.out.println("{\\"peer\\": \\"test\\"}");
                    var in = new java.util.Scanner(System.in);
                    int time = 0;
                    while (in.hasNext()) {
                        String request = in.next();
                        if (request.equals("quit")) {
                            break;
                        }
                        if (request.equals("memory")) {
                            System.out.println("{\\"peak_mb\\": 5, \\"peak_rss_mb\\": 7}");
                            continue;
                        }
                        StringBuilder times = new StringBuilder();
                        for (int i = in.nextInt(); i > 0; i--) {
                            times.append(times.length() == 0 ? "" : ",").append(++time);
                        }
                        System.out.println("{\\"times_ms\\": [" + times + "]}");
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private PeerProcess peer() throws IOException {
        Path source = folder.resolve("Peer.java");
        Files.writeString(source, PEER);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return PeerProcess.start(List.of(java.toString(), source.toString()));
    }

    @Test
    void alternatesWithUsAndCountsNoWarmUp() throws IOException {
        try (PeerProcess peer = peer()) {
            assertEquals("test", peer.configuration().get("peer").asText());
            InterleavedRounds rounds = new InterleavedRounds(peer, 1, 2, 3);
            assertEquals(12, rounds.stepsAtMost());
            for (int step = 0; step < 15; step++) {
                // Two steps of 6 ms lead in, the first of the three rounds warms up.
                boolean counts = step >= 5 && step % 5 >= 2;
                rounds.step(counts ? 2 : 6);
            }
            assertTrue(rounds.finished());
            rounds.step(1000);
            InterleavedRounds.Result result = rounds.result();
            assertEquals(new InterleavedRounds.Times(2, 2, 2, 2, 0, 6), result.ours());
            InterleavedRounds.Times theirs = result.peer();
            assertEquals(new InterleavedRounds.Times(4, 6.5, 9, 6.5, theirs.deviation(), 6), theirs);
            assertEquals(Math.sqrt(3.5), theirs.deviation(), 1e-12);
            assertEquals(2 / 6.5, result.ratio(), 1e-12);
            assertEquals(new PeerProcess.Memory(5, 7), peer.memory());
        }
    }

    @Test
    void saysHowToGetAPeerThatIsNotThere() {
        InvalidInputException missing =
                assertThrows(InvalidInputException.class, () -> PeerProcess.python(folder, "step.py", List.of()));
        assertTrue(missing.getMessage().contains("setup.sh"), missing.getMessage());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertThrows(InvalidInputException.class, () -> PeerProcess.start(List.of(java.toString(), "--no-such-flag")));
    }
}
