package io.github.sibyl4j.graph.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Values computed elsewhere; see the README beside them. */
record Golden(JsonNode node) {

    static Golden read() {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/forward.json")) {
            return new Golden(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Golden at(String name) {
        return new Golden(node.get(name));
    }

    float number() {
        return (float) node.asDouble();
    }

    int[] integers() {
        int[] values = new int[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asInt();
        }
        return values;
    }

    float[] vector() {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return values;
    }

    float[][] rows() {
        float[][] rows = new float[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Golden(node.get(i)).vector();
        }
        return rows;
    }

    float[] flat() {
        return tensor().toArray();
    }

    Tensor tensor() {
        float[][] rows = rows();
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
        }
        return Tensor.of(values, rows.length, rows[0].length);
    }
}
