package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.datasets.Failure.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.datasets.CsvOptions.Duplicates;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesCsvTest {
    private static final CsvOptions STRICT = CsvOptions.strict();
    private static final float GAP = Float.NaN;

    @TempDir
    Path folder;

    @Test
    void aCleanFileIsReadAsItStands() throws IOException {
        SpatioTemporalSeries series = SeriesCsv.read(file("""
                        timestamp,a,b
                        2012-03-01T00:00,64.375,0
                        2012-03-01T00:05,-1e2,.5
                        """));
        assertEquals(List.of("a", "b"), series.nodeIds());
        assertEquals(LocalDateTime.of(2012, 3, 1, 0, 0), series.time().at(0));
        assertEquals(Duration.ofMinutes(5), series.time().step());
        assertArrayEquals(new float[] {64.375f, 0, -100, .5f}, series.values());
    }

    @Test
    void emptyFieldsAndTheUsualTextsAreMissing() throws IOException {
        LoadedSeries loaded = SeriesCsv.load(file("""
                        step,a,b,c,d,e
                        0,1,2,3,4,5
                        1,,NaN,nan,NA, \

                        2,2,3,4,5,6
                        """), STRICT);
        assertEquals(5, loaded.series().missing());
        assertEquals(List.of(), loaded.notes());
    }

    @Test
    void furtherTextsForMissingCanBeNamed() throws IOException {
        Path csv = file("step,a\n0,1\n1,-\n2,3\n");
        assertMessage(() -> SeriesCsv.read(csv), "line 3, column 2 (sensor a) has '-'", "option missing");
        assertEquals(1, SeriesCsv.read(csv, STRICT.withMissing(Set.of("-"))).missing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2012-03-01T00:00;2012-03-01T01:00",
                "2012-03-01 00:00;2012-03-01 01:00",
                "2012-03-01T00:00:00;2012-03-01T01:00:00",
                "2012-03-01 00:00:00.000;2012-03-01 01:00:00.000",
                "2012-03-01;2012-03-01T01:00"
            })
    void isoTimesMayBeWrittenInSeveralWays(String times) throws IOException {
        String[] two = times.split(";");
        SpatioTemporalSeries series = SeriesCsv.read(file("t,a\n" + two[0] + ",1\n" + two[1] + ",2\n"));
        assertEquals(TimeIndex.regular(LocalDateTime.of(2012, 3, 1, 0, 0), Duration.ofHours(1), 2), series.time());
    }

    @Test
    void datesAloneMakeDailySteps() throws IOException {
        SpatioTemporalSeries series = SeriesCsv.read(file("date,a\n2012-02-28,1\n2012-02-29,2\n2012-03-01,3\n"));
        assertEquals(Duration.ofDays(1), series.time().step());
    }

    @Test
    void anotherTimeFormatCanBeNamed() throws IOException {
        Path csv = file("t,a\n01.03.2012 00:30,1\n01.03.2012 01:00,2\n");
        assertMessage(() -> SeriesCsv.read(csv), "2 time(s) not understood", "line 2 has '01.03.2012 00:30'");
        SpatioTemporalSeries series = SeriesCsv.read(csv, STRICT.withTimeFormat("dd.MM.yyyy HH:mm"));
        assertEquals(LocalDateTime.of(2012, 3, 1, 0, 30), series.time().at(0));
        SpatioTemporalSeries days =
                SeriesCsv.read(file("t,a\n20120301,1\n20120302,2\n"), STRICT.withTimeFormat("yyyyMMdd"));
        assertEquals(Duration.ofDays(1), days.time().step());
    }

    @Test
    void wholeNumbersCountStepsAndKeepTheirNumber() throws IOException {
        LoadedSeries loaded = SeriesCsv.load(file("step,a\n7,1\n8,2\n9,3\n"), STRICT);
        assertFalse(loaded.series().time().hasClock());
        assertEquals("7", loaded.series().time().label(0));
        assertEquals(List.of(), loaded.notes());
    }

    @Test
    void stepsThatCountByMoreThanOneAreRenumberedAndNoted() throws IOException {
        LoadedSeries loaded = SeriesCsv.load(file("step,a\n10,1\n20,2\n30,3\n"), STRICT);
        assertEquals("0", loaded.series().time().label(0));
        assertTrue(loaded.notes().get(0).contains("counts from 10 by 10"));
    }

    @Test
    void quotesSemicolonsMarksAndWindowsLineEndsAreUnderstood() throws IOException {
        Path csv = file("\uFEFF\"t\";\"a;1\"; b \r\n2012-03-01;\"1.5\"; 2 \r\n2012-03-02;3;4\r\n");
        SpatioTemporalSeries series = SeriesCsv.read(csv, STRICT.withSeparator(';'));
        assertEquals(List.of("a;1", "b"), series.nodeIds());
        assertArrayEquals(new float[] {1.5f, 2, 3, 4}, series.values());
    }

    @Test
    void gzipIsKnownByItsContent() throws IOException {
        byte[] text = "step,a\n0,1\n1,2\n".getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("x.csv.gz", "x.csv")) {
            Path csv = Files.write(folder.resolve(name), gzip(text));
            assertArrayEquals(new float[] {1, 2}, SeriesCsv.read(csv).values());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.csv.gz"})
    void whatIsWrittenIsReadBackBitForBit(String name) {
        Random random = new Random(7);
        for (int trial = 0; trial < 20; trial++) {
            int steps = 2 + random.nextInt(20);
            float[] values = new float[3 * steps];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(4) == 0 && i > 5
                        ? GAP
                        : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
            }
            TimeIndex time = trial % 2 == 0
                    ? TimeIndex.steps(steps + 3).slice(3, steps + 3)
                    : TimeIndex.regular(LocalDateTime.of(2020, 2, 28, 23, 59, 30), Duration.ofSeconds(30), steps);
            SpatioTemporalSeries series = SpatioTemporalSeries.of(time, List.of("a", "b, c", "\"d\""), values);
            SeriesCsv.write(folder.resolve(name), series);
            SpatioTemporalSeries back = SeriesCsv.read(folder.resolve(name));
            assertArrayEquals(values, back.values());
            assertEquals(series.nodeIds(), back.nodeIds());
            assertEquals(time, back.time());
        }
    }

    @Test
    void severalChannelsDoNotFitAWideFile() {
        SpatioTemporalSeries series =
                SpatioTemporalSeries.of(TimeIndex.steps(1), List.of("a"), List.of("speed", "flow"), new float[] {1, 2});
        assertMessage(() -> SeriesCsv.write(folder.resolve("x.csv"), series), "2 channels", "[speed, flow]");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        SpatioTemporalSeries series = SpatioTemporalSeries.of(TimeIndex.steps(1), List.of("a"), new float[] {1});
        assertMessage(() -> SeriesCsv.write(folder.resolve("no/x.csv"), series), "x.csv", "folder exists");
    }

    @Test
    void unreadableFilesAreExplained() throws IOException {
        assertMessage(() -> SeriesCsv.read(folder.resolve("none.csv")), "No file none.csv", "Check the path");
        assertMessage(() -> SeriesCsv.read(folder), "not a file");
        assertMessage(() -> SeriesCsv.read(file("")), "x.csv is empty", "header line");
        assertMessage(() -> SeriesCsv.read(file("\n\n")), "x.csv is empty");
        assertMessage(() -> SeriesCsv.read(file("t,a,b\n")), "no rows below its header", "2 value(s)");
        assertMessage(() -> SeriesCsv.read(file("t,a\n\"1,2\n3,4\n")), "not readable as CSV", "quote");
    }

    @Test
    void wrongEncodingIsNamedWithItsPlace() throws IOException {
        Path csv = folder.resolve("latin.csv");
        Files.write(csv, "t,Zürich\n2012-03-01,1\n2012-03-02,2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertMessage(() -> SeriesCsv.read(csv), "latin.csv: in the first line", "not UTF-8", "option charset");
        SpatioTemporalSeries series = SeriesCsv.read(csv, STRICT.withCharset(StandardCharsets.ISO_8859_1));
        assertEquals(List.of("Zürich"), series.nodeIds());
    }

    @Test
    void damagedGzipIsExplained() throws IOException {
        StringBuilder text = new StringBuilder("step,a\n");
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            text.append(i).append(',').append(random.nextFloat()).append('\n');
        }
        byte[] whole = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertMessage(() -> SeriesCsv.read(cut), "cut.csv.gz: damaged or incomplete gzip", "after line");
        whole[whole.length - 6] ^= 1;
        Path flipped = Files.write(folder.resolve("flipped.csv.gz"), whole);
        assertMessage(() -> SeriesCsv.read(flipped), "flipped.csv.gz: damaged or incomplete gzip");
        Path plain = Files.writeString(folder.resolve("plain.csv.gz"), "step,a\n0,1\n");
        assertMessage(() -> SeriesCsv.read(plain), "plain.csv.gz: damaged", "must not be named .gz");
    }

    @Test
    void headersThatCannotBeAreExplained() throws IOException {
        assertMessage(() -> SeriesCsv.read(file("t;a;b\n0;1;2\n")), "no sensor column", "'t;a;b'", "option separator");
        assertMessage(() -> SeriesCsv.read(file("t,a,\n0,1,2\n")), "column 3 of the header has no name");
        assertMessage(() -> SeriesCsv.read(file("2012-03-01,1\n2012-03-02,2\n")), "'2012-03-01', a time", "header");
        assertMessage(
                () -> SeriesCsv.read(file("t,a,b,a\n0,1,2,3\n")),
                "1 sensor id(s) used twice",
                "'a' as sensors 1 and 3",
                "Rename");
    }

    @Test
    void raggedLinesAreListed() throws IOException {
        assertMessage(
                () -> SeriesCsv.read(file("t,a,b\n0,1,2\n1,1\n2,1,2,3\n3,1\n4\n5,1,2\n")),
                "4 line(s)",
                "than the 3 of the header",
                "line 3 has 2; line 4 has 4; line 5 has 2; and 1 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12 mph", "1.2.3", "1f", "0x1p3", "Infinity", "1e60", "--1", "x"})
    void textsThatAreNoNumbersAreListed(String text) throws IOException {
        assertMessage(
                () -> SeriesCsv.read(file("t,a,b\n0,1,2\n1,1," + text + "\n")),
                "1 field(s)",
                "line 3, column 3 (sensor b) has '" + text + "'",
                "Expected numbers such as 64.375");
    }

    @Test
    void linesAreCountedThroughEmptyOnesAndQuotedBreaks() throws IOException {
        assertMessage(() -> SeriesCsv.read(file("t,\"a\nb\"\n\n0,1\n\n1,x\n")), "line 6, column 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-13-01", "yesterday", "2012-03-01T00:05Z", "2012-03-01 25:00", "", "0"})
    void timesThatAreNoneAreListed(String time) throws IOException {
        assertMessage(
                () -> SeriesCsv.read(file("t,a\n2012-03-01T00:00,1\n" + time + ",2\n")),
                "1 time(s) not understood",
                "line 3 has '" + time + "'",
                "2012-03-01T00:05",
                "option timeFormat");
    }

    @Test
    void unsortedRowsAreListedOrSorted() throws IOException {
        Path csv = file("""
                t,a
                2012-03-01T00:10,3
                2012-03-01T00:00,1
                2012-03-01T00:05,2
                """);
        assertMessage(
                () -> SeriesCsv.read(csv),
                "1 row(s) run back in time",
                "line 3 (2012-03-01T00:00) after 2012-03-01T00:10",
                "option sort");
        LoadedSeries sorted = SeriesCsv.load(csv, STRICT.withSort(true));
        assertArrayEquals(new float[] {1, 2, 3}, sorted.series().values());
        assertTrue(sorted.notes().get(0).startsWith("Sorted by time"));
    }

    @Test
    void repeatedTimesAreListedOrResolved() throws IOException {
        Path csv = file("""
                t,a,b
                2012-03-01,1,1
                2012-03-02,2,
                2012-03-02,4,6
                2012-03-03,5,5
                """);
        assertMessage(
                () -> SeriesCsv.read(csv),
                "1 row(s) with a time that another row has",
                "line 4 (2012-03-02T00:00) repeats the time of line 3",
                "option duplicates");
        assertArrayEquals(new float[] {1, 1, 2, GAP, 5, 5}, values(csv, Duplicates.FIRST));
        assertArrayEquals(new float[] {1, 1, 4, 6, 5, 5}, values(csv, Duplicates.LAST));
        assertArrayEquals(new float[] {1, 1, 3, 6, 5, 5}, values(csv, Duplicates.MEAN));
    }

    private static float[] values(Path csv, Duplicates duplicates) {
        LoadedSeries loaded = SeriesCsv.load(csv, STRICT.withDuplicates(duplicates));
        assertTrue(loaded.notes().get(0).startsWith("1 repeated time(s) resolved by"));
        return loaded.series().values();
    }

    @Test
    void missingRowsAreListedOrInserted() throws IOException {
        Path csv = file("""
                t,a
                2012-03-01T00:00,1
                2012-03-01T00:05,2
                2012-03-01T00:20,3
                2012-03-01T00:25,4
                """);
        assertMessage(
                () -> SeriesCsv.read(csv),
                "2 row(s) missing at the regular step of 5 min",
                "2 between line 3 (2012-03-01T00:05) and line 4 (2012-03-01T00:20)",
                "option fillGaps");
        LoadedSeries filled = SeriesCsv.load(csv, STRICT.withFillGaps(true));
        assertArrayEquals(new float[] {1, 2, GAP, GAP, 3, 4}, filled.series().values());
        assertTrue(filled.notes().get(0).startsWith("Inserted 2 row(s)"));
    }

    @Test
    void rowsOffTheRegularStepAreListed() throws IOException {
        Path csv = file("""
                t,a
                2012-03-01T00:00,1
                2012-03-01T00:05,2
                2012-03-01T00:07,3
                2012-03-01T00:10,4
                2012-03-01T00:15,5
                """);
        assertMessage(
                () -> SeriesCsv.read(csv, STRICT.withFillGaps(true)),
                "2 row(s) off the regular step of 5 min",
                "line 4 (2012-03-01T00:07) comes 2 min after line 3",
                "Resample");
        SpatioTemporalSeries minutes =
                SeriesCsv.read(csv, STRICT.withFillGaps(true).withStep(Duration.ofMinutes(1)));
        assertEquals(16, minutes.steps());
        assertEquals(11, minutes.missing());
    }

    @Test
    void aMistypedYearDoesNotFillTheMemory() throws IOException {
        Path csv = file("t,a\n2012-03-01T00:00:00,1\n2012-03-01T00:00:01,2\n2112-03-01T00:00:02,3\n");
        assertMessage(
                () -> SeriesCsv.read(csv, STRICT.withFillGaps(true)), "rows of 3", "2112-03-01", "mistyped", "1.0 s");
    }

    @Test
    void aSingleRowNeedsAStep() throws IOException {
        Path csv = file("t,a,b\n2012-03-01,1,2\n");
        assertMessage(() -> SeriesCsv.read(csv), "one time only", "option step");
        assertEquals(1, SeriesCsv.read(csv, STRICT.withStep(Duration.ofDays(1))).steps());
    }

    @Test
    void sensorsWithoutAValueAreListedOrLeftOut() throws IOException {
        Path csv = file("step,a,b,c\n0,1,,2\n1,2,NaN,3\n");
        assertMessage(() -> SeriesCsv.read(csv), "1 sensor(s) without a single value: b", "option dropEmpty");
        LoadedSeries kept = SeriesCsv.load(csv, STRICT.withDropEmpty(true));
        assertEquals(List.of("a", "c"), kept.series().nodeIds());
        assertTrue(kept.notes().get(0).startsWith("Left out 1 sensor(s)"));
        assertMessage(
                () -> SeriesCsv.read(file("step,a\n0,\n1,\n"), STRICT.withDropEmpty(true)), "none of its 1 sensors");
    }

    @Test
    void constantSensorsAreNotedOrRefused() throws IOException {
        Path csv = file("step,a,b\n0,1,5\n1,2,5\n2,3,\n");
        LoadedSeries loaded = SeriesCsv.load(csv, STRICT);
        assertEquals(1, loaded.notes().size());
        assertTrue(loaded.notes().get(0).contains("1 sensor(s) never change"));
        assertMessage(() -> SeriesCsv.read(csv, STRICT.withRejectConstant(true)), "1 sensor(s) that never change: b");
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertMessage(() -> STRICT.withStep(Duration.ZERO), "must be positive", "PT0S");
        assertMessage(() -> STRICT.withSeparator('"'), "cannot separate fields");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("x.csv"), content);
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }
}
