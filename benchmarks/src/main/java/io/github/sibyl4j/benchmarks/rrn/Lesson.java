package io.github.sibyl4j.benchmarks.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.rrn.ProblemStream;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import java.util.List;

/**
 * A part of a study's training.
 *
 * @param network differs from those of the other lessons in its rounds alone
 * @param enough the validation accuracy that ends the lesson
 */
public record Lesson(
        String name,
        RecurrentRelationalNetwork network,
        RrnTraining training,
        ProblemStream train,
        List<RrnProblem> validation,
        double enough) {

    public Lesson {
        validation = List.copyOf(validation);
        require(enough > 0, "enough must be positive, found %s", enough);
    }

    /** A lesson that no accuracy ends: it lasts for all updates of its training, or until time is up. */
    static Lesson full(
            String name,
            RecurrentRelationalNetwork network,
            RrnTraining training,
            ProblemStream train,
            List<RrnProblem> validation) {
        return new Lesson(name, network, training, train, validation, Double.POSITIVE_INFINITY);
    }
}
