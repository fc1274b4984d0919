package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.benchmarks.rrn.AgeStudy;
import io.github.sibyl4j.benchmarks.rrn.PrettyClevrStudy;
import io.github.sibyl4j.benchmarks.rrn.RrnResult;
import io.github.sibyl4j.benchmarks.rrn.RrnRun;
import io.github.sibyl4j.benchmarks.rrn.RrnStudy;
import io.github.sibyl4j.benchmarks.rrn.RrnSummary;
import io.github.sibyl4j.benchmarks.rrn.StoryStudy;
import io.github.sibyl4j.benchmarks.rrn.SudokuStudy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Trains small recurrent relational networks on puzzles and questions. */
@Command(
        name = "rrn",
        description =
                "Train small recurrent relational networks (Palm et al., NeurIPS 2018) on 4 by 4 Sudoku, age arithmetic,"
                        + " Pretty-CLEVR and made-up stories, and print what share of new problems they solve.",
        mixinStandardHelpOptions = true)
final class RrnCommand implements Callable<Integer> {
    enum Task {
        SUDOKU("sudoku", SudokuStudy::of),
        AGES("ages", AgeStudy::persons),
        AGES_OF_FACTS("ages-of-facts", AgeStudy::facts),
        PRETTY_CLEVR("pretty-clevr", PrettyClevrStudy::of),
        STORIES("stories", StoryStudy::of);

        private final String name;
        private final LongFunction<RrnStudy> study;

        Task(String name, LongFunction<RrnStudy> study) {
            this.name = name;
            this.study = study;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Reads a task by the name that the help gives it. */
    static final class TaskName implements ITypeConverter<Task> {
        @Override
        public Task convert(String text) {
            return Arrays.stream(Task.values())
                    .filter(task -> task.name.equalsIgnoreCase(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected some of " + Arrays.toString(Task.values()) + ", found '" + text + "'"));
        }
    }

    @Option(
            names = "--minutes",
            defaultValue = "30",
            description = "Minutes of training by the clock for each task and seed (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--tasks",
            split = ",",
            converter = TaskName.class,
            defaultValue = "sudoku,ages,pretty-clevr,stories",
            description =
                    "Which of sudoku, ages, pretty-clevr, stories, and ages-of-facts, the published form of ages, which takes more"
                            + " than hours (default: all but that).")
    private List<Task> tasks;

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "0",
            description = "A network for each, such as 0,1,2 (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(minutes > 0, "--minutes must be positive, found %s", minutes);
        Optional<JsonFile> file = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, seeds);
        out.println(record.markdown());
        ObjectNode document = record.json();
        ArrayNode list = document.putArray("studies");
        for (Task task : tasks) {
            List<RrnResult> results = new ArrayList<>();
            for (long seed : seeds) {
                RrnResult result = RrnRun.run(task.study.apply(seed), minutes, line -> {
                    out.println(line);
                    out.flush();
                });
                out.println();
                out.println("Seed " + seed + ", " + result.markdown());
                out.flush();
                result.addTo(list, seed);
                results.add(result);
            }
            if (seeds.size() > 1) {
                out.println(RrnSummary.markdown(results));
                out.flush();
            }
        }
        FiguresOption.write(file, document);
        return 0;
    }
}
