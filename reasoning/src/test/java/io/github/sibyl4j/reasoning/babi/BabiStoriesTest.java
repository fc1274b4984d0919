package io.github.sibyl4j.reasoning.babi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BabiStoriesTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 6", "2, 2", "2, 3", "2, 9"})
    void answersFollowFromTheFacts(int supporting, int facts) {
        List<BabiQuestion> questions =
                BabiFile.parse("made up", BabiStories.lines(supporting, facts, 300, new Seed(4)));
        assertEquals(300, questions.size());
        Set<String> answers = new HashSet<>();
        for (BabiQuestion question : questions) {
            assertEquals(facts, question.facts().size());
            assertEquals(supporting, question.supporting().size());
            assertEquals(followed(question), question.answer(), question::toString);
            List<String> last = question.facts().get(question.supporting().get(supporting - 1));
            assertEquals(question.answer(), last.get(last.size() - 1));
            answers.add(question.answer());
        }
        assertEquals(6, answers.size());
    }

    private static String followed(BabiQuestion question) {
        Map<String, String> places = new HashMap<>();
        Map<String, String> holders = new HashMap<>();
        for (List<String> fact : question.facts()) {
            String object = fact.get(fact.size() - 1);
            if (fact.get(1).equals("picked")) {
                holders.put(object, fact.get(0));
            } else {
                places.put(fact.get(0), object);
            }
        }
        String asked = question.question().get(question.question().size() - 1);
        return places.get(holders.getOrDefault(asked, asked));
    }

    @Test
    void repeatThemselvesForASeed() {
        assertEquals(BabiStories.lines(2, 5, 20, new Seed(1)), BabiStories.lines(2, 5, 20, new Seed(1)));
        assertNotEquals(BabiStories.lines(2, 5, 20, new Seed(1)), BabiStories.lines(2, 5, 20, new Seed(2)));
    }

    @Test
    void saysWhatIsWrong() {
        refused(() -> BabiStories.lines(3, 5, 1, new Seed(0)), "supporting must be 1 or 2, found 3");
        refused(() -> BabiStories.lines(2, 1, 1, new Seed(0)), "at least 2 facts, found 1");
        refused(() -> BabiStories.lines(1, 1, 0, new Seed(0)), "at least 1 story, found 0");
    }

    private static void refused(Executable call, String words) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
