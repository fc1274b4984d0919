package io.github.sibyl4j.forecasting.spatiotemporal;

/** How nodes hear their neighbours in {@link TimeThenSpace}. */
public enum MessagePassing {
    /** Along the edges' direction, {@link io.github.sibyl4j.graph.nn.TslGraphConv} with random-walk normalisation. */
    GRAPH_CONV,
    /** One step in both directions, {@link io.github.sibyl4j.graph.nn.DiffusionConv}. */
    DIFFUSION
}
