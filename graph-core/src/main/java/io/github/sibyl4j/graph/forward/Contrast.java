package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Learning from a positive view and negative ones. */
final class Contrast implements LocalObjective {
    private final List<View> views;
    private final boolean continuesWithFirst;
    private final Segments rows;
    private final Goodness goodness;
    private final ContrastiveLoss loss;

    Contrast(List<View> views, int[] rows, Goodness goodness, ContrastiveLoss loss, boolean continuesWithFirst) {
        require(
                views.size() >= 2,
                "learning by contrast needs a positive view and at least one negative, found %d views",
                views.size());
        require(rows.length > 0, "learning by contrast needs nodes that count, found none");
        int nodes = views.get(0).graph().nodeCount();
        for (View view : views) {
            require(
                    view.graph().nodeCount() == nodes
                            && view.features().width()
                                    == views.get(0).features().width(),
                    "all views need the same nodes and features: the first has %d nodes with %d features, another %d with"
                            + " %d",
                    nodes,
                    views.get(0).features().width(),
                    view.graph().nodeCount(),
                    view.features().width());
        }
        this.views = List.copyOf(views);
        this.rows = Segments.of(rows, nodes);
        this.goodness = goodness;
        this.loss = loss;
        this.continuesWithFirst = continuesWithFirst;
    }

    @Override
    public List<View> views() {
        return views;
    }

    @Override
    public boolean continuesWithFirst() {
        return continuesWithFirst;
    }

    @Override
    public Tensor loss(int layer, List<Tensor> outputs) {
        List<Tensor> each = new ArrayList<>();
        for (Tensor output : outputs) {
            // Goodness first: a single column is gathered, not all of an output.
            each.add(rows.gather(goodness.of(output)));
        }
        return loss.of(each.get(0), each.subList(1, each.size()));
    }

    @Override
    public boolean isSum() {
        return loss.isSum();
    }

    @Override
    public Tensor part(int layer, int view, Tensor output) {
        return loss.part(rows.gather(goodness.of(output)), view == 0, views.size() - 1);
    }
}
