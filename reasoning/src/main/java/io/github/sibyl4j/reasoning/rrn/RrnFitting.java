package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The training loop. */
final class RrnFitting {
    private final RrnConfig config;
    private final RrnTraining training;
    private final ProblemStream train;
    private final List<RrnProblem> validation;
    private final Seed seed;
    private final RrnNetwork network;
    private final Adam optimizer;
    private long place;

    RrnFitting(RrnConfig config, RrnTraining training, ProblemStream train, List<RrnProblem> validation) {
        this.config = config;
        this.training = training;
        this.train = train;
        this.validation = List.copyOf(validation);
        requireAnswered(config, this.validation, "validation");
        this.seed = new Seed(training.seed());
        this.network = new RrnNetwork(config, seed.split("weights"));
        this.optimizer = new Adam(network.parameters());
    }

    /** Starts from known weights instead of random ones. */
    RrnFitting(
            RrnConfig config,
            RrnTraining training,
            ProblemStream train,
            List<RrnProblem> validation,
            Map<String, float[]> weights) {
        this(config, training, train, validation);
        network.restore(weights);
    }

    static void requireAnswered(RrnConfig config, List<RrnProblem> problems, String part) {
        require(!problems.isEmpty(), "there are no %s problems", part);
        for (int i = 0; i < problems.size(); i++) {
            RrnBatch.requireFitting(config, problems.get(i), i);
            requireAnswered(problems.get(i), i, part);
        }
    }

    private static void requireAnswered(RrnProblem problem, long index, String part) {
        require(problem.asked() > 0, "problem %d of the %s problems has no answers to learn from", index, part);
    }

    RrnModel run(Predicate<RrnProgress> goOn) {
        List<RrnProgress> history = new ArrayList<>();
        Map<String, float[]> best = null;
        RrnProgress bestProgress = null;
        double loss = 0;
        int since = 0;
        for (int update = 1; update <= training.updates(); update++) {
            loss += step(update);
            since++;
            if (update % training.validateEvery() == 0 || update == training.updates()) {
                RrnEvaluation evaluation =
                        Answers.evaluate(network, config, validation, config.rounds(), training.together());
                RrnProgress progress = new RrnProgress(update, loss / since, evaluation);
                history.add(progress);
                if (bestProgress == null || better(evaluation, bestProgress.validation())) {
                    bestProgress = progress;
                    best = network.state();
                }
                loss = 0;
                since = 0;
                if (!goOn.test(progress)) {
                    break;
                }
            }
        }
        network.restore(best);
        return new RrnModel(
                network, new SavedRrn(config, training, history, bestProgress.update(), Platform.current()));
    }

    /** Early on no problem may be solved, but some answers be better than before. */
    private static boolean better(RrnEvaluation a, RrnEvaluation b) {
        return a.solved() > b.solved() || (a.solved() == b.solved() && a.accuracy() > b.accuracy());
    }

    private double step(int update) {
        List<RrnProblem> batch = new ArrayList<>();
        int answers = 0;
        for (int i = 0; i < training.batchSize(); i++) {
            RrnProblem problem = train.problem(place);
            requireAnswered(problem, place++, "training");
            batch.add(problem);
            answers += problem.asked();
        }
        double value = 0;
        for (int from = 0; from < batch.size(); from += training.together()) {
            List<RrnProblem> part = batch.subList(from, Math.min(batch.size(), from + training.together()));
            try (Scope scope = Scope.open()) {
                RrnBatch union = RrnBatch.of(config, part);
                Tensor loss = network.crossEntropy(
                        union, seed.split("dropout").split(update).split(from));
                int answersHere = part.stream().mapToInt(RrnProblem::asked).sum();
                Tensor share = loss.mul((float) answersHere / answers);
                // The penalty belongs to the update, not to its parts.
                if (from == 0 && training.l2() > 0) {
                    share = share.add(network.penalty(training.l2()));
                }
                value += share.item();
                require(
                        Double.isFinite(value),
                        "the training loss became %s in update %d: lower the learning rate (now %s)",
                        value,
                        update,
                        training.learningRate());
                share.backward();
            }
        }
        if (training.clipNorm() > 0) {
            optimizer.step(training.learningRate(), training.clipNorm());
        } else {
            optimizer.step(training.learningRate());
        }
        return value;
    }
}
