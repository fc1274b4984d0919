package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GatConv;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.graph.nn.GraphLayer;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.NativeMemory;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerWiseTrainerTest {
    private static final ForwardConfig CONFIG =
            ForwardConfig.defaults().withLearningRate(1e-2).withEpochs(60);

    /** A layer of a user's own, which knows nothing of this package. */
    private static final class OwnLayer extends Module implements GraphLayer {
        private final Linear linear;

        OwnLayer(int in, int out, Seed seed) {
            linear = part("linear", new Linear(in, out, seed));
        }

        @Override
        public Tensor forward(Tensor x, GraphTensor graph) {
            return linear.forward(x);
        }
    }

    private static double meanGoodness(List<LocalLayer> layers, View view, int depth) {
        Readout readout = new Readout() {
            @Override
            public List<View> views() {
                return List.of(view);
            }

            @Override
            public Tensor share(int layer, int view, Tensor output) {
                return Goodness.SUM_OF_SQUARES.of(output).mul(layer == depth ? 1 : 0);
            }

            @Override
            public double quality(float[][] scores, int count) {
                return 0;
            }
        };
        float[] goodness = LayerWiseTrainer.scores(layers, readout).get(layers.size() - 1)[0];
        return IntStream.range(0, goodness.length)
                .mapToDouble(i -> goodness[i])
                .average()
                .orElseThrow();
    }

    @Test
    void trainsLayersOfUsersAgainstNegativesOfUsers() {
        LabelledGraph data = PlantedPartition.graph(150, 4);
        View positive = new View(data.graph(), data.features());
        View negative = new View(data.graph(), NodeFeatures.of(Tensor.normal(new Seed(5), 150, 16)));
        List<LocalLayer> layers = List.of(
                LocalLayer.of(new OwnLayer(16, 24, new Seed(1))),
                LocalLayer.of(new GcnConv(24, 24, new Seed(2))),
                LocalLayer.of(new GatConv(24, 6, 4, true, new Seed(3))));
        LocalObjective objective = LocalObjective.contrast(
                List.of(positive, negative),
                IntStream.range(0, 150).toArray(),
                Goodness.SUM_OF_SQUARES,
                ContrastiveLoss.forwardForward(2));
        List<LayerWiseTrainer.TrainedLayer> trained =
                new LayerWiseTrainer(CONFIG).train(layers, objective, null, p -> {});
        assertEquals(3, trained.size());
        assertEquals(60, trained.get(2).epochs());
        for (int depth = 0; depth < 3; depth++) {
            double good = meanGoodness(layers, positive, depth);
            double bad = meanGoodness(layers, negative, depth);
            assertTrue(good > 2 && good > 1.2 * bad, "layer " + depth + ": " + good + " and " + bad);
        }
    }

    /** A loss that is a sum is worked off view by view; written as a function of all views it is not. */
    @Test
    void memoryDoesNotGrowWithNegativesWhereTheLossIsASum() {
        LabelledGraph data = PlantedPartition.graph(1000, 6);
        List<View> views = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            views.add(new View(data.graph(), i == 0 ? data.features() : NodeFeatures.of(noise(i))));
        }
        ContrastiveLoss sum = ContrastiveLoss.forwardForward(2);
        ContrastiveLoss whole = sum::of;
        GcnConv first = new GcnConv(16, 64, new Seed(1));
        GcnConv second = new GcnConv(16, 64, new Seed(1));
        long small = peak(first, views, sum);
        long large = peak(second, views, whole);
        assertTrue(small < 0.5 * large, small + " and " + large);
        first.state().forEach((name, values) -> assertArrayEquals(second.state().get(name), values, 1e-4f));
    }

    private static Tensor noise(int seed) {
        return Tensor.normal(new Seed(seed), 1000, 16);
    }

    private static long peak(GcnConv layer, List<View> views, ContrastiveLoss loss) {
        int[] rows = IntStream.range(0, 1000).toArray();
        LocalObjective objective = LocalObjective.contrast(views, rows, Goodness.SUM_OF_SQUARES, loss);
        System.gc();
        NativeMemory.trim();
        long before = NativeMemory.reserved();
        new LayerWiseTrainer(CONFIG.withEpochs(5)).train(List.of(LocalLayer.of(layer)), objective, null, p -> {});
        return NativeMemory.peak() - before;
    }

    @Test
    void memoryDoesNotGrowWithDepth() {
        LabelledGraph data = PlantedPartition.graph(2000, 6);
        NodeSplit split = NodeSplit.random(2000, 200, 200, new Seed(7));
        long one = peak(NodeMethod.SF, data, split, 1);
        long four = peak(NodeMethod.SF, data, split, 4);
        long six = peak(NodeMethod.SF, data, split, 6);
        long two = peak(NodeMethod.SF, data, split, 2);
        long deepBackpropagation = peak(NodeMethod.BP, data, split, 6);
        long shallowBackpropagation = peak(NodeMethod.BP, data, split, 2);
        // Above the first layer inputs are wider, and held as they come, propagated, and propagated for training nodes.
        long input = 4L * (2000 + 6) * 64;
        assertTrue(four < 1.1 * two && four - one < 3.3 * input, one + ", " + two + ", " + four);
        // What is left to grow are the weights of finished layers.
        assertTrue(six < 1.1 * two, two + ", " + six);
        assertTrue(
                deepBackpropagation > 2 * shallowBackpropagation,
                "backpropagation holds every layer: " + shallowBackpropagation + ", " + deepBackpropagation);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeMethod.class,
            names = {"SF_TOP_TO_INPUT", "PEPITA"})
    void sparseFeaturesAreNeverWrittenOut(NodeMethod method) {
        int nodes = 2000;
        int width = 6000;
        LabelledGraph data = PlantedPartition.words(nodes, width, 6);
        NodeSplit split = NodeSplit.random(nodes, 200, 200, new Seed(7));
        long written = 4L * nodes * width;
        long peak = peak(method, data, split, 2);
        assertTrue(peak < written, peak + " bytes, and " + written + " if they were");
    }

    private static long peak(NodeMethod method, LabelledGraph data, NodeSplit split, int layers) {
        System.gc();
        NativeMemory.trim();
        long before = NativeMemory.reserved();
        ForwardConfig config = CONFIG.withEpochs(6).withHidden(64).withLayers(layers);
        long peak = new ForwardNodeClassification(method, Backbone.GCN, config)
                .fit(data, split, new Seed(8), p -> letTheCollectorWork())
                .result()
                .peakBytes();
        return peak - before;
    }

    /** Optimisers of finished layers wait for the garbage collector, and after it for the thread that frees their memory. */
    private static void letTheCollectorWork() {
        System.gc();
        LockSupport.parkNanos(20_000_000);
    }

    @Test
    void refusesToCountNodesThatAreNotThereOrTwice() {
        LabelledGraph data = PlantedPartition.graph(30, 3);
        List<View> views = List.of(new View(data.graph(), data.features()));
        List<LocalLayer> layers =
                List.of(LocalLayer.of(new GcnConv(data.features().width(), 4, new Seed(1))));
        LayerWiseTrainer trainer = new LayerWiseTrainer(CONFIG);
        refuses(() -> trainer.train(layers, counting(views, 3, 30), null, p -> {}), "node 30", "0 to 29");
        refuses(() -> trainer.train(layers, counting(views, -1), null, p -> {}), "node -1");
        refuses(() -> trainer.train(layers, counting(views, 3, 4, 3), null, p -> {}), "node 3 twice");
        refuses(() -> trainer.train(layers, counting(views), null, p -> {}), "nodes() is empty", "null for all");
    }

    private static LocalObjective counting(List<View> views, int... nodes) {
        return new LocalObjective() {
            @Override
            public List<View> views() {
                return views;
            }

            @Override
            public int[] nodes() {
                return nodes;
            }

            @Override
            public Tensor loss(int layer, List<Tensor> outputs) {
                return outputs.get(0).sum();
            }
        };
    }

    private static void refuses(Executable action, String... parts) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private static LocalObjective contrast(int[] rows, View... views) {
        ContrastiveLoss loss = ContrastiveLoss.forwardForward(2);
        return LocalObjective.contrast(List.of(views), rows, Goodness.SUM_OF_SQUARES, loss);
    }

    @Test
    void refusesWhatDoesNotFit() {
        LabelledGraph data = PlantedPartition.graph(30, 4);
        View view = new View(data.graph(), data.features());
        int[] rows = {0, 1};
        refuses(() -> contrast(rows, view), "at least one negative", "found 1 views");
        refuses(() -> contrast(new int[0], view, view), "nodes that count, found none");
        View narrow = new View(data.graph(), NodeFeatures.of(new float[30][2]));
        refuses(() -> contrast(rows, view, narrow), "30 nodes with 16 features, another 30 with 2");
        refuses(() -> contrast(new int[] {30}, view, view), "rows names node 30", "0 to 29");
        refuses(() -> contrast(new int[] {4, 4}, view, view), "rows names node 4 twice");
        GraphTensor empty = GraphTensor.of(0, new int[0], new int[0]);
        refuses(() -> new View(empty, NodeFeatures.of(new float[0][])), "no nodes");
        refuses(() -> new View(data.graph(), NodeFeatures.of(new float[29][2])), "view of 30 nodes", "found 29");
        LocalObjective objective = contrast(rows, view, view);
        LayerWiseTrainer trainer = new LayerWiseTrainer(CONFIG);
        refuses(() -> trainer.train(List.of(), objective, null, p -> {}), "layer");
        List<LocalLayer> wrong = List.of(LocalLayer.of(new GcnConv(5, 8, new Seed(1))));
        refuses(
                () -> trainer.train(wrong, objective, null, p -> {}),
                "layer 1",
                "GcnConv",
                "[..., 30, 5]",
                "found [30, 16]");
        List<LocalLayer> none = new ArrayList<>();
        none.add(null);
        refuses(() -> trainer.train(none, objective, null, p -> {}), "one is null");
        refuses(() -> trainer.train(wrong, null, null, p -> {}), "objective and listener must be given");
        refuses(() -> trainer.train(wrong, objective, null, null), "progress -> {}");
        refuses(() -> new LayerWiseTrainer(null), "ForwardConfig.defaults()");
        refuses(() -> LocalLayer.of((OwnLayer) null), "found null");
        refuses(() -> new View(null, data.features()), "a view needs a graph");
        refuses(() -> new View(data.graph(), NodeFeatures.of(new float[30][0])), "found a width of 0");
    }

    /** A layer that gives whatever it is told to. */
    private static final class Given extends Module implements GraphLayer {
        private final UnaryOperator<Tensor> function;

        Given(boolean learns, UnaryOperator<Tensor> function) {
            this.function = function;
            if (learns) {
                part("linear", new Linear(1, 1, new Seed(1)));
            }
        }

        @Override
        public Tensor forward(Tensor x, GraphTensor graph) {
            return function.apply(x);
        }
    }

    private static List<LocalLayer> second(LocalLayer layer) {
        return List.of(LocalLayer.of(new OwnLayer(16, 5, new Seed(1))), layer);
    }

    @Test
    void namesTheLayerThatDoesNotFit() {
        LayerWiseTrainer trainer = new LayerWiseTrainer(CONFIG.withEpochs(2));
        LabelledGraph data = PlantedPartition.graph(30, 3);
        LocalObjective objective = losing(data, outputs -> outputs.get(0).sum());
        refuses(
                () -> trainer.train(second(LocalLayer.of(new OwnLayer(6, 4, new Seed(1)))), objective, null, p -> {}),
                "layer 2 on its input [30, 5]",
                "[4, 6]");
        refuses(
                () -> trainer.train(second(LocalLayer.of(new Given(true, x -> null))), objective, null, p -> {}),
                "layer 2",
                "Given returned null");
        refuses(
                () -> trainer.train(second(LocalLayer.of(new Given(true, Tensor::sum))), objective, null, p -> {}),
                "layer 2",
                "expected [30, width]");
        refuses(
                () -> trainer.train(second(LocalLayer.of(new Given(false, x -> x))), objective, null, p -> {}),
                "layer 2 has nothing to learn");
        refuses(
                () -> trainer.train(second(LocalLayer.of(new Given(true, x -> x))), objective, null, p -> {}),
                "loss of layer 2 does not depend");
    }

    private static LocalObjective losing(LabelledGraph data, Function<List<Tensor>, Tensor> loss) {
        return new LocalObjective() {
            @Override
            public List<View> views() {
                return List.of(new View(data.graph(), data.features()));
            }

            @Override
            public Tensor loss(int layer, List<Tensor> outputs) {
                return loss.apply(outputs);
            }
        };
    }

    @Test
    void refusesObjectivesThatGiveSomethingElse() {
        LayerWiseTrainer trainer = new LayerWiseTrainer(CONFIG.withEpochs(2));
        LabelledGraph data = PlantedPartition.graph(30, 3);
        View view = new View(data.graph(), data.features());
        List<LocalLayer> layers = List.of(LocalLayer.of(new GcnConv(16, 4, new Seed(1))));
        refuses(
                () -> trainer.train(layers, losing(data, outputs -> null), null, p -> {}),
                "loss of layer 1 is null",
                "single number");
        refuses(
                () -> trainer.train(layers, losing(data, outputs -> outputs.get(0)), null, p -> {}),
                "loss of layer 1 is a tensor [30, 4]");
        refuses(() -> trainer.train(layers, counting(List.of(), 1), null, p -> {}), "the objective has no views");
        refuses(() -> trainer.train(layers, counting(null, 1), null, p -> {}), "the objective has no views");
        for (boolean sum : new boolean[] {true, false}) {
            ContrastiveLoss loss = sum ? ContrastiveLoss.forwardForward(2) : ContrastiveLoss.symBa(4);
            for (Goodness goodness :
                    List.<Goodness>of(Tensor::square, x -> x.square().sum(), x -> null)) {
                LocalObjective odd = LocalObjective.contrast(List.of(view, view), new int[] {0, 1}, goodness, loss);
                refuses(() -> trainer.train(layers, odd, null, p -> {}), "goodness of layer 1", "[30]");
            }
        }
        LocalObjective parts = new LocalObjective() {
            @Override
            public List<View> views() {
                return List.of(view);
            }

            @Override
            public Tensor loss(int layer, List<Tensor> outputs) {
                return outputs.get(0).sum();
            }

            @Override
            public boolean isSum() {
                return true;
            }
        };
        refuses(() -> trainer.train(layers, parts, null, p -> {}), "layer 1", "override part(layer, view, output)");
        ContrastiveLoss sums = new ContrastiveLoss() {
            @Override
            public Tensor of(Tensor positive, List<Tensor> negatives) {
                return positive.mean();
            }

            @Override
            public boolean isSum() {
                return true;
            }
        };
        LocalObjective odd =
                LocalObjective.contrast(List.of(view, view), new int[] {0, 1}, Goodness.SUM_OF_SQUARES, sums);
        refuses(() -> trainer.train(layers, odd, null, p -> {}), "override part(goodness, positive, negatives)");
        refuses(() -> LocalObjective.contrast(List.of(view, view), null, Goodness.SUM_OF_SQUARES, sums), "found null");
    }

    private static Readout sharing(List<View> views, UnaryOperator<Tensor> share) {
        return new Readout() {
            @Override
            public List<View> views() {
                return views;
            }

            @Override
            public Tensor share(int layer, int view, Tensor output) {
                return share.apply(output);
            }

            @Override
            public double quality(float[][] scores, int layers) {
                return 0;
            }
        };
    }

    @Test
    void refusesReadoutsThatGiveSomethingElse() {
        LayerWiseTrainer trainer = new LayerWiseTrainer(CONFIG.withEpochs(2));
        LabelledGraph data = PlantedPartition.graph(30, 3);
        LocalObjective objective = losing(data, outputs -> outputs.get(0).sum());
        List<View> views = objective.views();
        List<LocalLayer> layers = second(LocalLayer.of(new GcnConv(5, 3, new Seed(2))));
        Readout widths = sharing(views, output -> output);
        refuses(() -> trainer.train(layers, objective, widths, p -> {}), "share of layer 2", "[30, 3]", "[30, 5]");
        refuses(() -> LayerWiseTrainer.scores(layers, widths), "share of layer 2", "same shape");
        Readout missing = sharing(views, output -> null);
        refuses(() -> trainer.train(layers, objective, missing, p -> {}), "share of layer 1", "null");
        Readout blind = sharing(List.of(), output -> output);
        refuses(() -> trainer.train(layers, objective, blind, p -> {}), "the readout has no views");
        refuses(() -> LayerWiseTrainer.scores(layers, blind), "the readout has no views");
        refuses(() -> LayerWiseTrainer.scores(layers, null), "readout must be given");
    }

    @Test
    void tellsOfTheEndOfEveryLayerWhereNothingValidates() {
        LabelledGraph data = PlantedPartition.graph(30, 3);
        List<LocalLayer> layers = second(LocalLayer.of(new GcnConv(5, 3, new Seed(2))));
        List<LayerProgress> seen = new ArrayList<>();
        List<LayerWiseTrainer.TrainedLayer> trained = new LayerWiseTrainer(CONFIG.withEpochs(4))
                .train(layers, losing(data, outputs -> outputs.get(0).mean()), null, seen::add);
        assertEquals(List.of(1, 2), seen.stream().map(LayerProgress::layer).toList());
        LayerProgress last = seen.get(1);
        assertEquals(new LayerProgress(2, 2, 4, 4, last.loss(), Double.NaN, Double.NaN, 0), last);
        assertTrue(Double.isFinite(last.loss()));
        assertEquals(new LayerWiseTrainer.TrainedLayer(4, 0, Double.NaN), trained.get(1));
    }
}
