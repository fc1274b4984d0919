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
         *     both directions, or there are no negatives to learn from
         */
        public LinkSplit linkSplit() {
            LinkSplit split = new LinkSplit(
                    train.graph.nodeCount(),
                    train.links,
                    train.negatives,
                    validation.links,
                    validation.negatives,
                    test.links,
                    test.negatives);
            require(
                    train.graph.edgeCount() == 2 * train.links.size(),
                    "a LinkSplit passes messages along its training links in both directions, but this split has %d"
                            + " training links and %d edges for messages: split with withUndirected(true) and without"
                            + " withDisjointTrain",
                    train.links.size(),
                    train.graph.edgeCount());
            return split;
        }
    }
}
