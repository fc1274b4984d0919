package io.github.sibyl4j.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        file = folder.resolve("weights.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("encoder.weight", Tensor.of(new Seed(1).uniform(6, 1), 2, 3));
        tensors.put("scalar", Tensor.scalar(4));
        tensors.put("nothing", Tensor.zeros(0, 3));
        Safetensors.write(file, tensors);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Map<String, Tensor> read = Safetensors.read(file);
        assertEquals(List.of("encoder.weight", "scalar", "nothing"), new ArrayList<>(read.keySet()));
        assertArrayEquals(new int[] {2, 3}, read.get("encoder.weight").shape());
        assertArrayEquals(new Seed(1).uniform(6, 1), read.get("encoder.weight").toArray());
        assertEquals(4, read.get("scalar").item());
        assertArrayEquals(new int[] {0, 3}, read.get("nothing").shape());
    }

    @Test
    void leavesNothingButTheFile() throws IOException {
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void keepsTheOldFileWhenWritingFails() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                    throw new IOException("the disk is full");
                }));
        assertArrayEquals(before, Files.readAllBytes(file));
        leavesNothingButTheFile();
    }

    @Test
    void followsTheFormatThatPythonReads() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, length % 8);
        String header = new String(bytes, 8, (int) length, StandardCharsets.UTF_8);
        assertTrue(
                header.startsWith("{\"encoder.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}"),
                header);
    }

    private void write(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        Files.write(file, bytes.array());
    }

    private void assertRefused(String part) {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Safetensors.read(file));
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void refusesAHeaderThatClaimsMoreThanTheFileHolds() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(10_000_000_000L).array());
        assertRefused("its header claims 10000000000 bytes, the file has 64");
        Files.write(file, bytes.clear().putLong(-1).array());
        assertRefused("18446744073709551615");
    }

    @Test
    void refusesWhatDoesNotDescribeItsData() throws IOException {
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[100000,100000],\"data_offsets\":[0,40000000000]}}", 8);
        assertRefused("damaged");
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8);
        assertRefused("shape [3]");
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12);
        assertRefused("begins at byte 4");
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 12);
        assertRefused("describes 8 bytes of data, the file has 12");
        write("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4);
        assertRefused("F16");
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8);
        assertRefused("damaged");
        write("{\"a\":{\"dtype\":\"F32\"}}", 0);
        assertRefused("no shape or no data_offsets");
        write("[1]", 0);
        assertRefused("not a JSON object");
        write("{\"a\":", 0);
        assertRefused("not JSON");
        Files.write(file, new byte[3]);
        assertRefused("only 3 bytes");
        Files.delete(file);
        assertRefused("there is no weights file");
    }

    @Test
    void answersAnyDamageWithAnError() throws IOException {
        byte[] good = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = random.nextBoolean() ? good.clone() : Arrays.copyOf(good, random.nextInt(good.length));
            for (int j = random.nextInt(4); bad.length > 0 && j >= 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Files.write(file, bad);
            try {
                Safetensors.read(file);
            } catch (InvalidInputException e) {
                assertTrue(e.getMessage().contains("weights.safetensors"));
            }
        }
    }
}
