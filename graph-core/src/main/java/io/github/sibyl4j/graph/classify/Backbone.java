package io.github.sibyl4j.graph.classify;

/** The layers that a graph classifier is built from. */
public enum Backbone {
    /** GIN-0: sums over neighbours, then a perceptron with one hidden layer (Xu et al., ICLR 2019). */
    GIN,
    /** Graph convolutions (Kipf and Welling, ICLR 2017). */
    GCN
}
