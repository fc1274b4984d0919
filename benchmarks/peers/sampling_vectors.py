"""Writes what PyTorch Geometric's NeighborLoader samples where nothing is left to chance: all neighbours of two hops.

.venv/bin/python sampling_vectors.py ../../graph-core/src/test/resources/neighbor_loader.safetensors
"""

import sys
import warnings

warnings.filterwarnings("ignore", "`torch.jit.script` is deprecated")
warnings.filterwarnings("ignore", "Using 'NeighborSampler' without a 'pyg-lib'")

import torch  # noqa: E402
from safetensors.torch import save_file  # noqa: E402
from torch_geometric.data import Data  # noqa: E402
from torch_geometric.loader import NeighborLoader  # noqa: E402

torch.manual_seed(1)
NODES, EDGES = 60, 150
edges = torch.randint(NODES, (2, EDGES))
# By target, so that the loader has no reason to put edges in another order.
edges = edges[:, torch.sort(edges[1], stable=True).indices]
weights = torch.rand(EDGES)
data = Data(edge_index=edges, edge_attr=weights, num_nodes=NODES)
seeds = torch.randperm(NODES)[:10]
vectors = {"edges": edges, "weights": weights, "seeds": seeds}
for kind in ("directional", "induced", "bidirectional"):
    loader = NeighborLoader(
        data, num_neighbors=[-1, -1], input_nodes=seeds, batch_size=4, subgraph_type=kind, is_sorted=True)
    for number, batch in enumerate(loader):
        name = f"{kind}.{number}"
        vectors[f"{name}.nodes"] = batch.n_id
        vectors[f"{name}.edges"] = batch.e_id
        vectors[f"{name}.ends"] = batch.edge_index
        vectors[f"{name}.weights"] = batch.edge_attr
save_file({name: value.float().contiguous() for name, value in vectors.items()}, sys.argv[1])
