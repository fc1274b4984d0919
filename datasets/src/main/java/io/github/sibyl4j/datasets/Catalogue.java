package io.github.sibyl4j.datasets;

import io.github.sibyl4j.datasets.DatasetInfo.Statistics;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The entries of {@link Datasets} and the embedded graphs of {@link GraphFiles}. */
final class Catalogue {
    private static final String OURS = "Apache-2.0, as the library that generates it";

    private static final DatasetInfo METR_LA = new DatasetInfo(
            "metr-la-week1",
            "METR-LA, first week: speeds on the freeways of Los Angeles",
            "Loop detectors, 1 to 7 March 2012. The authors of this copy filled its gaps by linear interpolation, so"
                    + " nothing is missing, and it is a week of the 17 of METR-LA: errors on it cannot be compared with"
                    + " published ones. The graph weighs road distances with a Gaussian kernel (theta 2584.4502 m, cut"
                    + " below 0.1). An edge leads from the downstream to the upstream sensor, as in the reference"
                    + " experiments: congestion spreads against the traffic.",
            2016,
            207,
            1,
            1515,
            "5 min",
            "mph",
            new Statistics(58.891, 12.527, 0),
            "graph MIT (DCRNN, (c) 2017 Yaguang Li); speeds: no licence stated by their source",
            "github.com/liyaguang/DCRNN data/sensor_graph (graph), github.com/lehaifeng/T-GCN data/los_speed.csv"
                    + " (speeds); measured by the Los Angeles County Metropolitan Transportation Authority",
            "Jagadish et al., Big Data and Its Technical Challenges, Communications of the ACM 57(7), 2014; Li et al.,"
                    + " Diffusion Convolutional Recurrent Neural Network, ICLR 2018; Zhao et al., T-GCN, IEEE"
                    + " Transactions on Intelligent Transportation Systems 21(9), 2020",
            Map.of(
                    EmbeddedSeries.SERIES,
                    "415f2c9ca6db4f96186567ad4dc1b37d4b7987b19a32ba7a254f9dabd41fa4d2",
                    EmbeddedSeries.EDGES,
                    "a02ccb7efcd7dce97a637c64c088c302c0cb1f646a30f34955847d895987b410"));

    private static final DatasetInfo CHICKENPOX = new DatasetInfo(
            "chickenpox-hungary",
            "Chickenpox in Hungary: weekly cases in 20 counties",
            "Not counts: week-to-week differences, standardised for each county over the whole span, as published (mean"
                    + " 0, standard deviation 1, lag-1 autocorrelation -0.5). Statistics of the test weeks are thus in"
                    + " the training data, and forecasting zero is hard to beat. The weeks carry no dates. The graph"
                    + " joins neighbouring counties in both directions, with a self-loop at each.",
            521,
            20,
            1,
            102,
            "1 week",
            "",
            new Statistics(0, 1, 0),
            "MIT ((c) 2020 Benedek Rozemberczki)",
            "github.com/benedekrozemberczki/pytorch_geometric_temporal dataset/chickenpox.json",
            "Rozemberczki et al., Chickenpox Cases in Hungary: a Benchmark Dataset for Spatiotemporal Signal Processing"
                    + " with Graph Neural Networks, arXiv 2102.08100, 2021",
            Map.of(
                    EmbeddedSeries.SERIES,
                    "049a6f44c03a6452e3a0b422ea4c95845b4af85fb62a1f4025e0aea480eed0c9",
                    EmbeddedSeries.EDGES,
                    "062273dc58c7a83c1ca40f634f1bc239911f47e00cf20954b2966fec14b0dd91"));

    private static final String PLANETOID =
            "Sen et al., Collective Classification in Network Data, AI Magazine 29(3), 2008; Yang et al., Revisiting"
                    + " Semi-Supervised Learning with Graph Embeddings, ICML 2016";

