package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.benchmarks.rrn.RrnResult;
import io.github.sibyl4j.benchmarks.rrn.RrnRun;
import io.github.sibyl4j.benchmarks.rrn.RrnStudy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains small recurrent relational networks on Sudoku and age arithmetic. */
@Command(
        name = "rrn",
        description =
                "Train small recurrent relational networks (Palm et al., NeurIPS 2018) on 4 by 4 Sudoku and on age"
                        + " arithmetic, and print what share of new problems they solve.",
        mixinStandardHelpOptions = true)
final class RrnCommand implements Callable<Integer> {
    enum Task {
        SUDOKU,
        AGES
    }

    @Option(
            names = "--minutes",
            defaultValue = "30",
            description = "Minutes of training by the clock for each task (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--tasks",
            split = ",",
            defaultValue = "sudoku,ages",
            description = "Which of sudoku and ages (default: both).")
    private List<Task> tasks;

    @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(minutes > 0, "--minutes must be positive, found %s", minutes);
        Optional<JsonFile> file = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, List.of(seed));
        out.println(record.markdown());
        ObjectNode document = record.json();
        ArrayNode list = document.putArray("studies");
        for (Task task : tasks) {
            RrnStudy study = task == Task.SUDOKU ? RrnStudy.sudoku(seed) : RrnStudy.ages(seed);
            RrnResult result = RrnRun.run(study, minutes, line -> {
                out.println(line);
                out.flush();
            });
            out.println();
            out.println(result.markdown());
            out.flush();
            result.addTo(list);
        }
        FiguresOption.write(file, document);
        return 0;
    }
}
