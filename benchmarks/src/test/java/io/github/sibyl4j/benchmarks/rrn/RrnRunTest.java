package io.github.sibyl4j.benchmarks.rrn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.sibyl4j.reasoning.rrn.RrnConfig;
import io.github.sibyl4j.reasoning.rrn.RrnEvaluation;
import io.github.sibyl4j.reasoning.rrn.RrnModel;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import io.github.sibyl4j.reasoning.rrn.SudokuTask;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RrnRunTest {
    private static final RrnStudy SUDOKU = SudokuStudy.of(0);

    @Test
    void noTestSolutionIsSeenBefore() {
        Set<List<Integer>> seen = solutions(LongStream.range(0, 40_000)
                .mapToObj(SUDOKU.lessons().get(0).train()::problem)
                .toList());
        assertEquals(230, seen.size());
        seen.addAll(solutions(SUDOKU.lessons().get(0).validation()));
        SUDOKU.tests().forEach((name, problems) -> {
            Set<List<Integer>> common = solutions(problems);
            common.retainAll(seen);
            assertEquals(Set.of(), common, name);
        });
        assertEquals(5, SUDOKU.tests().size());
    }

    private static Set<List<Integer>> solutions(List<RrnProblem> problems) {
        Set<List<Integer>> solutions = new HashSet<>();
        problems.forEach(problem ->
                solutions.add(Arrays.stream(problem.answers()).boxed().toList()));
        return solutions;
    }

    @Test
    void stopsAfterItsTimeAndTests() {
        Lesson task = SUDOKU.lessons().get(0);
        Lesson first = new Lesson(
                "first",
                SudokuTask.network(2).hidden(8).rounds(1).build(),
                task.training().withValidateEvery(3),
                task.train(),
                task.validation().subList(0, 10),
                1e-9);
        Lesson last = Lesson.full(
                "all",
                SudokuTask.network(2).hidden(8).rounds(2).build(),
                task.training().withValidateEvery(2),
                task.train(),
                task.validation().subList(0, 10));
        RrnStudy tiny =
                new RrnStudy("tiny", List.of(first, last), SUDOKU.tests(), List.of(1, 2), "everything is small");
        List<String> lines = new ArrayList<>();
        RrnResult result = RrnRun.run(tiny, 1e-9, lines::add);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("tiny, first: update 3, loss 1."), lines.get(0));
        assertTrue(lines.get(1).startsWith("tiny, all: update 2, loss 1."), lines.get(1));
        assertEquals(3, result.updatesBefore());
        assertEquals(10, result.rows().size());
        assertEquals(400, result.rows().get(9).evaluation().problems());
        assertTrue(result.markdown().contains("| 8 givens | 2 | 400 |"), result::markdown);
        assertTrue(result.markdown().contains("everything is small"), result::markdown);
        ArrayNode list = new ObjectMapper().createArrayNode();
        result.addTo(list, 5);
        assertEquals(5, list.get(0).get("seed").asInt());
        assertEquals("4 givens", list.get(0).get("tests").get(0).get("test").asText());
        assertThrows(InvalidInputException.class, () -> RrnRun.run(tiny, 0, lines::add));
    }

    @Test
    void summaryHasMeanAndDeviationOverSeeds() {
        RrnModel model = null;
        RrnResult.Row low = new RrnResult.Row("3 jumps", 8, new RrnEvaluation(50, 0.5, 0.25));
        RrnResult.Row high = new RrnResult.Row("3 jumps", 8, new RrnEvaluation(50, 0.7, 0.35));
        String table = RrnSummary.markdown(List.of(
                new RrnResult("ages", model, 0, 2, 3, "", List.of(low)),
                new RrnResult("ages", model, 0, 4, 5, "", List.of(high))));
        assertTrue(table.contains("ages: 2 seeds; 3.0 minutes each, 4.0 of a processor."), table);
        assertTrue(table.contains("| 3 jumps | 8 | 50 | 30.00 ± 7.07 | 25.00 | 60.00 ± 14.14 |"), table);
    }

    @Test
    void namesWhatDiffersFromThePublication() {
        String differences = SUDOKU.differences();
        for (String part : List.of(
                "4 by 4 boards",
                "width 32 (published 96)",
                "rounds in training 8 (published 32)",
                "batch 32 (published 64)",
                "learning rate 0.001 (published 2.0E-4)",
                "longest gradient 1.0 (published any)")) {
            assertTrue(differences.contains(part), differences);
        }
        assertFalse(differences.contains("L2"), differences);
        RrnConfig config = SUDOKU.lessons().get(0).network().config();
        RrnTraining training = SUDOKU.lessons().get(0).training();
        assertEquals("nothing", Differences.between(config, training, config, training, ""));
    }

    @Test
    void everyStudyHasProblemsThatFit() {
        for (RrnStudy study :
                List.of(AgeStudy.persons(1), AgeStudy.facts(1), PrettyClevrStudy.of(1), StoryStudy.of(1))) {
            RrnModel model = null;
            for (Lesson lesson : study.lessons()) {
                RrnTraining training = lesson.training().withUpdates(1).withBatchSize(2);
                List<RrnProblem> some = lesson.validation().subList(0, 2);
                model = model == null
                        ? lesson.network().fit(lesson.train(), some, training, progress -> true)
                        : lesson.network().fit(model, lesson.train(), some, training, progress -> true);
            }
            RrnModel trained = model;
            study.tests()
                    .forEach((name, problems) -> assertEquals(
                            2, trained.evaluate(problems.subList(0, 2), 1).problems(), name));
        }
    }
}
