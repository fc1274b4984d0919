package io.github.sibyl4j.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * How figures were made; they stand beside it wherever they go.
 *
 * @param command the command line
 * @param commit the commit of the sources, or "unknown"
 * @param seeds the seeds of the run; empty where every row has its own, fixed in the code
 * @param machine what it ran on
 */
public record RunRecord(String command, String commit, List<Long> seeds, String machine) {
    public RunRecord {
        seeds = List.copyOf(seeds);
    }

    /** The first lines of a table that is to be kept, in Markdown. */
    public String markdown() {
        return String.format(
                Locale.ROOT,
                "```%n%s%n```%n%nCommit %s; %s. Machine: %s.%n",
                command,
                commit,
                seeds.isEmpty() ? "seeds fixed in the code" : "seeds " + seeds,
                machine);
    }

    /** A document that begins with this record. */
    public ObjectNode json() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("command", command);
        root.put("commit", commit);
        if (seeds.isEmpty()) {
            root.put("seeds", "fixed in the code");
        } else {
            root.set("seeds", mapper.valueToTree(seeds));
        }
        root.put("machine", machine);
        return root;
    }
}
