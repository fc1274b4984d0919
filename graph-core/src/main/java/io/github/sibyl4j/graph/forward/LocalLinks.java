package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Links layer by layer: every layer learns to tell links from pairs that are none by the products of its outputs, and the
 * probabilities of the layers are averaged. No virtual nodes are needed.
 */
final class LocalLinks implements LocalObjective, Readout {
    private final LinkProblem problem;
    private final List<View> views;
    private final List<PairScore> scores;
    private final PairLoss loss;

    private LocalLinks(LinkProblem problem, List<PairScore> scores, PairLoss loss) {
        this.problem = problem;
        this.scores = scores;
        this.loss = loss;
        views = List.of(new View(problem.trainGraph, problem.features));
    }

    static LearnedLinks crossEntropy(LinkProblem problem) {
        return learn(problem, problem.layers(), same(problem, PairScore.DOT), PairLoss.CROSS_ENTROPY);
    }

    static LearnedLinks forwardForward(LinkProblem problem) {
        PairScore goodness = PairScore.goodness(problem.config.theta());
        return learn(problem, problem.layers(), same(problem, goodness), PairLoss.FORWARD_FORWARD);
    }

    static LearnedLinks symBa(LinkProblem problem) {
        PairScore goodness = PairScore.goodness(problem.config.theta());
        return learn(problem, problem.layers(), same(problem, goodness), PairLoss.symBa(problem.config.alpha()));
    }

    /** Layers that stay as they were drawn; of each only a linear map learns, whose outputs are compared by dot products. */
    static LearnedLinks cascadedForward(LinkProblem problem) {
        List<LocalLayer> layers =
                problem.layers().stream().map(LocalLayer::frozen).toList();
        List<PairScore> scorers = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            scorers.add(PairScore.mapped(new Linear(
                    problem.config.hidden(),
                    problem.config.hidden(),
                    problem.seed.split("scorers").split(i))));
        }
        return learn(problem, layers, scorers, PairLoss.CROSS_ENTROPY);
    }

    private static List<PairScore> same(LinkProblem problem, PairScore score) {
        return Collections.nCopies(problem.config.layers(), score);
    }

    private static LearnedLinks learn(
            LinkProblem problem, List<LocalLayer> layers, List<PairScore> scores, PairLoss loss) {
        LocalLinks task = new LocalLinks(problem, scores, loss);
        List<LayerWiseTrainer.TrainedLayer> trained = new LayerWiseTrainer(problem.config)
                .train(layers, task, problem.validation.isEmpty() ? null : task, problem.listener);
        List<ForwardLinkPredictor.Voice> voices = new ArrayList<>();
        Propagation asked = new Propagation(List.of(new View(problem.testGraph, problem.features)), false);
        for (LocalLayer layer : layers) {
            try (Scope scope = Scope.open()) {
                Propagation.Outputs outputs = asked.on(layer);
                outputs.show((view, z) -> voices.add(ForwardLinkPredictor.Voice.of(z, scores.get(voices.size()))));
                outputs.advance();
            }
        }
        return new LearnedLinks(1, voices, trained);
    }

    @Override
    public List<View> views() {
        return views;
    }

    @Override
    public Collection<Parameter> parameters(int layer) {
        return scores.get(layer).parameters();
    }

    @Override
    public Tensor loss(int layer, List<Tensor> outputs) {
        return loss.of(logits(layer, problem.train, outputs.get(0)), problem.train);
    }

    @Override
    public Tensor share(int layer, int view, Tensor output) {
        return logits(layer, problem.validation, output).sigmoid();
    }

    private Tensor logits(int layer, Pairs pairs, Tensor output) {
        PairScore score = scores.get(layer);
        return score.logits(pairs.products(score.embed(output)));
    }

    @Override
    public double quality(float[][] sums, int layers) {
        return problem.validation.auc(sums[0]);
    }
}
