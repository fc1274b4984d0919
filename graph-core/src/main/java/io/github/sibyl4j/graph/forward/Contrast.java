package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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
                views != null && rows != null && goodness != null && loss != null,
                "learning by contrast needs views, rows, a goodness and a loss, found null for one of them");
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
        BitSet seen = new BitSet();
        for (int node : rows) {
            require(
                    node >= 0 && node < nodes,
                    "rows names node %d, but the nodes of the views are 0 to %d",
                    node,
                    nodes - 1);
            require(!seen.get(node), "rows names node %d twice: name every node that counts once", node);
            seen.set(node);
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
            each.add(goodness(layer, output));
        }
        return loss.of(each.get(0), each.subList(1, each.size()));
    }

    @Override
    public boolean isSum() {
        return loss.isSum();
    }

    @Override
    public Tensor part(int layer, int view, Tensor output) {
        return loss.part(goodness(layer, output), view == 0, views.size() - 1);
    }

    private Tensor goodness(int layer, Tensor output) {
        Tensor found = goodness.of(output);
        require(
                found != null && found.rank() == 1 && found.size(0) == output.size(0),
                "the goodness of layer %d is %s for outputs %s, expected one number a row, [%d]: sum over the width with"
                        + " sum(-1, false)",
                layer + 1,
                found == null ? "null" : Arrays.toString(found.shape()),
                Arrays.toString(output.shape()),
                output.size(0));
        return rows.gather(found);
    }
}
