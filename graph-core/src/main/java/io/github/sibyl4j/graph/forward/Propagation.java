package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Some graphs on their way through a stack: what the next layer gets in each of them. */
final class Propagation {
    private final List<GraphTensor> graphs;
    private final boolean continuesWithFirst;
    private List<Rows> inputs;
    /** The layer that gets the inputs, from 1 on. */
    private int next = 1;

    Propagation(List<View> views, boolean continuesWithFirst) {
        this.continuesWithFirst = continuesWithFirst;
        graphs = views.stream().map(View::graph).toList();
        Map<Object, Rows> seen = new IdentityHashMap<>();
        inputs = views.stream()
                .map(view -> seen.computeIfAbsent(
                        view.features(), f -> Rows.of(view.features()).normalised()))
                .toList();
    }

    /** Looks at an output; it is gone afterwards. */
    interface Visitor {
        void see(int view, Tensor output);
    }

    /** A layer's outputs in all graphs, with its weights of the moment. */
    final class Outputs {
        private final List<Supplier<Tensor>> each = new ArrayList<>();
        /** The same for the nodes that count, where that is less work. */
        private final List<Supplier<Tensor>> counted = new ArrayList<>();

        private final int[] nodes;

        private Outputs(LocalLayer layer, int[] nodes) {
            this.nodes = nodes;
            boolean narrow = nodes != null && inputs.stream().allMatch(layer::isNodewise);
            for (int i = 0; i < graphs.size(); i++) {
                Rows input = inputs.get(i);
                GraphTensor graph = graphs.get(i);
                String place = String.format(
                        Locale.ROOT, "layer %d on its input [%d, %d]", next, graph.nodeCount(), input.width());
                if (narrow) {
                    Parts parts = named(place, () -> new Parts(layer, input, graph, nodes));
                    counted.add(checked(place, parts.counted, nodes.length));
                    each.add(checked(place, parts::all, graph.nodeCount()));
                } else {
                    Supplier<Tensor> output = named(place, () -> layer.onFixed(input, graph));
                    each.add(checked(place, output, graph.nodeCount()));
                }
            }
        }

        /** What a layer gives, which may be one of a user's own. */
        private Supplier<Tensor> checked(String place, Supplier<Tensor> output, int rows) {
            return () -> {
                Tensor found = named(place, output);
                require(
                        found.rank() == 2 && found.size(0) == rows && found.size(1) > 0,
                        "%s: its output has the shape %s, expected [%d, width], a row for every node",
                        place,
                        Arrays.toString(found.shape()),
                        rows);
                return found;
            };
        }

        /** What a layer refuses is refused with its place in the stack. */
        private static <T> T named(String place, Supplier<T> work) {
            try {
                return work.get();
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(place + ": " + e.getMessage(), e);
            }
        }

        /** Whether the nodes that count are worked on alone. */
        boolean isNarrow() {
            return !counted.isEmpty();
        }

        List<Tensor> get() {
            return each.stream().map(Supplier::get).toList();
        }

        Tensor get(int view) {
            return each.get(view).get();
        }

        /** Of the nodes that count, in all graphs. */
        List<Tensor> counted() {
            return isNarrow() ? counted.stream().map(Supplier::get).toList() : ofCounted(get());
        }

        Tensor counted(int view) {
            return isNarrow() ? counted.get(view).get() : ofCounted(get(view));
        }

        /** What {@link #counted} gives, where all outputs are there already. */
        List<Tensor> ofCounted(List<Tensor> all) {
            return all.stream().map(this::ofCounted).toList();
        }

        private Tensor ofCounted(Tensor all) {
            return nodes == null ? all : all.gather(nodes);
        }

        int size() {
            return each.size();
        }

        /** Shows the outputs one after the other, so that only one of them takes memory, without gradients. */
        void show(Visitor visitor) {
            try (Autograd.NoGradient off = Autograd.off()) {
                for (int i = 0; i < each.size(); i++) {
                    try (Scope scope = Scope.open()) {
                        visitor.see(i, get(i));
                    }
                }
            }
        }

        /** Makes these outputs the inputs of the next layer. */
        void advance() {
            int needed = continuesWithFirst ? 1 : each.size();
            List<Rows> outputs = new ArrayList<>();
            try (Autograd.NoGradient off = Autograd.off()) {
                for (int i = 0; i < needed; i++) {
                    try (Scope scope = Scope.open()) {
                        outputs.add(Rows.of(get(i)).normalised());
                    }
                }
            }
            inputs = continuesWithFirst ? Collections.nCopies(each.size(), outputs.get(0)) : outputs;
            next++;
        }
    }

    /** Prepares a layer for the present inputs, in the scope that is open. */
    Outputs on(LocalLayer layer) {
        return on(layer, null);
    }

    /** @param nodes those that count for learning; null for all of them */
    Outputs on(LocalLayer layer, int[] nodes) {
        return new Outputs(layer, nodes);
    }

    /** A layer on the nodes that count, and on all others, which are asked for now and then only. */
    private static final class Parts {
        private final int[] nodes;
        private final int[] others;
        private final Supplier<Tensor> counted;
        private final Supplier<Tensor> rest;

        Parts(LocalLayer layer, Rows x, GraphTensor graph, int[] nodes) {
            this.nodes = nodes;
            BitSet counting = new BitSet();
            Arrays.stream(nodes).forEach(counting::set);
            others = IntStream.range(0, graph.nodeCount())
                    .filter(node -> !counting.get(node))
                    .toArray();
            counted = layer.onFixed(x, graph, nodes);
            rest = layer.onFixed(x, graph, others);
        }

        /** Put together on the heap: two halves take no more memory than learning does. */
        Tensor all() {
            Tensor some = counted.get();
            int width = some.size(1);
            float[] values = new float[(nodes.length + others.length) * width];
            put(some, nodes, values);
            put(rest.get(), others, values);
            return Tensor.of(values, values.length / width, width);
        }

        private static void put(Tensor rows, int[] places, float[] values) {
            float[] from = rows.toArray();
            int width = rows.size(1);
            for (int i = 0; i < places.length; i++) {
                System.arraycopy(from, i * width, values, places[i] * width, width);
            }
        }
    }
}
