package io.github.sibyl4j.reasoning.calculus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalculusTest {
    static final String POINTS = """
            {"calculus": "points", "relations": ["<", "=", ">"], "identity": "=",
             "converse": {"<": ">", "=": "=", ">": "<"},
             "composition": {
               "<": {"<": ["<"], "=": ["<"], ">": ["<", "=", ">"]},
               "=": {"<": ["<"], "=": ["="], ">": [">"]},
               ">": {"<": ["<", "=", ">"], "=": [">"], ">": [">"]}}}
            """;

    @TempDir
    Path folder;

    private Calculus read(String json) throws IOException {
        return Calculus.read(Files.writeString(folder.resolve("table.json"), json));
    }

    private void refuses(String json, String... parts) {
        String message =
                assertThrows(InvalidInputException.class, () -> read(json)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
    }

    /** Triples, single entries and universal entries of the tables are those of the literature. */
    @Test
    void comesWithRcc8AndTheIntervalAlgebra() {
        assertEquals(List.of(193, 27, 3), cardinalities(Calculus.rcc8()));
        assertEquals(List.of(409, 97, 3), cardinalities(Calculus.interval()));
        for (Calculus calculus : List.of(Calculus.rcc8(), Calculus.interval())) {
            assertEquals(List.of(), calculus.violations());
            assertTrue(calculus.holds(Law.ASSOCIATIVITY));
            assertTrue(calculus.universalAbsorbs());
        }
        Calculus rcc8 = Calculus.rcc8();
        assertEquals("EQ", rcc8.relation(rcc8.identity()));
        assertEquals("{TPPI, NTPPI}", rcc8.text(rcc8.converse(rcc8.set("TPP", "NTPP"))));
        assertEquals(rcc8.set("DC"), rcc8.compose(rcc8.set("DC"), rcc8.set("TPPI", "NTPPI", "EQ")));
        assertEquals("any", rcc8.text(rcc8.universal()));
    }

    private static List<Integer> cardinalities(Calculus calculus) {
        int triples = 0;
        int single = 0;
        int universal = 0;
        for (int a = 0; a < calculus.size(); a++) {
            for (int b = 0; b < calculus.size(); b++) {
                long set = calculus.compositionOf(a, b);
                triples += Long.bitCount(set);
                single += Long.bitCount(set) == 1 ? 1 : 0;
                universal += set == calculus.universal() ? 1 : 0;
            }
        }
        return List.of(triples, single, universal);
    }

    /** Every composition of the interval algebra, found again from intervals with end points 0 to 7. */
    @Test
    void composesIntervalsAsTheyLie() {
        Calculus calculus = Calculus.interval();
        List<int[]> intervals = new ArrayList<>();
        for (int start = 0; start < 8; start++) {
            for (int end = start + 1; end < 8; end++) {
                intervals.add(new int[] {start, end});
            }
        }
        long[][] found = new long[calculus.size()][calculus.size()];
        for (int[] x : intervals) {
            for (int[] y : intervals) {
                for (int[] z : intervals) {
                    found[calculus.relation(relation(x, y))][calculus.relation(relation(y, z))] |=
                            calculus.set(relation(x, z));
                }
            }
        }
        for (int a = 0; a < calculus.size(); a++) {
            for (int b = 0; b < calculus.size(); b++) {
                assertEquals(found[a][b], calculus.compositionOf(a, b), calculus.relation(a) + calculus.relation(b));
            }
        }
    }

    private static String relation(int[] x, int[] y) {
        if (x[1] < y[0] || y[1] < x[0]) {
            return x[1] < y[0] ? "<" : ">";
        }
        if (x[1] == y[0] || y[1] == x[0]) {
            return x[1] == y[0] ? "m" : "mi";
        }
        if (x[0] == y[0]) {
            return x[1] == y[1] ? "=" : x[1] < y[1] ? "s" : "si";
        }
        if (x[1] == y[1]) {
            return x[0] > y[0] ? "f" : "fi";
        }
        if (x[0] > y[0]) {
            return x[1] < y[1] ? "d" : "oi";
        }
        return x[1] > y[1] ? "di" : "o";
    }

    /** Sixty-four relations fill a mask: the relations are those of a cyclic group, whose laws are known. */
    @Test
    void composesSetsOfSixtyFourRelations() {
        int size = 64;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add("r" + i);
        }
        Map<String, String> converse = new LinkedHashMap<>();
        Map<String, Map<String, List<String>>> composition = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            converse.put(names.get(i), names.get((size - i) % size));
            Map<String, List<String>> row = new LinkedHashMap<>();
            for (int j = 0; j < size; j++) {
                row.put(names.get(j), List.of(names.get((i + j) % size)));
            }
            composition.put(names.get(i), row);
        }
        Calculus calculus = Calculus.of("Z64", names, "r0", converse, composition);
        assertEquals(List.of(), calculus.violations());
        assertEquals(-1L, calculus.universal());
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            long a = random.nextLong() & random.nextLong();
            long b = random.nextLong() & random.nextLong() & random.nextLong();
            long expected = 0;
            for (int i = 0; i < size; i++) {
                expected |= (a >>> i & 1) != 0 ? Long.rotateLeft(b, i) : 0;
            }
            assertEquals(expected, calculus.compose(a, b));
        }
    }

    @Test
    void readsAUsersTable() throws IOException {
        Calculus points = read(POINTS);
        assertEquals("points[<, =, >]", points.toString());
        assertEquals(points, read(POINTS));
        assertEquals(new TreeSet<>(List.of("<", "=")), new TreeSet<>(points.names(points.set("=", "<"))));
    }

    @Test
    void namesTheRelationsThatBreakALaw() throws IOException {
        refuses(POINTS.replace("\">\": \"<\"}", "\">\": \">\"}"), "converse of the converse", "for <: it is >");
        refuses(POINTS.replace("\"=\": {\"<\": [\"<\"]", "\"=\": {\"<\": [\"<\", \"=\"]"), "identity", "{<, =}");
        refuses(POINTS.replace("\"<\": {\"<\": [\"<\"]", "\"<\": {\"<\": []"), "allows none", "for <, <");
        refuses(POINTS.replace("\"<\": {\"<\": [\"<\"]", "\"<\": {\"<\": [\"<\", \"=\"]"), "(a;b)^-1", "for <, <");
        String loose = POINTS.replace("\"<\": {\"<\": [\"<\"]", "\"<\": {\"<\": [\"<\", \"=\"]")
                .replace("\">\": [\">\"]}}}", "\">\": [\"=\", \">\"]}}}");
        Calculus accepted = read(loose);
        assertFalse(accepted.holds(Law.TRIANGLE));
        assertTrue(accepted.violations().toString().contains("c is in a;b exactly if a is in c;b^-1, but for <, <, ="));
    }

    @Test
    void saysWhatIsWrongInAFile() {
        refuses("{\"calculus\": \"x\",\n \"relations\": [", "table.json is not JSON", "line 2");
        refuses(POINTS + "\n{}", "table.json: there is more after the end of the table");
        refuses(POINTS + "\n]", "table.json is not JSON", "line ");
        refuses(POINTS.replace("\"identity\"", "\"unit\""), "unknown field 'unit'");
        refuses(POINTS.replace("\"identity\": \"=\",", ""), "'identity' is missing");
        refuses(POINTS.replace("\"identity\": \"=\"", "\"identity\": \"0\""), "identity names the relation 0");
        refuses(POINTS.replace("[\"<\", \"=\", \">\"], \"identity\"", "[\"<\", \"=\", \"<\"], \"identity\""), "twice");
        refuses(POINTS.replace("\"<\", \"=\", \">\"], \"identity\"", "\"< x\"], \"identity\""), "'< x'", "blanks");
        refuses(POINTS.replace("\"converse\": {\"<\": \">\",", "\"converse\": {"), "converse of < is missing");
        refuses(POINTS.replace("{\"<\": [\"<\"], \"=\": [\"<\"],", "{\"<\": [\"<\"],"), "composition <;= is missing");
        refuses(POINTS.replace("\"=\": [\"=\"]", "\"=\": [\"==\"]"), "=;= names the relation ==");
        refuses(POINTS.replace("\"=\": [\"=\"]", "\"=\": \"=\""), "=;= must be a list of names");
        refuses(POINTS.replace("\"=\": [\"=\"]", "\"=\": [\"=\"], \"=\": [\"=\"]"), "Duplicate field");
        assertThrows(InvalidInputException.class, () -> Calculus.read(folder.resolve("none.json")));
        assertThrows(InvalidInputException.class, () -> Calculus.rcc8().set("DX"));
    }
}
