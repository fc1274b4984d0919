package io.github.sibyl4j.graph.pretrain;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Self-supervised pre-training of a graph encoder by several tasks at once, whose gradients are combined so that none is
 * bought by another ("Multi-task Self-supervised Graph Neural Networks Enable Stronger Task Generalization", Ju et al., ICLR
 * 2023: ParetoGNN). Immutable; pre-training leaves it as it is.
 *
 * <pre>{@code
 * var encoder = SelfSupervised.builder(StackedEncoder.gcn(512, 256)).steps(500).build()
 *         .pretrain(graph, features, new Seed(1), progress -> {});
 * NodeFeatures embeddings = encoder.embed(graph, features);
 * }</pre>
 *
 * <p>In every step each task's gradient with respect to the encoder is taken, weights are found by {@link TaskWeighting}, and
 * AdamW moves the encoder and all heads. The published code finds the weights and then computes all losses once more; here the
 * gradients are kept instead, which is the same for the same draws. Further differences from it: the weights belong to unit
 * gradients ({@link TaskWeighting#PARETO_OF_LOSSES} does as the code does); all tasks of a step see one neighbourhood, where it
 * has samplers of several kinds for large graphs; {@code LINKS} asks about as many edges as there are root nodes, where it asks
 * about ten, and {@code NODE_SUBGRAPH} contrasts the root nodes only; {@code DECORRELATION} is CCA-SSG's loss, of squares; and
 * at the end running statistics become those of the graph as it is.
 */
public final class SelfSupervised {
    private final StackedEncoder.Factory encoder;
    private final EnumSet<PretextTask> tasks;
    private final TaskWeighting weighting;
    private final int steps;
    private final double learningRate;
    private final double weightDecay;
    private final int batch;
    private final int hops;
    private final int headWidth;

    private SelfSupervised(Builder builder) {
        encoder = builder.encoder;
        tasks = EnumSet.copyOf(builder.tasks);
        weighting = builder.weighting;
        steps = builder.steps;
        learningRate = builder.learningRate;
        weightDecay = builder.weightDecay;
        batch = builder.batch;
        hops = builder.hops;
        headWidth = builder.headWidth;
    }

    /** The published settings: all tasks, {@link TaskWeighting#PARETO}, 10,000 steps. */
    public static Builder builder(StackedEncoder.Factory encoder) {
        return new Builder(encoder);
    }

    /**
     * Trains a new encoder. Bring the features to a like scale before, as by {@link NodeFeatures#normalized}. To predict links
     * later, give the graph without the links that will be asked about.
     *
     * @param listener is told of every step, on the calling thread
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features do not fit the graph, it has fewer than two nodes
     *     or no features, {@code LINKS} finds no edges or no other pairs, or a loss stops being a number
     */
    public PretrainedEncoder pretrain(
            GraphTensor graph, NodeFeatures features, Seed seed, Consumer<PretrainingProgress> listener) {
        require(
                graph != null && features != null && seed != null && listener != null,
                "graph, features, seed and listener must be given, found null for one of them: progress -> {} listens to"
                        + " nothing");
        require(
                graph.nodeCount() >= 2,
                "pre-training compares nodes with each other, so it needs a graph of two or more, found %d",
                graph.nodeCount());
        require(
                features.nodes() == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                features.nodes());
        require(features.width() > 0, "nodes need features to learn from, found a width of 0: give each at least one");
        if (tasks.contains(PretextTask.LINKS)) {
            LinkReconstruction.requireLinks(graph);
        }
        StackedEncoder learned = encoder.create(features.width(), seed.split("encoder"));
        Map<PretextTask, Pretext> heads = new EnumMap<>(PretextTask.class);
        List<Parameter> parameters = new ArrayList<>(learned.parameters());
        for (PretextTask task : tasks) {
            Seed own = seed.split("heads").split(task.name());
            Pretext head = task.create(features.width(), learned.width(), headWidth, own);
            heads.put(task, head);
            parameters.addAll(head.parameters());
        }
        Adam optimizer = new Adam(parameters, Adam.Settings.decoupled(weightDecay));
        Neighbourhoods neighbourhoods = new Neighbourhoods(graph, features, batch, hops);
        List<PretrainingProgress> history = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            Seed now = seed.split("steps").split(step);
            try (Scope scope = Scope.open()) {
                history.add(gradients(learned, heads, neighbourhoods.draw(now.split("nodes")), now, step));
                optimizer.step(learningRate);
            }
            listener.accept(history.get(step - 1));
        }
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            learned.forwardTraining(Views.whole(features), graph);
        }
        Sha256 data = new Sha256();
        graph.addTo(data);
        features.addTo(data);
        PretrainedEncoder.Description description = new PretrainedEncoder.Description(
                encoder instanceof EncoderArchitecture ours ? ours : null,
                features.width(),
                seed.value(),
                history,
                data.hex(),
                Platform.current());
        return new PretrainedEncoder(learned, description);
    }

    /** Leaves the combined gradient in all parameters. */
    private PretrainingProgress gradients(
            StackedEncoder learned, Map<PretextTask, Pretext> heads, StepGraph seen, Seed seed, int step) {
        Map<PretextTask, Double> losses = new EnumMap<>(PretextTask.class);
        TaskGradients gradients = new TaskGradients(learned.parameters());
        heads.forEach((task, head) -> {
            try (Scope scope = Scope.open()) {
                Tensor loss = head.loss(learned, seen, seed.split(task.name()));
                double value = loss.item();
                require(
                        Double.isFinite(value),
                        "the loss of %s became %s in step %d: lower the learning rate (now %s) or look for extreme values"
                                + " in the features",
                        task,
                        value,
                        step,
                        learningRate);
                losses.put(task, value);
                loss.backward();
            }
            gradients.take(head.parameters());
        });
        double[] found = weighting.factors(gradients.gram());
        gradients.combine(found);
        Map<PretextTask, Double> factors = new EnumMap<>(PretextTask.class);
        int t = 0;
        for (PretextTask task : heads.keySet()) {
            factors.put(task, found[t++]);
        }
        return new PretrainingProgress(step, steps, losses, factors);
    }

    /** Gathers the settings. */
    public static final class Builder {
        private final StackedEncoder.Factory encoder;
        private EnumSet<PretextTask> tasks = EnumSet.allOf(PretextTask.class);
        private TaskWeighting weighting = TaskWeighting.PARETO;
        private int steps = 10_000;
        private double learningRate = 1e-3;
        private double weightDecay = 1e-5;
        private int batch = 1024;
        private int hops = 3;
        private int headWidth = 512;

        private Builder(StackedEncoder.Factory encoder) {
            require(
                    encoder != null,
                    "encoder must be given, found null: StackedEncoder.gcn(512, 256) is the published one");
            this.encoder = encoder;
        }

        /** Which tasks; all five by default. */
        public Builder tasks(PretextTask first, PretextTask... others) {
            require(
                    first != null && others != null && Arrays.stream(others).allMatch(Objects::nonNull),
                    "tasks must be given, found null for one of them");
            tasks = EnumSet.of(first, others);
            return this;
        }

        public Builder weighting(TaskWeighting value) {
            require(value != null, "weighting must be given, found null: TaskWeighting.PARETO is the published one");
            weighting = value;
            return this;
        }

        /** 0 leaves the encoder as it was drawn, for comparison. */
        public Builder steps(int value) {
            require(value >= 0, "steps cannot be negative, found %d", value);
            steps = value;
            return this;
        }

        /** Published: 5e-5 to 1e-3, by data set. */
        public Builder learningRate(double value) {
            require(value > 0 && Double.isFinite(value), "learningRate must be positive, found %s", value);
            learningRate = value;
            return this;
        }

        /** Decoupled, as by AdamW. */
        public Builder weightDecay(double value) {
            require(value >= 0 && Double.isFinite(value), "weightDecay cannot be negative, found %s", value);
            weightDecay = value;
            return this;
        }

        /** The number of root nodes of a step. */
        public Builder batch(int value) {
            require(value >= 2, "batch must be at least 2, since root nodes are compared, found %d", value);
            batch = value;
            return this;
        }

        /** How far a step sees from its root nodes, where it does not see all of the graph. */
        public Builder hops(int value) {
            require(value >= 1, "hops must be at least 1, found %d", value);
            hops = value;
            return this;
        }

        /** The hidden width of the tasks' heads. */
        public Builder headWidth(int value) {
            require(value >= 1, "headWidth must be at least 1, found %d", value);
            headWidth = value;
            return this;
        }

        public SelfSupervised build() {
            return new SelfSupervised(this);
        }
    }
}
