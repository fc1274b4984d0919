package io.github.sibyl4j.forecasting;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** All ways to spoil one place of a JSON document: to remove it, or to put something else there. */
final class Mutations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> REPLACEMENTS =
            List.of("null", "\"x\"", "-1", "0", "1.5", "1e300", "1000000", "2147483647", "true", "[]", "[null]", "{}");

    record Mutant(String change, String json) {}

    private Mutations() {}

    static List<Mutant> of(String json) throws JsonProcessingException {
        List<Mutant> mutants = new ArrayList<>();
        for (JsonPointer place : places(JSON.readTree(json), JsonPointer.empty(), new ArrayList<>())) {
            JsonNode without = JSON.readTree(json);
            if (without.at(place.head()) instanceof ObjectNode parent) {
                parent.remove(place.last().getMatchingProperty());
            } else if (without.at(place.head()) instanceof ArrayNode parent) {
                parent.remove(place.last().getMatchingIndex());
            }
            mutants.add(new Mutant("without " + place, without.toString()));
            for (String replacement : REPLACEMENTS) {
                JsonNode changed = JSON.readTree(json);
                if (changed.at(place.head()) instanceof ObjectNode parent) {
                    parent.set(place.last().getMatchingProperty(), JSON.readTree(replacement));
                } else if (changed.at(place.head()) instanceof ArrayNode parent) {
                    parent.set(place.last().getMatchingIndex(), JSON.readTree(replacement));
                }
                mutants.add(new Mutant(place + " = " + replacement, changed.toString()));
            }
        }
        return mutants;
    }

    /** Every field, and the first element of every array. */
    private static List<JsonPointer> places(JsonNode node, JsonPointer at, List<JsonPointer> found) {
        node.properties().forEach(field -> {
            found.add(at.appendProperty(field.getKey()));
            places(field.getValue(), at.appendProperty(field.getKey()), found);
        });
        if (node.isArray() && !node.isEmpty()) {
            found.add(at.appendIndex(0));
            places(node.get(0), at.appendIndex(0), found);
        }
        return found;
    }
}
