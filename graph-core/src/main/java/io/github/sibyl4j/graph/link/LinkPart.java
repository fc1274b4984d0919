package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;

/**
 * One part of a {@link RandomLinkSplit}.
 *
 * @param graph all nodes with the edges that messages pass along
 * @param links what is asked about and true ("edge_label" 1), each in one direction in an undirected graph
 * @param negatives what is asked about and false ("edge_label" 0)
 */
public record LinkPart(GraphTensor graph, NodePairs links, NodePairs negatives) {

    /** The three parts. */
    public record Parts(LinkPart train, LinkPart validation, LinkPart test) {

        /**
         * The same as a {@link LinkSplit}, for predictors that learn from one.
         *
         * @throws io.github.sibyl4j.tensor.InvalidInputException if messages do not pass along exactly the training links in
         *     both directions, as after a directed split of an undirected graph, or there are no negatives to learn from
         */
        public LinkSplit linkSplit() {
            int both = 2 * train.links.size();
            require(
                    train.graph.edgeCount() == both && validation.graph.edgeCount() == both,
                    "a LinkSplit passes messages along its training links in both directions, but this split has %d"
                            + " training links, and messages pass along %d edges in training and %d in validation: split"
                            + " with withUndirected(true) and without withDisjointTrain",
                    train.links.size(),
                    train.graph.edgeCount(),
                    validation.graph.edgeCount());
            return new LinkSplit(
                    train.graph.nodeCount(),
                    train.links,
                    train.negatives,
                    validation.links,
                    validation.negatives,
                    test.links,
                    test.negatives);
        }
    }
}
