package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link ForwardLinkPredictor} on disk: a matrix of outputs for every voice, and how it scores pairs. */
final class SavedVoices {
    private static final String KIND = "forward-link-predictor";

    private SavedVoices() {}

    private enum Kind {
        DOT,
        SQUARES
    }

    /** @param offset theta of the squares, nothing otherwise */
    private record Score(Kind kind, float offset) {
        Score {
            require(kind != null, "a voice has no kind of score");
        }

        static Score of(FrozenScore score) {
            return score instanceof FrozenScore.Squares squares
                    ? new Score(Kind.SQUARES, squares.theta())
                    : new Score(Kind.DOT, 0);
        }

        FrozenScore frozen() {
            return kind == Kind.SQUARES ? new FrozenScore.Squares(offset) : new FrozenScore.Dot();
        }
    }

    private record Description(int nodes, List<Score> voices, ForwardLinkPredictor.Origin origin) {
        Description {
            require(nodes > 0 && voices != null && origin != null, "nodes, voices or origin are missing");
            int depths = origin.result().depths().size();
            require(
                    !voices.isEmpty() && (depths == 1 || depths == voices.size()),
                    "there are %d voices for %d depths",
                    voices.size(),
                    depths);
        }
    }

    static ModelDirectory of(int nodes, List<ForwardLinkPredictor.Voice> voices, ForwardLinkPredictor.Origin origin) {
        List<Score> scores =
                voices.stream().map(voice -> Score.of(voice.score())).toList();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < voices.size(); i++) {
            ForwardLinkPredictor.Voice voice = voices.get(i);
            tensors.put(outputs(i), Tensor.of(voice.z(), nodes, voice.width()));
        }
        return new ModelDirectory(KIND, new Description(nodes, scores, origin), tensors);
    }

    static ForwardLinkPredictor load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        List<ForwardLinkPredictor.Voice> voices = new ArrayList<>();
        for (int i = 0; i < description.voices.size(); i++) {
            Tensor z = saved.tensor(outputs(i));
            require(
                    z.rank() == 2 && z.size(0) == description.nodes,
                    "the saved model is damaged: its outputs have the shape %s, expected [%d, width]",
                    Arrays.toString(z.shape()),
                    description.nodes);
            voices.add(new ForwardLinkPredictor.Voice(
                    z.toArray(), z.size(1), description.voices.get(i).frozen()));
        }
        List<LayerWiseTrainer.TrainedLayer> trained = description.origin.result().depths().stream()
                .map(depth -> new LayerWiseTrainer.TrainedLayer(depth.epochs(), depth.bestEpoch(), depth.validation()))
                .toList();
        int smallest = description.origin.result().depths().get(0).layers();
        return new ForwardLinkPredictor(
                new LearnedLinks(smallest, voices, trained), description.nodes, description.origin);
    }

    private static String outputs(int voice) {
        return "voice." + voice + ".outputs";
    }
}
