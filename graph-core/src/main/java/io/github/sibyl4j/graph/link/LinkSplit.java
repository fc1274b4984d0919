package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which links of an undirected graph a predictor learns from, is chosen by, and is judged by, each with pairs that are no
 * links. Messages pass along the training links, and when it is judged along the validation links as well; never along a
 * link that is asked about. A pair that is no link is none of the links of any part, in either direction, and no node with
 * itself unless some link is a loop.
 *
 * @param train links, each in one direction
 * @param trainNegatives pairs that are no links, the same in every epoch
 */
public record LinkSplit(
        int nodes,
        NodePairs train,
        NodePairs trainNegatives,
        NodePairs validation,
        NodePairs validationNegatives,
        NodePairs test,
        NodePairs testNegatives) {

    public LinkSplit {
        require(nodes > 0, "the graph has no nodes: there is nothing to link");
        require(
                train.size() > 0 && trainNegatives.size() > 0,
                "learning needs links and pairs that are none, found %d and %d",
                train.size(),
                trainNegatives.size());
        require(
                (validation.size() == 0) == (validationNegatives.size() == 0)
                        && (test.size() == 0) == (testNegatives.size() == 0),
                "links are held against pairs that are none: found %d and %d for validation, %d and %d for test",
                validation.size(),
                validationNegatives.size(),
                test.size(),
                testNegatives.size());
        requireWithin(nodes, train, trainNegatives, validation, validationNegatives, test, testNegatives);
        Map<Long, String> links = requireApart(nodes, train, validation, test);
        boolean loops = hasLoop(train) || hasLoop(validation) || hasLoop(test);
        requireNoLinks(links, loops, nodes, trainNegatives, "train");
        requireNoLinks(links, loops, nodes, validationNegatives, "validation");
        requireNoLinks(links, loops, nodes, testNegatives, "test");
    }

    /**
     * A link that messages pass along while it is asked about would give itself away.
     *
     * @return all links, with the part that each is in
     */
    private static Map<Long, String> requireApart(int nodes, NodePairs train, NodePairs validation, NodePairs test) {
        Map<Long, String> seen = new HashMap<>();
        note(seen, nodes, train, "train");
        requireNew(seen, nodes, validation, "validation");
        note(seen, nodes, validation, "validation");
        requireNew(seen, nodes, test, "test");
        note(seen, nodes, test, "test");
        return seen;
    }

    private static boolean hasLoop(NodePairs links) {
        return IntStream.range(0, links.size()).anyMatch(i -> links.first(i) == links.second(i));
    }

    private static void requireNoLinks(
            Map<Long, String> links, boolean loops, int nodes, NodePairs negatives, String part) {
        for (int i = 0; i < negatives.size(); i++) {
            int u = negatives.first(i);
            int v = negatives.second(i);
            String linked = links.get(key(nodes, negatives, i));
            require(
                    linked == null,
                    "the pair (%d, %d) is among those of %s that are no links, but it is a link of %s: draw pairs that no"
                            + " link of the graph joins, such as by NegativeSampling",
                    u,
                    v,
                    part,
                    linked);
            require(
                    loops || u != v,
                    "the pair (%d, %d) of %s joins a node with itself, which says nothing where no link does: draw pairs of"
                            + " different nodes, such as by NegativeSampling",
                    u,
                    v,
                    part);
        }
    }

    private static void note(Map<Long, String> seen, int nodes, NodePairs links, String part) {
        for (int i = 0; i < links.size(); i++) {
            seen.put(key(nodes, links, i), part);
        }
    }

    private static void requireNew(Map<Long, String> seen, int nodes, NodePairs links, String part) {
        for (int i = 0; i < links.size(); i++) {
            String other = seen.get(key(nodes, links, i));
            require(
                    other == null,
                    "the link between %d and %d is in %s and in %s, so messages would pass along a link that is asked"
                            + " about: leave it in one of them, in one direction",
                    links.first(i),
                    links.second(i),
                    other,
                    part);
        }
    }

    /** The same for both directions. */
    private static long key(int nodes, NodePairs links, int i) {
        return (long) Math.min(links.first(i), links.second(i)) * nodes + Math.max(links.first(i), links.second(i));
    }

    private static void requireWithin(int nodes, NodePairs... parts) {
        for (NodePairs part : parts) {
            for (int i = 0; i < part.size(); i++) {
                require(
                        part.first(i) < nodes && part.second(i) < nodes,
                        "the pair (%d, %d) names a node that does not exist: the nodes are 0 to %d",
                        part.first(i),
                        part.second(i),
                        nodes - 1);
            }
        }
    }

    /** What messages pass along in training and validation: the training links in both directions. */
    public GraphTensor trainGraph() {
        return graph(train);
    }

    /** What messages pass along when links are predicted: those of training and of validation in both directions. */
    public GraphTensor testGraph() {
        return graph(train.and(validation));
    }

    private GraphTensor graph(NodePairs links) {
        NodePairs back = new NodePairs(links.seconds(), links.firsts());
        NodePairs both = links.and(back);
        return GraphTensor.of(nodes, both.firsts(), both.seconds());
    }

    /** Adds all parts to a checksum of data. */
    public void addTo(Sha256 hash) {
        hash.add(nodes);
        List.of(train, trainNegatives, validation, validationNegatives, test, testNegatives)
                .forEach(part -> part.addTo(hash));
    }

    @Override
    public String toString() {
        return "LinkSplit[" + nodes + " nodes, " + train.size() + " train, " + validation.size() + " validation, "
                + test.size() + " test links]";
    }
}
