package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
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

        void advance(List<Tensor> outputs) {
            Propagation.this.advance(outputs);
        }
    }

    /** Prepares a layer for the present inputs, in the scope that is open. */
    Outputs on(LocalLayer layer) {
        return new Outputs(layer);
    }

    /** Outputs become inputs. */
    void advance(List<Tensor> outputs) {
        List<Rows> next = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            next.add(
                    continuesWithFirst && i > 0
                            ? next.get(0)
                            : Rows.of(outputs.get(i)).normalised());
        }
        inputs = next;
    }
}
