package io.github.sibyl4j.reasoning.babi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class BabiFileTest {
    @TempDir
    Path folder;

    @Test
    void aQuestionSeesTheFactsBeforeIt() throws IOException {
        List<BabiQuestion> questions = read(
                "1 Anna walked to the hall.",
                "2 Where is Anna? \thall\t1",
                "3 Anna picked up the Lamp.",
                "4 Bela went into the attic.",
                "5 Where is the lamp?\thall\t3 1",
                "1 Bela has milk.",
                "2 What has Bela?\tmilk,bread\t1");
        assertEquals(3, questions.size());
        assertEquals(
                new BabiQuestion(
                        List.of(List.of("anna", "walked", "to", "the", "hall")),
                        List.of("where", "is", "anna"),
                        "hall",
                        List.of(0)),
                questions.get(0));
        assertEquals(3, questions.get(1).facts().size());
        assertEquals(
                List.of("anna", "picked", "up", "the", "lamp"),
                questions.get(1).facts().get(1));
        assertEquals(List.of(1, 0), questions.get(1).supporting());
        assertEquals(List.of(List.of("bela", "has", "milk")), questions.get(2).facts());
        assertEquals("milk,bread", questions.get(2).answer());
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        refused(() -> read("1 Anna sleeps."), "stories.txt has no question");
        refused(() -> read(), "stories.txt has no question");
        refused(
                () -> read("1 Anna sleeps.", "2 Who sleeps?\t\t1"),
                "stories.txt: line 2",
                "answer of 'Who sleeps?' is missing");
        refused(() -> read("1 Anna sleeps.", "2 Who sleeps?"), "stories.txt: line 2", "needs a tab");
        refused(() -> read("1 Anna sleeps.", "2 Who sleeps?\tanna"), "line 2", "found 1 tabs");
        refused(() -> read("1 Anna sleeps.", "3 Who sleeps?\tanna\t1"), "line 2", "the number is 3", "2 or 1");
        refused(() -> read("2 Anna sleeps."), "line 1", "the number is 2", "expected 1 for a new story");
        refused(() -> read("1 Anna sleeps.", "Who sleeps?\tanna\t1"), "line 2", "expected a number", "Who sleeps?");
        refused(() -> read("1 .", "2 Who?\tanna\t1"), "line 1", "no sentence");
        refused(() -> read("1 Who sleeps?\tanna\t1"), "line 1", "before any fact");
        refused(() -> read("1 Anna sleeps.", "2 Who?\tanna\t2"), "line 2", "supporting line '2'");
        refused(() -> read("1 Anna sleeps.", "2 Who?\tanna\tone"), "line 2", "supporting line 'one'");
        refused(() -> BabiFile.read(folder.resolve("none.txt")), "there is no file", "none.txt");
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, new byte[] {'1', ' ', (byte) 0xE4});
        refused(() -> BabiFile.read(latin), "latin.txt", "UTF-8");
    }

    @Test
    void leavesOutEmptyLinesAndAByteOrderMark() throws IOException {
        String[] lines = {"1 Anna sleeps.", "2 Who sleeps?\tanna\t1"};
        assertEquals(read(lines), read("\uFEFF" + lines[0], "", lines[1], "  ", ""));
        refused(() -> read(lines[0], "", "4 Who sleeps?\tanna\t1"), "line 3", "the number is 4");
    }

    @Test
    void questionsAreValid() {
        List<List<String>> facts = List.of(List.of("anna", "sleeps"));
        List<String> who = List.of("who");
        refused(() -> new BabiQuestion(List.of(), who, "anna", List.of()), "at least one fact");
        refused(() -> new BabiQuestion(List.of(List.of()), who, "anna", List.of()), "fact 0 has no words");
        refused(() -> new BabiQuestion(facts, List.of(), "anna", List.of()), "no words");
        refused(() -> new BabiQuestion(facts, who, " ", List.of()), "answer is empty");
        refused(() -> new BabiQuestion(facts, who, "anna", List.of(1)), "supporting fact 1", "0 to 0");
    }

    @Test
    void vocabularyKnowsTheWordsOfItsQuestions() {
        BabiVocabulary vocabulary = BabiVocabulary.of(List.of(
                new BabiQuestion(List.of(List.of("bela", "sleeps")), List.of("who", "sleeps"), "anna", List.of())));
        assertEquals(List.of("anna", "bela", "sleeps", "who"), vocabulary.words());
        assertEquals(5, vocabulary.size());
        assertEquals(2, vocabulary.number("bela"));
        assertEquals(BabiVocabulary.UNKNOWN, vocabulary.number("carl"));
        assertEquals(
                vocabulary.words(), BabiVocabulary.ofWords(vocabulary.words()).words());
        refused(() -> BabiVocabulary.of(List.of()), "needs questions");
        refused(() -> BabiVocabulary.ofWords(List.of()), "needs words");
        refused(() -> BabiVocabulary.ofWords(List.of("a", "a")), "2 words of which 1 differ");
    }

    private List<BabiQuestion> read(String... lines) throws IOException {
        Path file = folder.resolve("stories.txt");
        Files.write(file, List.of(lines));
        return BabiFile.read(file);
    }

    private static void refused(Executable call, String... words) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }
}
