package io.github.sibyl4j.tensor;

import java.util.Arrays;

/** Operations that move values without changing them. */
final class Layout {
    private Layout() {}

    static int[] without(int[] shape, int axis) {
        int[] rest = new int[shape.length - 1];
        System.arraycopy(shape, 0, rest, 0, axis);
        System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
        return rest;
    }

    static Tensor reshape(Tensor x, int... sizes) {
        int[] shape = sizes.clone();
        int open = -1;
        long known = 1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == -1 && open < 0) {
                open = i;
            } else {
                known *= shape[i];
            }
        }
        if (open >= 0 && known > 0) {
            shape[open] = (int) (x.length() / known);
        }
        int[] checked = Shape.checked(shape);
        if (Shape.length(checked) != x.length()) {
            throw new IllegalArgumentException("a tensor of shape " + Shape.text(x.shape()) + " has " + x.length()
                    + " values and cannot take the shape " + Shape.text(sizes));
        }
        Tensor y = new Tensor(x.buffer(), checked);
        return Autograd.recordUniform(
                y,
                g -> {
                    if (Autograd.isUniform(g, y)) {
                        x.addUniformGradient(g);
                    } else {
                        x.addGradient(reshape(g, x.shape()));
                    }
                },
                x);
    }

    static Tensor permute(Tensor x, int... order) {
        int rank = x.rank();
        int[] inverse = new int[rank];
        Arrays.fill(inverse, -1);
        if (order.length == rank) {
            for (int i = 0; i < rank; i++) {
                inverse[Shape.axis(order[i], rank)] = i;
            }
        }
        if (order.length != rank || Arrays.stream(inverse).anyMatch(i -> i < 0)) {
            throw new IllegalArgumentException("permute needs each of the " + rank + " axes once, found "
                    + Arrays.toString(order) + " for the shape " + Shape.text(x.shape()));
        }
        Tensor y = permutePlain(x, order);
        return Autograd.record(y, g -> x.addGradient(permutePlain(g, inverse)), x);
    }

    private static Tensor permutePlain(Tensor x, int[] order) {
        int rank = x.rank();
        if (rank == 0) {
            return x;
        }
        int[] steps = Shape.steps(x.shape());
        int[] sizes = new int[rank];
        int[] walked = new int[rank];
        for (int i = 0; i < rank; i++) {
            int axis = Shape.axis(order[i], rank);
            sizes[i] = x.size(axis);
            walked[i] = steps[axis];
        }
        Tensor y = Tensor.allocate(sizes);
        if (y.length() > 0) {
            Tensor.backend().permute(x.buffer(), sizes, walked, y.buffer());
        }
        return y;
    }

    static Tensor transpose(Tensor x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException("transpose needs two axes, found the shape " + Shape.text(x.shape()));
        }
        int[] order = new int[x.rank()];
        Arrays.setAll(order, i -> i);
        order[x.rank() - 1] = x.rank() - 2;
        order[x.rank() - 2] = x.rank() - 1;
        return permute(x, order);
    }

    static Tensor slice(Tensor x, int axis, int from, int to) {
        int along = Shape.axis(axis, x.rank());
        if (from < 0 || to < from || to > x.size(along)) {
            throw new IllegalArgumentException("slice " + from + " to " + to + " does not lie in axis " + axis
                    + " of the shape " + Shape.text(x.shape()));
        }
        int[] shape = x.shape();
        int outer = Shape.product(shape, 0, along);
        int inner = Shape.product(shape, along + 1, shape.length);
        int size = shape[along];
        shape[along] = to - from;
        Tensor y;
        if (outer == 1) {
            y = new Tensor(x.buffer().slice((long) from * inner, (long) (to - from) * inner), shape);
        } else {
            y = Tensor.allocate(shape);
            copyBlocks(x, outer, size * inner, from * inner, y, (to - from) * inner, 0, (to - from) * inner);
        }
        return Autograd.record(
                y,
                g -> {
                    if (outer == 1) {
                        x.addGradientRun(g, from * inner);
                        return;
                    }
                    Tensor whole = Tensor.zeros(x.shape());
                    copyBlocks(
                            g, outer, (to - from) * inner, 0, whole, size * inner, from * inner, (to - from) * inner);
                    x.addGradient(whole);
                },
                x);
    }

    /** The values of {@code run} from value {@code from} on, and zeros else. */
    static Tensor withinZeros(Tensor run, int from, int[] shape) {
        Tensor whole = Tensor.zeros(shape);
        int count = (int) run.length();
        copyBlocks(run, 1, count, 0, whole, count, from, count);
        return whole;
    }

    /** Copies a run of {@code count} floats for each of {@code outer} blocks. */
    private static void copyBlocks(
            Tensor from, int outer, int fromStep, int fromAt, Tensor to, int toStep, int toAt, int count) {
        if (count > 0) {
            Tensor.backend().copyBlocks(from.buffer(), fromAt, fromStep, to.buffer(), toAt, toStep, outer, count);
        }
    }

    static Tensor stack(int axis, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("stack needs at least one tensor");
        }
        int rank = parts[0].rank();
        int along = Shape.axis(axis, rank + 1);
        Tensor[] widened = new Tensor[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (!Arrays.equals(parts[i].shape(), parts[0].shape())) {
                throw new IllegalArgumentException("stack needs tensors of one shape, found "
                        + Shape.text(parts[0].shape()) + " and " + Shape.text(parts[i].shape()));
            }
            int[] shape = new int[rank + 1];
            for (int j = 0; j <= rank; j++) {
                shape[j] = j == along ? 1 : parts[i].size(j < along ? j : j - 1);
            }
            widened[i] = parts[i].reshape(shape);
        }
        return concat(along, widened);
    }

    static Tensor pad(Tensor x, int axis, int before, int after, float value) {
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException("pad adds entries, found before = " + before + ", after = " + after);
        }
        int[] front = x.shape();
        int[] back = x.shape();
        int along = Shape.axis(axis, x.rank());
        front[along] = before;
        back[along] = after;
        return concat(along, Tensor.full(value, front), x, Tensor.full(value, back));
    }

    static Tensor expand(Tensor x, int... sizes) {
        int[] shape = Shape.checked(sizes);
        if (!Arrays.equals(Shape.broadcast(x.shape(), shape, "expand"), shape)) {
            throw new IllegalArgumentException("expand cannot stretch the shape " + Shape.text(x.shape()) + " to "
                    + Shape.text(shape) + ": only axes of size 1 stretch");
        }
        Tensor y = expandPlain(x, shape);
        return Autograd.record(y, g -> x.addGradient(Elementwise.sumTo(g, x.shape())), x);
    }

    static Tensor expandPlain(Tensor x, int[] shape) {
        return Elementwise.repeat(x, shape);
    }

    static Tensor concat(int axis, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("concat needs at least one tensor");
        }
        int along = Shape.axis(axis, parts[0].rank());
        int[] shape = parts[0].shape();
        int total = 0;
        for (Tensor part : parts) {
            int[] other = part.shape();
            boolean fits = other.length == shape.length;
            for (int i = 0; fits && i < shape.length; i++) {
                fits = i == along || other[i] == shape[i];
            }
            if (!fits) {
                throw new IllegalArgumentException("concat along axis " + axis + " cannot join the shapes "
                        + Shape.text(parts[0].shape()) + " and " + Shape.text(other));
            }
            total += other[along];
        }
        shape[along] = total;
        int outer = Shape.product(shape, 0, along);
        int inner = Shape.product(shape, along + 1, shape.length);
        int whole = total * inner;
        Tensor y = Tensor.allocate(shape);
        int at = 0;
        for (Tensor part : parts) {
            int run = part.size(along) * inner;
            copyBlocks(part, outer, run, 0, y, whole, at, run);
            at += run;
        }
        return Autograd.record(
                y,
                g -> {
                    int from = 0;
                    for (Tensor part : parts) {
                        int to = from + part.size(along);
                        if (part.tracksGradient()) {
                            part.addGradient(slice(g, along, from, to));
                        }
                        from = to;
                    }
                },
                parts);
    }

    static Tensor gather(Tensor x, int... index) {
        if (x.rank() < 1) {
            throw new IllegalArgumentException("gather needs an axis of rows, found a single number");
        }
        int rows = x.size(0);
        for (int i : index) {
            if (i < 0 || i >= rows) {
                throw new IllegalArgumentException(
                        "row " + i + " does not exist in a tensor of shape " + Shape.text(x.shape()));
            }
        }
        int[] shape = x.shape();
        shape[0] = index.length;
        int width = Shape.product(shape, 1, shape.length);
        int[] own = index.clone();
        Tensor y = Tensor.allocate(shape);
        Tensor.backend().gatherRows(x.buffer(), own, width, y.buffer());
        return Autograd.record(y, g -> x.addGradient(Segments.of(own, rows).sum(g)), x);
    }

    static Tensor pick(Tensor x, int... index) {
        if (x.rank() != 2 || x.size(0) != index.length) {
            throw new IllegalArgumentException("pick cannot take " + index.length + " indices for the shape "
                    + Shape.text(x.shape()) + ": expected [" + index.length + ", choice]");
        }
        int choices = x.size(1);
        int[] places = index.clone();
        int[] flat = new int[index.length];
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= choices) {
                throw new IllegalArgumentException(
                        "index " + i + " is " + index[i] + ", expected 0 to " + (choices - 1));
            }
            flat[i] = i * choices + index[i];
        }
        Tensor y = Tensor.allocate(index.length);
        Tensor.backend().gatherRows(x.buffer(), flat, 1, y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor gradient = Tensor.allocate(x.shape());
                    Tensor.backend().scatterPlaces(g.buffer(), places, places.length, choices, 1, gradient.buffer());
                    x.addGradient(gradient);
                },
                x);
    }
}
