package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/** Turns the sentences of nodes, and questions, into codes, see {@link RrnText}. */
final class TextEncoder extends Module {
    private final RrnText text;
    private final Parameter words;
    private final LstmCell sentence;
    private final LstmCell question;

    TextEncoder(RrnText text, Seed seed) {
        this.text = text;
        int width = text.embedding();
        float[] start = seed.split("words").uniform(text.words() * width, Math.sqrt(6.0 / (text.words() + width)));
        words = parameter("words", Parameter.of(start, text.words(), width));
        sentence = part("sentence", new LstmCell(width, text.code(), seed.split("sentence")));
        question = part("question", new LstmCell(width, text.code(), seed.split("question")));
    }

    /** {@code [sentence, code]}. */
    Tensor sentences(Sentences sentences) {
        return codes(sentences, sentence);
    }

    /** {@code [question, code]}. */
    Tensor questions(Sentences questions) {
        return codes(questions, question);
    }

    private Tensor codes(Sentences sentences, LstmCell reader) {
        Tensor[] codes = new Tensor[sentences.groups().size()];
        for (int i = 0; i < codes.length; i++) {
            Sentences.Group group = sentences.groups().get(i);
            Tensor read = words.gather(group.words()).reshape(1, group.length(), group.sentences(), text.embedding());
            codes[i] = reader.read(read).reshape(group.sentences(), text.code());
        }
        Tensor all = codes.length == 1 ? codes[0] : Tensor.concat(0, codes);
        return all.gather(sentences.places());
    }
}
