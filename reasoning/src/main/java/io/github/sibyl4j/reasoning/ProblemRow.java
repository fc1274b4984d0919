package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A problem as a file has it, with relations by name.
 *
 * @param where the place in the file, for messages
 * @param edges both ends of each edge, one edge after another
 */
record ProblemRow(String where, int[] edges, List<String> labels, int[] query, String target) {

    ProblemRow {
        require(
                2 * labels.size() == edges.length,
                "%s: %d edges and %d labels, expected as many of the one as of the other",
                where,
                edges.length / 2,
                labels.size());
        require(query[0] != query[1], "%s: the query asks for the relation of entity %d to itself", where, query[0]);
        require(!target.isBlank(), "%s: the target is empty, expected the name of a relation", where);
    }

    /** All problems over the relations that occur, in alphabetical order. */
    static RelationalDataset dataset(List<ProblemRow> rows) {
        TreeSet<String> names = new TreeSet<>();
        rows.forEach(row -> {
            names.addAll(row.labels);
            names.add(row.target);
        });
        return dataset(rows, RelationVocabulary.sorted(names));
    }

    /** All problems over known relations; another one is refused. */
    static RelationalDataset dataset(List<ProblemRow> rows, RelationVocabulary relations) {
        return new RelationalDataset(
                relations, rows.stream().map(row -> row.instance(relations)).toList());
    }

    /** How many entities edges and query number, from 0 on. */
    int entities() {
        return 1
                + IntStream.concat(IntStream.of(edges), IntStream.of(query))
                        .max()
                        .orElseThrow();
    }

    private RelationalInstance instance(RelationVocabulary relations) {
        return new RelationalInstance(
                RelationalGraph.of(
                        entities(),
                        IntStream.range(0, labels.size()).map(e -> edges[2 * e]).toArray(),
                        IntStream.range(0, labels.size())
                                .map(e -> edges[2 * e + 1])
                                .toArray(),
                        labels.stream()
                                .mapToInt(label -> relation(relations, label))
                                .toArray()),
                query[0],
                query[1],
                relation(relations, target));
    }

    private int relation(RelationVocabulary relations, String name) {
        require(
                relations.contains(name),
                "%s: there is no relation '%s' among %s: read training and test files over the same relations",
                where,
                name,
                relations);
        return relations.index(name);
    }
}
