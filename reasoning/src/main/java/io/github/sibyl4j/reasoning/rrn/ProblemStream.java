package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.List;

/** Training problems without end, such as ones that are made up as they are asked for. */
@FunctionalInterface
public interface ProblemStream {
    /**
     * The problem at a place, with its answers; the same one whenever it is asked for.
     *
     * @param place 0 for the first; training goes on from one place to the next
     */
    RrnProblem problem(long place);

    /**
     * Goes through a list again and again, each time in another order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the list is empty
     */
    static ProblemStream shuffled(List<RrnProblem> problems, Seed seed) {
        List<RrnProblem> copy = List.copyOf(problems);
        require(!copy.isEmpty(), "there are no training problems");
        Shuffled<RrnProblem> order = new Shuffled<>(copy, seed);
        return order::get;
    }
}
