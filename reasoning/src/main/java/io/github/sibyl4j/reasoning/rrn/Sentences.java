package io.github.sibyl4j.reasoning.rrn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Sentences in groups of equal length, so that an LSTM needs no padding; a sentence that occurs more than once is read once.
 *
 * @param groups by length
 * @param places where each sentence of the original list is, counted through all groups
 */
record Sentences(List<Group> groups, int[] places) {

    /**
     * @param words word after word, those of all sentences at one position beside each other, {@code [position * sentence]}
     */
    record Group(int length, int sentences, int[] words) {}

    static Sentences of(List<int[]> sentences) {
        Map<Integer, Map<List<Integer>, List<Integer>>> byLength = new TreeMap<>();
        for (int i = 0; i < sentences.size(); i++) {
            List<Integer> words = Arrays.stream(sentences.get(i)).boxed().toList();
            byLength.computeIfAbsent(words.size(), length -> new LinkedHashMap<>())
                    .computeIfAbsent(words, first -> new ArrayList<>())
                    .add(i);
        }
        List<Group> groups = new ArrayList<>();
        int[] places = new int[sentences.size()];
        int place = 0;
        for (Map.Entry<Integer, Map<List<Integer>, List<Integer>>> entry : byLength.entrySet()) {
            List<List<Integer>> distinct = List.copyOf(entry.getValue().keySet());
            for (List<Integer> words : distinct) {
                for (int original : entry.getValue().get(words)) {
                    places[original] = place;
                }
                place++;
            }
            groups.add(new Group(
                    entry.getKey(),
                    distinct.size(),
                    IntStream.range(0, entry.getKey())
                            .flatMap(position -> distinct.stream().mapToInt(words -> words.get(position)))
                            .toArray()));
        }
        return new Sentences(groups, places);
    }
}
