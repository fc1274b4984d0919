package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/** Says which relation holds between two entities of a graph. Immutable; any number of threads may use it. */
public interface RelationalReasoner {

    RelationVocabulary relations();

    /** One prediction for each problem; the targets are not looked at. */
    List<RelationPrediction> predict(List<RelationalInstance> problems);

    /**
     * The relation from {@code head} to {@code tail}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no such entities or speaks of relations that
     *     the reasoner does not know
     */
    default RelationPrediction predict(RelationalGraph graph, int head, int tail) {
        return predict(List.of(new RelationalInstance(graph, head, tail, 0))).get(0);
    }

    /**
     * Why the answer is what it is, by default by the paths from head to tail, see {@link PathExplainer}; a relation counts as
     * ruled out where it is less than a tenth as probable as the most probable one.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #predict(RelationalGraph, int, int)}
     */
    default Explanation explain(RelationalGraph graph, int head, int tail) {
        return new PathExplainer(relations(), this::predict, this::predict, Math.log(10)).explain(graph, head, tail);
    }

    /**
     * How often the most probable relation is the target.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the data numbers relations otherwise than the reasoner
     */
    default ReasonerEvaluation evaluate(RelationalDataset data) {
        require(
                data.relations().equals(relations()),
                "the data is over the relations %s, the reasoner knows %s: bring the data to them with over(...)",
                data.relations(),
                relations());
        return ReasonerEvaluation.of(predict(data.instances()), data.instances());
    }
}
