/** What EpiGNN is compared with: recurrent networks over a path, graph networks, the Edge Transformer. */
package io.github.sibyl4j.reasoning.baseline;
