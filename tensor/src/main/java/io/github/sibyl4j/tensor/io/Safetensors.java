package io.github.sibyl4j.tensor.io;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: eight bytes with the length of a JSON header, the header, then raw little-endian values. Python
 * reads these files, nothing in them is executed, and nothing is allocated before it has been checked.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The format's own limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /** Writes all tensors as float32; the file is replaced at once or not at all. */
    public static void write(Path file, Map<String, ? extends Tensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        long at = 0;
        for (Map.Entry<String, ? extends Tensor> entry : tensors.entrySet()) {
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", "F32");
            ArrayNode shape = node.putArray("shape");
            for (int size : entry.getValue().shape()) {
                shape.add(size);
            }
            long end = at + entry.getValue().length() * Float.BYTES;
            node.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] text = JSON.writeValueAsBytes(header);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(text);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        start.flip();
        AtomicFile.write(file, channel -> {
            writeFully(channel, start);
            for (Tensor tensor : tensors.values()) {
                float[] values = tensor.toArray();
                ByteBuffer bytes =
                        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                writeFully(channel, bytes);
            }
        });
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads all tensors of a file, in the order of its header.
     *
     * @throws InvalidInputException if the file is missing, damaged, or holds values that are not float32
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        require(Files.isRegularFile(file), "there is no weights file %s", file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            require(size >= Long.BYTES, "%s is no safetensors file: it has only %d bytes", file, size);
            long headerLength = read(channel, 0, Long.BYTES).getLong();
            require(
                    headerLength >= 0 && headerLength <= Math.min(LONGEST_HEADER, size - Long.BYTES),
                    "%s is damaged: its header claims %s bytes, the file has %d; save the model again",
                    file,
                    Long.toUnsignedString(headerLength),
                    size);
            JsonNode header = header(file, read(channel, Long.BYTES, (int) headerLength));
            long dataStart = Long.BYTES + headerLength;
            List<Entry> entries = entries(file, header, size - dataStart);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Entry entry : entries) {
                ByteBuffer bytes = read(channel, dataStart + entry.begin, (int) (entry.end - entry.begin));
                float[] values = new float[bytes.remaining() / Float.BYTES];
                bytes.asFloatBuffer().get(values);
                tensors.put(entry.name, Tensor.of(values, entry.shape));
            }
            return tensors;
        }
    }

    private record Entry(String name, int[] shape, long begin, long end) {}

    private static JsonNode header(Path file, ByteBuffer bytes) throws IOException {
        try {
            JsonNode header = JSON.readTree(bytes.array());
            require(header != null && header.isObject(), "%s is damaged: its header is not a JSON object", file);
            return header;
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    file + " is damaged: its header is not JSON (" + e.getOriginalMessage() + "); save the model again",
                    e);
        }
    }

    private static List<Entry> entries(Path file, JsonNode header, long dataLength) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(file, field.getKey(), field.getValue(), dataLength));
            }
        }
        long at = 0;
        for (Entry entry :
                entries.stream().sorted(Comparator.comparingLong(Entry::begin)).toList()) {
            require(
                    entry.begin == at,
                    "%s is damaged: %s begins at byte %d of the data, expected %d",
                    file,
                    entry.name,
                    entry.begin,
                    at);
            at = entry.end;
        }
        require(
                at == dataLength,
                "%s is damaged or cut off: its header describes %d bytes of data, the file has %d; save the model again",
                file,
                at,
                dataLength);
        return entries;
    }

    private static Entry entry(Path file, String name, JsonNode node, long dataLength) {
        String type = node.path("dtype").asText("none");
        require(type.equals("F32"), "%s: %s holds values of type %s, expected F32", file, name, type);
        JsonNode offsets = node.path("data_offsets");
        JsonNode sizes = node.path("shape");
        require(
                sizes.isArray()
                        && offsets.size() == 2
                        && offsets.get(0).isIntegralNumber()
                        && offsets.get(1).isIntegralNumber(),
                "%s is damaged: the entry of %s has no shape or no data_offsets",
                file,
                name);
        long begin = offsets.get(0).asLong();
        long end = offsets.get(1).asLong();
        long count = 1;
        int[] shape = new int[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            require(
                    sizes.get(i).isInt() && sizes.get(i).asInt() >= 0,
                    "%s is damaged: %s has the shape %s",
                    file,
                    name,
                    sizes);
            shape[i] = sizes.get(i).asInt();
            count = shape[i] == 0 ? 0 : count > Integer.MAX_VALUE ? count : count * shape[i];
        }
        require(
                begin >= 0
                        && end >= begin
                        && end <= dataLength
                        && count == (end - begin) / Float.BYTES
                        && (end - begin) % Float.BYTES == 0
                        && end - begin <= Integer.MAX_VALUE,
                "%s is damaged: %s has the shape %s and the bytes %d to %d of %d; save the model again",
                file,
                name,
                sizes,
                begin,
                end,
                dataLength);
        return new Entry(name, shape, begin, end);
    }

    private static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }
}
