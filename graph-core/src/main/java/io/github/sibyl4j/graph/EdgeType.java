package io.github.sibyl4j.graph;

/**
 * A kind of edges in a {@link HeteroGraph}, such as (author, writes, paper).
 *
 * @param source type of the nodes where edges begin
 * @param relation its name, which tells kinds between the same nodes apart
 * @param target type of the nodes where edges end
 */
public record EdgeType(String source, String relation, String target) {
    @Override
    public String toString() {
        return "(" + source + ", " + relation + ", " + target + ")";
    }
}
