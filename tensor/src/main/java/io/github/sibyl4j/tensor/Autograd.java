package io.github.sibyl4j.tensor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reverse-mode differentiation of what was computed ("define by run"). Every result that depends on a {@link Parameter}
 * remembers its inputs and how its gradient flows back to them; {@link Tensor#backward()} walks these from the newest to
 * the oldest, so that a gradient is complete before it is passed on.
 */
public final class Autograd {
    private static final ThreadLocal<Boolean> OFF = ThreadLocal.withInitial(() -> false);
    private static final AtomicLong COUNTER = new AtomicLong();

    private Autograd() {}

    /** Until the result is closed, this thread records nothing: for inference and evaluation. */
    public static NoGradient off() {
        boolean before = OFF.get();
        OFF.set(true);
        return () -> OFF.set(before);
    }

    /** Ends a region without gradients. */
    @FunctionalInterface
    public interface NoGradient extends AutoCloseable {
        @Override
        void close();
    }

    /** What a result remembers. */
    static final class Node {
        private final long order = COUNTER.getAndIncrement();
        private final Tensor[] inputs;
        private final Consumer<Tensor> backward;
        private Tensor gradient;
        private boolean queued;
        private final boolean takesUniform;

        private Node(Tensor[] inputs, Consumer<Tensor> backward, boolean takesUniform) {
            this.inputs = inputs;
            this.backward = backward;
            this.takesUniform = takesUniform;
        }

        void add(Tensor more) {
            if (gradient == null) {
                gradient = more;
                BackwardMemory.hold(gradient);
            } else if (gradient.length() == more.length() && BackwardMemory.heldOnce(gradient)) {
                gradient.addInPlace(more);
            } else {
                // It is shared with another input, so it is not written to.
                Tensor sum = Elementwise.sum(gradient, more);
                BackwardMemory.letGo(gradient);
                gradient = sum;
                BackwardMemory.hold(gradient);
            }
        }

        /** Adds to the values from {@code from} on, of as many as {@code shape} has. */
        void addRun(Tensor more, int from, int[] shape) {
            if (gradient != null && gradient.length() == Shape.length(shape) && BackwardMemory.heldOnce(gradient)) {
                gradient.addRunInPlace(more, from);
            } else {
                add(Layout.withinZeros(more, from, shape));
            }
        }

        void addUniform(Tensor value, int[] shape) {
            int[] ones = new int[shape.length];
            Arrays.fill(ones, 1);
            Tensor narrow = value.reshape(ones);
            add(takesUniform ? narrow : Layout.expandPlain(narrow, shape));
        }

        /** The gradient, which from now on the caller holds. */
        private Tensor take() {
            Tensor taken = gradient;
            gradient = null;
            queued = false;
            return taken;
        }
    }

    /** True when results computed from these inputs must remember them. */
    static boolean records(Tensor... inputs) {
        if (OFF.get()) {
            return false;
        }
        for (Tensor input : inputs) {
            if (input.tracksGradient()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lets {@code result} remember its inputs. {@code backward} receives the gradient of the result and calls
     * {@link Tensor#addGradient} on every input that tracks gradients.
     */
    static Tensor record(Tensor result, Consumer<Tensor> backward, Tensor... inputs) {
        if (records(inputs)) {
            result.node = new Node(inputs, backward, false);
        }
        return result;
    }

    /**
     * {@link #record} for a rule that can do with a single number, of the result's rank, in the place of a gradient that is
     * the same for every value.
     */
    static Tensor recordUniform(Tensor result, Consumer<Tensor> backward, Tensor... inputs) {
        if (records(inputs)) {
            result.node = new Node(inputs, backward, true);
        }
        return result;
    }

    /** Whether a gradient is a single number for many values of {@code result}. */
    static boolean isUniform(Tensor gradient, Tensor result) {
        return gradient.length() == 1 && result.length() > 1;
    }

    static void backward(Tensor loss) {
        if (loss.length() != 1) {
            throw new IllegalStateException("backward() starts from a single number, this tensor has the shape "
                    + Shape.text(loss.shape()) + ": reduce it with sum() or mean()");
        }
        if (loss.node == null) {
            throw new IllegalStateException("backward() needs a result that was computed from a Parameter while"
                    + " gradients were recorded (not inside Autograd.off())");
        }
        PriorityQueue<Node> open = new PriorityQueue<>(Comparator.comparingLong((Node n) -> -n.order));
        try (NoGradient off = off();
                BackwardMemory memory = BackwardMemory.open()) {
            loss.node.add(Tensor.full(1, loss.shape()));
            open.add(loss.node);
            memory.endRule();
            while (!open.isEmpty()) {
                Node node = open.poll();
                Tensor gradient = node.take();
                if (gradient == null) {
                    continue;
                }
                for (Tensor input : node.inputs) {
                    if (input.node != null && !input.node.queued) {
                        input.node.queued = true;
                        open.add(input.node);
                    }
                }
                BackwardMemory.letGo(gradient);
                node.backward.accept(gradient);
                memory.endRule();
            }
        } finally {
            // Where a rule failed, the next pass starts anew.
            open.forEach(Node::take);
        }
    }

    /**
     * Memory for the gradient of {@code x} made from that of a result of the same shape: the latter's own if no one else
     * reads it and {@code x} has none.
     */
    static Tensor roomInPlaceOf(Tensor gradient, Tensor x) {
        boolean here = x.node != null && gradient.length() == x.length() && BackwardMemory.heldOnce(gradient);
        return here ? gradient : x.gradientRoom();
    }

    /** Memory for a result that takes the place of {@code gradient}: its own if no one else will read that. */
    static Tensor inPlaceOf(Tensor gradient) {
        return BackwardMemory.heldOnce(gradient) ? gradient : Tensor.allocate(gradient.shape());
    }
}
