package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.ArrayList;
import java.util.List;

/**
 * The learned functions and a round of messages.
 *
 * <p>A message is {@code msg([h_i, h_j, e_ij])}, then summed over i. Its first layer is a sum of a part of h_i, one of h_j and one
 * of e_ij, and its last layer is linear, so that the sum may be taken before it: both are computed for nodes, of which there are
 * 7 to 20 times fewer than edges, and the part of e_ij once for all rounds. The same goes for what the node function does to the
 * input, which no round changes. The values are those of the written form, up to the order of additions.
 */
final class RrnNetwork extends Module {
    private final RrnConfig config;
    private final List<Parameter> embeddings = new ArrayList<>();
    private final TextEncoder text;
    private final Perceptron encoder;
    private final Perceptron message;
    private final Perceptron node;
    private final LstmCell cell;
    private final Perceptron output;

    RrnNetwork(RrnConfig config, Seed seed) {
        this.config = config;
        int hidden = config.hidden();
        int width = config.embedding();
        for (int column = 0; column < config.categories().size(); column++) {
            int values = config.categories().get(column);
            float[] start =
                    seed.split("embedding").split(column).uniform(values * width, Math.sqrt(6.0 / (values + width)));
            embeddings.add(parameter("embedding" + column, Parameter.of(start, values, width)));
        }
        text = config.text() == null ? null : part("text", new TextEncoder(config.text(), seed.split("text")));
        int layers = config.layers();
        encoder = perceptron("pre", config.inputs(), layers, hidden, seed);
        message = perceptron("msg", 2 * hidden + config.edgeInputs(), layers, hidden, seed);
        node = perceptron("post", 2 * hidden, layers, hidden, seed);
        cell = config.recurrent() ? part("lstm", new LstmCell(hidden, hidden, seed.split("lstm"))) : null;
        output = perceptron("out", hidden, config.outputLayers(), config.classes(), seed);
    }

    private Perceptron perceptron(String name, int in, int layers, int out, Seed seed) {
        return part(name, new Perceptron(in, config.hidden(), layers, out, seed.split(name)));
    }

    /**
     * The states after a round.
     *
     * @param nodes {@code [node, hidden]}
     * @param memory of the LSTM; null at first, and without one
     */
    record State(Tensor nodes, Recurrent.LstmState memory) {
        /** A copy that outlives the scope that this was computed in. */
        State keep() {
            return new State(
                    nodes.keep(),
                    memory == null
                            ? null
                            : new Recurrent.LstmState(
                                    memory.state().keep(), memory.cell().keep()));
        }
    }

    /**
     * What all rounds have in common.
     *
     * @param start the node states before the first round
     * @param sending the weights of h_i in the message's first layer
     * @param receiving the weights of h_j there
     * @param receiverShare what else is the same for all messages that a node receives, {@code [hidden]} or {@code [node, hidden]}
     * @param edgeShare what edge features add there, {@code [edge, hidden]}; null for nothing
     * @param biasShare what the biases of the last layer of all messages that a node receives add up to
     * @param arriving the weights of the incoming sum in the node function's first layer
     * @param inputShare what the input adds there
     */
    record Fixed(
            Tensor start,
            Tensor sending,
            Tensor receiving,
            Tensor receiverShare,
            Tensor edgeShare,
            Tensor biasShare,
            Tensor arriving,
            Tensor inputShare) {}

    Fixed fixed(RrnBatch batch) {
        int hidden = config.hidden();
        Tensor weights = message.first().weight();
        Tensor bias = message.first().bias();
        Tensor question = text == null ? null : batch.graphs().gather(text.questions(batch.questions()));
        int features = 2 * hidden + config.edgeFeatures();
        Tensor edgeShare = batch.edgeFeatures() == null
                ? null
                : batch.edgeFeatures().linear(weights.slice(1, 2 * hidden, features), null);
        Linear receive = node.first();
        Tensor start = encoder.forward(inputs(batch, question));
        return new Fixed(
                start,
                weights.slice(1, 0, hidden),
                weights.slice(1, hidden, 2 * hidden),
                question == null ? bias : question.linear(weights.slice(1, features, weights.size(1)), bias),
                edgeShare,
                batch.degrees().mul(message.last().bias()),
                receive.weight().slice(1, 0, hidden),
                start.linear(receive.weight().slice(1, hidden, 2 * hidden), receive.bias()));
    }

