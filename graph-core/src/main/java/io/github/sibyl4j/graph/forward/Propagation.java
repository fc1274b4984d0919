package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Some graphs on their way through a stack: what the next layer gets in each of them. */
final class Propagation {
    private final List<GraphTensor> graphs;
    private final boolean continuesWithFirst;
    private List<Rows> inputs;

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

        private Outputs(LocalLayer layer) {
            for (int i = 0; i < graphs.size(); i++) {
                each.add(layer.onFixed(inputs.get(i), graphs.get(i)));
            }
        }

        List<Tensor> get() {
            return each.stream().map(Supplier::get).toList();
        }

        Tensor get(int view) {
            return each.get(view).get();
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
            List<Rows> next = new ArrayList<>();
            try (Autograd.NoGradient off = Autograd.off()) {
                for (int i = 0; i < needed; i++) {
                    try (Scope scope = Scope.open()) {
                        next.add(Rows.of(get(i)).normalised());
                    }
                }
            }
            inputs = continuesWithFirst ? Collections.nCopies(each.size(), next.get(0)) : next;
        }
    }

    /** Prepares a layer for the present inputs, in the scope that is open. */
    Outputs on(LocalLayer layer) {
        return new Outputs(layer);
    }
}