    private static final GraphInfo CORA = new GraphInfo(
            "planetoid-cora",
            "Cora: citations between papers on machine learning",
            "Nodes are papers, classes their fields. Features say which words of a dictionary a paper holds. Each"
                    + " citation leads in both directions. The public split trains on 20 papers a field.",
            2708,
            10556,
            1433,
            7,
            "MIT (kimiyoung/planetoid)",
            "github.com/kimiyoung/planetoid data/ind.cora.*",
            PLANETOID,
            Map.of(
                    "edges",
                    "8e79b09297bd22e67b025fd026788344de1ac3758bc4dc0f9ca4c78f4445089d",
                    "features",
                    "0d27f220b8e99fb8ee7449b73c47e4cb603e718be4cea4b934a45a4ae1234273",
                    "labels",
                    "91f40f63668df93b43b2201d194c9b49be63e580a60feafec8d414aaaa6f5a54",
                    "split_public",
                    "62cae6d6255b5054644bce5930327c68dc1f829d4964a66862c877f1c0cd2e25"));

    private static final GraphInfo CITESEER = new GraphInfo(
            "planetoid-citeseer",
            "CiteSeer: citations between papers on computer science",
            "Nodes are papers, classes their fields. Features say which words of a dictionary a paper holds. Each"
                    + " citation leads in both directions, self-loops left out; 48 papers have none. 15 test papers have"
                    + " no words and class 0. The public split trains on 20 papers a field.",
            3327,
            9104,
            3703,
            6,
            "MIT (kimiyoung/planetoid)",
            "github.com/kimiyoung/planetoid data/ind.citeseer.*",
            PLANETOID,
            Map.of(
                    "edges",
                    "6b17c54e9f2bf0d41e5e503f09010c652b908a6f489fa2dabd954941d969d716",
                    "features",
                    "129d68cb3e73de3d685f2cf4356c490dfd2fb0b636e70ee45e7c7ce6e8542751",
                    "labels",
                    "af0a7de1b22eb75b81a324ba18a59d2e21a54263a5711aea2c3592cb9b330c83",
                    "split_public",
                    "1bab739198d8318f4a036f5e0e6aa652549ded8c3dfe86851a151067eac71e61"));

    static final List<GraphInfo> GRAPHS = List.of(CORA, CITESEER);

    static final List<Entry> ENTRIES = List.of(
            new Entry(METR_LA, () -> EmbeddedSeries.load(METR_LA, true)),
            new Entry(CHICKENPOX, () -> EmbeddedSeries.load(CHICKENPOX, false)),
            generated(
                    "gpvar-g",
                    "GPVAR-G: a process on a graph, one rule for all nodes",
                    "The best forecast is known: MAE 0.3192, RMSE 0.4 in expectation.",
                    Gpvar.global(),
                    new Statistics(0.00003, 0.7386, 0)),
            generated(
                    "gpvar-l",
                    "GPVAR-L: a process on a graph, a rule of its own for each node",
                    "The best forecast is known: MAE 0.3192, RMSE 0.4 in expectation. Out of reach for a model without"
                            + " parameters of the nodes.",
                    Gpvar.local(),
                    new Statistics(0.0028, 1.6363, 0)),
            generated(
                    "gpvar-az",
                    "GPVAR-AZ: the process of the AZ-whiteness test",
                    "The best forecast is known: MAE 0.3192, RMSE 0.4 in expectation. A realisation of our own of the"
                            + " published process.",
                    Gpvar.az(),
                    new Statistics(-0.00006, 1.0589, 0)));

    private Catalogue() {}

    record Entry(DatasetInfo info, Supplier<SpatioTemporalSeries> loader) {}

    private static Entry generated(
            String name, String title, String description, Gpvar process, Statistics statistics) {
        DatasetInfo info = new DatasetInfo(
                name,
                title,
                description,
                process.steps(),
                process.nodes(),
                1,
                process.graph().edgeCount(),
                "steps without a clock",
                "",
                statistics,
                OURS,
                "generated",
                process.mixing() == Gpvar.Mixing.FILTER_ONLY
                        ? "Zambon and Alippi, AZ-whiteness Test, NeurIPS 2022"
                        : "Cini et al., Taming Local Effects in Graph-based Spatiotemporal Forecasting, NeurIPS 2023",
                Map.of());
        return new Entry(info, () -> process.generate().series());
    }
}
