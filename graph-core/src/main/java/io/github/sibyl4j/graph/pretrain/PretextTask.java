package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.tensor.Seed;

/** What an encoder learns from a graph without labels (Ju et al., ICLR 2023, "ParetoGNN"; its names in quotes). */
public enum PretextTask {
    /** "p_recon": the features of masked nodes from the others', as GraphMAE (Hou et al., KDD 2022). */
    FEATURE_RECONSTRUCTION {
        @Override
        Pretext create(int features, int embedding, int head, Seed seed) {
            return new FeatureReconstruction(features, embedding, seed);
        }
    },
    /** "p_ming": nodes against the whole graph, as Deep Graph Infomax (Velickovic et al., ICLR 2019). */
    NODE_GRAPH {
        @Override
        Pretext create(int features, int embedding, int head, Seed seed) {
            return new NodeGraphInformation(embedding, seed);
        }
    },
    /** "p_minsg": a node in one view of its surroundings against all nodes in another, as GRACE (Zhu et al. 2020). */
    NODE_SUBGRAPH {
        @Override
        Pretext create(int features, int embedding, int head, Seed seed) {
            return new SubgraphContrast(embedding, head, seed);
        }
    },
    /** "p_decor": two views alike and dimensions unlike, as CCA-SSG (Zhang et al., NeurIPS 2021). */
    DECORRELATION {
        @Override
        Pretext create(int features, int embedding, int head, Seed seed) {
            return new Decorrelation();
        }
    },
    /** "p_link": edges against random pairs. */
    LINKS {
        @Override
        Pretext create(int features, int embedding, int head, Seed seed) {
            return new LinkReconstruction(embedding, head, seed);
        }
    };

    abstract Pretext create(int features, int embedding, int head, Seed seed);
}
