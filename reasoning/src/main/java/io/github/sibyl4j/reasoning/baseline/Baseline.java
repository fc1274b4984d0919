package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.ReasonerTraining;

/**
 * The models that EpiGNN is compared with. All give a score for every relation and are trained by cross-entropy. Graph
 * networks pass messages along the edges only, and an entity's first state says no more than whether it is the query's head,
 * its tail, or neither: the published code of R-GCN and E-GAT draws random states instead, with which two answers to
 * one query may differ.
 */
public enum Baseline {
    /**
     * A long short-term memory that reads the relations along one path from head to tail, as in the comparisons of CTP and
     * NCRL; its last state is classified. It reads a shortest path along the edges or, where there is none, a shortest path
     * with some edges walked backward, which are relations of their own. Of several shortest paths it reads the first, and
     * nothing of the others, so it cannot combine what several paths say.
     */
    LSTM("lstm", new Size(100, 1, 1, 0), new Pace(100, 100, 1e-3)),
    /** The same with a gated recurrent unit. */
    GRU("gru", new Size(100, 1, 1, 0), new Pace(100, 100, 1e-3)),
    /**
     * Relational graph convolution (Schlichtkrull et al., ESWC 2018) as EpiGNN's authors compare with it: every layer has the
     * same weights, a matrix for each relation, and the last states of head and tail are classified together.
     */
    R_GCN("r-gcn", new Size(64, 8, 1, 0), new Pace(100, 128, 1e-3)),
    /**
     * Neural Bellman-Ford network (Zhu et al., NeurIPS 2021) with DistMult messages, sums, layer norm and shortcuts: the head
     * starts as ones and all others as zeros, {@code h_v = h_v + relu(norm(W [h_v, boundary_v + sum over u -r-> v of h_u * r])
     * )}, with weights and relation vectors of its own in every layer. The tail's last state is classified.
     */
    NBFNET("nbfnet", new Size(32, 6, 1, 0), new Pace(40, 128, 5e-3)),
    /**
     * Graph attention with edge features as in GraphLog (Sinha et al. 2020), its gated form: heads of attention over states
     * and relation vectors of incoming edges and the entity itself, whose mean a gated recurrent unit takes in. The mean of all
     * entities' last states, the head's and the tail's are classified together.
     */
    E_GAT("e-gat", new Size(200, 6, 2, 0.4), new Pace(500, 256, 1e-4)),
    /**
     * Edge Transformer (Bergen et al., NeurIPS 2021): a state for every ordered pair of entities; (x, y) attends over all a,
     * and combines the states of (x, a) and (a, y). Every layer has the same weights. Its training warms up over 100
     * steps, then lowers the learning rate linearly to zero, and shortens gradients to the length 1. Time and memory grow with
     * the third power of the number of entities.
     */
    EDGE_TRANSFORMER("edge-transformer", new Size(200, 8, 4, 0.2), new Pace(50, 400, 1e-3));

    private record Size(int width, int layers, int heads, double dropout) {}

    private record Pace(int epochs, int batchSize, double learningRate) {}

    private final String text;
    private final Size size;
    private final Pace pace;

    Baseline(String text, Size size, Pace pace) {
        this.text = text;
        this.size = size;
        this.pace = pace;
    }

    /**
     * The size that released code has it in: uclnlp/ctp for LSTM and GRU, erg0dic/whennopathsleadtorome for R-GCN and NBFNet,
     * facebookresearch/GraphLog for E-GAT, bergen/EdgeTransformer.
     */
    public BaselineConfig config() {
        return new BaselineConfig(this, size.width, size.layers, size.heads, size.dropout);
    }

    /**
     * Adam without weight decay, with epochs, batches and learning rate from the same code (for NBFNet with more epochs,
     * since the best one is kept).
     */
    public ReasonerTraining training() {
        return ReasonerTraining.defaults()
                .withEpochs(pace.epochs)
                .withBatchSize(pace.batchSize)
                .withLearningRate(pace.learningRate)
                .withWeightDecay(0);
    }

    /** Whether its layers have several heads of attention. */
    boolean attends() {
        return this == E_GAT || this == EDGE_TRANSFORMER;
    }

    /** Whether it reads edges backward where no path leads along them. */
    boolean walksBackward() {
        return this == LSTM || this == GRU;
    }

    @Override
    public String toString() {
        return text;
    }
}