    private Tensor inputs(RrnBatch batch, Tensor question) {
        List<Tensor> parts = new ArrayList<>();
        for (int column = 0; column < embeddings.size(); column++) {
            parts.add(embeddings.get(column).gather(batch.categories()[column]));
        }
        if (batch.features() != null) {
            parts.add(batch.features());
        }
        if (text != null) {
            parts.add(text.sentences(batch.sentences()));
            parts.add(question);
        }
        return parts.size() == 1 ? parts.get(0) : Tensor.concat(1, parts.toArray(Tensor[]::new));
    }

    State round(RrnBatch batch, Fixed fixed, State before) {
        Tensor h = before.nodes();
        Tensor sent = batch.sources().gather(h.linear(fixed.sending(), null));
        Tensor received = batch.targets().gather(receiverPart(h, fixed));
        Tensor first = sent.add(received);
        if (fixed.edgeShare() != null) {
            first = first.add(fixed.edgeShare());
        }
        Tensor hidden = batch.targets().sum(message.inner(first.relu()));
        Tensor incoming = hidden.linear(message.last().weight(), null).add(fixed.biasShare());
        Tensor joined = incoming.linear(fixed.arriving(), null).add(fixed.inputShare());
        Tensor update = node.last().forward(node.inner(joined.relu()));
        if (cell == null) {
            return new State(update, null);
        }
        Recurrent.LstmState next = cell.step(update, before.memory());
        return new State(next.state().reshape(batch.nodes(), config.hidden()), next);
    }

    private static Tensor receiverPart(Tensor h, Fixed fixed) {
        return fixed.receiverShare().rank() == 1
                ? h.linear(fixed.receiving(), fixed.receiverShare())
                : h.linear(fixed.receiving(), null).add(fixed.receiverShare());
    }

    /** The states after each round. */
    List<State> rounds(RrnBatch batch, int rounds) {
        Fixed fixed = fixed(batch);
        List<State> states = new ArrayList<>();
        State state = new State(fixed.start(), null);
        for (int round = 0; round < rounds; round++) {
            state = round(batch, fixed, state);
            states.add(state);
        }
        return states;
    }

    /** The states after the last round, with the memory of one round. */
    State last(RrnBatch batch, int rounds) {
        Fixed fixed = fixed(batch);
        State state = new State(fixed.start(), null);
        for (int round = 0; round < rounds; round++) {
            try (Scope scope = Scope.open()) {
                state = round(batch, fixed, state).keep();
            }
        }
        return state;
    }

    /**
     * The scores of the classes, {@code [answer, class]}.
     *
     * @param dropout decides what is dropped; null for nothing
     */
    Tensor logits(RrnBatch batch, State state, Seed dropout) {
        return scores(readout(batch, state), dropout);
    }

    private Tensor readout(RrnBatch batch, State state) {
        return config.output() == Output.NODE ? state.nodes() : batch.graphs().sum(state.nodes());
    }

    private Tensor scores(Tensor readout, Seed dropout) {
        Tensor hidden = output.hidden(readout);
        return output.last().forward(dropout == null ? hidden : hidden.dropout(config.dropout(), dropout));
    }

    /** The cross entropy, averaged over answers that are asked for and over rounds. */
    Tensor crossEntropy(RrnBatch batch, Seed dropout) {
        List<State> states = rounds(batch, config.rounds());
        Tensor[] readouts = states.stream().map(state -> readout(batch, state)).toArray(Tensor[]::new);
        int[] answers = new int[readouts.length * batch.answers().length];
        float[] mask = new float[answers.length];
        boolean all = true;
        for (int i = 0; i < answers.length; i++) {
            int answer = batch.answers()[i % batch.answers().length];
            boolean asked = answer != RrnProblem.NOT_ASKED;
            answers[i] = asked ? answer : 0;
            mask[i] = asked ? 1 : 0;
            all &= asked;
        }
        // All rounds have as many answers, so the mean over all rows is the mean over rounds.
        Tensor rows = readouts.length == 1 ? readouts[0] : Tensor.concat(0, readouts);
        return Losses.crossEntropy(scores(rows, dropout), answers, all ? null : Tensor.of(mask, mask.length));
    }

    /** {@code l2 / 2} times the squared weights of encoder, message and node function. */
    Tensor penalty(double l2) {
        return encoder.squaredWeights()
                .add(message.squaredWeights())
                .add(node.squaredWeights())
                .mul((float) (l2 / 2));
    }
}
