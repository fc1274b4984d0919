package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Embedding;
import io.github.sibyl4j.tensor.nn.Gru;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Lstm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** {@link Baseline#LSTM} and {@link Baseline#GRU}. Paths of one length are read together. */
final class PathNetwork extends BaselineNetwork {
    private final int relations;
    private final int width;
    private final Embedding embedding;
    /** From the inputs {@code [1, time, path, width]} to the states of all steps. */
    private final List<UnaryOperator<Tensor>> layers = new ArrayList<>();

    private final Linear readout;

    PathNetwork(BaselineConfig config, int relations, Seed seed) {
        this.relations = relations;
        this.width = config.width();
        embedding = part("relations", new Embedding(2 * relations, width, seed.split("relations")));
        for (int i = 0; i < config.layers(); i++) {
            layers.add(layer(config.model(), "layer" + i, seed.split("layers").split(i)));
        }
        readout = part("readout", new Linear(width, relations, seed.split("readout")));
    }

    private UnaryOperator<Tensor> layer(Baseline model, String name, Seed seed) {
        if (model == Baseline.LSTM) {
            Lstm lstm = part(name, new Lstm(width, width, seed));
            return x -> lstm.forward(x, null).states();
        }
        Gru gru = part(name, new Gru(width, width, seed));
        return x -> gru.forward(x, null).states();
    }

    @Override
    Tensor scores(List<RelationalInstance> problems, Dropout dropout) {
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        List<int[]> paths = new ArrayList<>();
        for (RelationalInstance problem : problems) {
            int[] path = RelationPath.of(problem, relations);
            byLength.computeIfAbsent(path.length, length -> new ArrayList<>()).add(paths.size());
            paths.add(path);
        }
        List<Tensor> ends = new ArrayList<>();
        int[] place = new int[problems.size()];
        int placed = 0;
        for (List<Integer> same : byLength.values()) {
            List<int[]> read = same.stream().map(paths::get).toList();
            ends.add(lastStates(read, dropout.split(read.get(0).length)));
            for (int problem : same) {
                place[problem] = placed++;
            }
        }
        return readout.forward(Tensor.concat(0, ends.toArray(Tensor[]::new)).gather(place));
    }

    /** {@code [path, width]} for paths of one length. */
    private Tensor lastStates(List<int[]> paths, Dropout dropout) {
        int count = paths.size();
        int steps = paths.get(0).length;
        int[] read = new int[steps * count];
        for (int i = 0; i < read.length; i++) {
            read[i] = paths.get(i % count)[i / count];
        }
        Tensor states = embedding.forward(read).reshape(1, steps, count, width);
        for (int i = 0; i < layers.size(); i++) {
            states = layers.get(i).apply(dropout.split(i).of(states, "input"));
        }
        return states.slice(1, steps - 1, steps).reshape(count, width);
    }

    /** A recurrent network reads on, however long the path. */
    @Override
    int horizon() {
        return Integer.MAX_VALUE;
    }

    @Override
    long states(RelationalInstance problem) {
        return problem.graph().edges();
    }
}
