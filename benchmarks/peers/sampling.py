"""Trains GraphSAGE with PyTorch Geometric's NeighborLoader for `sibyl bench sampling`; see README.md."""

import argparse
import os
import resource
import sys
import time
import warnings

import coprocess

parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--nodes", type=int, required=True)
parser.add_argument("--features", type=int, required=True)
parser.add_argument("--classes", type=int, required=True)
parser.add_argument("--hidden", type=int, required=True)
parser.add_argument("--fan-outs", required=True)
parser.add_argument("--batch", type=int, required=True)
parser.add_argument("--rate", type=float, required=True)
parser.add_argument("--seed", type=int, required=True)
options = parser.parse_args()
for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(options.threads)
for known in ("`torch.jit.script` is deprecated", "Sparse", "Using 'NeighborSampler' without a 'pyg-lib'"):
    warnings.filterwarnings("ignore", known)

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
import torch_geometric  # noqa: E402
from torch_geometric.data import Data  # noqa: E402
from torch_geometric.loader import NeighborLoader  # noqa: E402
from torch_geometric.nn import SAGEConv  # noqa: E402
from torch_geometric.utils import trim_to_layer  # noqa: E402

if not (torch_geometric.typing.WITH_PYG_LIB or torch_geometric.typing.WITH_TORCH_SPARSE):
    sys.exit("NeighborLoader needs pyg-lib or torch-sparse: see setup.sh")
torch.set_num_threads(options.threads)
torch.manual_seed(options.seed)
TRIALS = 6


def column(name, kind):
    return torch.from_numpy(np.fromfile(os.path.join(options.folder, name), dtype=kind))


data = Data(
    x=column("features", "<f4").view(options.nodes, options.features),
    y=column("labels", "<i4").long(),
    edge_index=torch.stack([column("source", "<i4"), column("target", "<i4")]).long(),
    num_nodes=options.nodes)
train, validation = column("train", "<i4").long(), column("validation", "<i4").long()
fan_outs = [int(fan_out) for fan_out in options.fan_outs.split(",")]


class Some(torch.utils.data.Sampler):
    """So many of the training nodes, other ones every time."""

    def __init__(self):
        self.count = 0

    def __iter__(self):
        return iter(torch.randperm(train.numel())[:self.count].tolist())

    def __len__(self):
        return self.count


some = Some()


def loader(workers):
    extra = {"num_workers": workers, "persistent_workers": True} if workers else {}
    return NeighborLoader(data, num_neighbors=fan_outs, input_nodes=train, batch_size=options.batch, sampler=some, **extra)


def hops(batch):
    """How many nodes and edges were found at each hop, which torch-sparse does not say: both come hop by hop."""
    if "num_sampled_nodes" in batch:
        return batch.num_sampled_nodes, batch.num_sampled_edges
    source, target = batch.edge_index
    nodes, edges = [batch.batch_size], []
    upto, begin = batch.batch_size, 0
    for _ in fan_outs:
        end = int(torch.searchsorted(target, upto))
        found = max(upto, int(source[begin:end].max()) + 1) if end > begin else upto
        nodes.append(found - upto)
        edges.append(end - begin)
        upto, begin = found, end
    return nodes, edges


class Sage(torch.nn.Module):
    def __init__(self):
        super().__init__()
        widths = [options.features] + [options.hidden] * (len(fan_outs) - 1) + [options.classes]
        self.convs = torch.nn.ModuleList(SAGEConv(i, o) for i, o in zip(widths, widths[1:]))

    def forward(self, batch, sparse):
        x, edges = batch.x, batch.edge_index
        nodes, counts = hops(batch)
        for i, conv in enumerate(self.convs):
            x, edges, _ = trim_to_layer(i, nodes, counts, x, edges)
            if sparse:
                # Sampled edges come by target, which is the order that the matrix needs.
                matrix = SparseTensor(row=edges[1], col=edges[0], sparse_sizes=(x.size(0), x.size(0)), is_sorted=True)
                x = conv(x, matrix)
            else:
                x = conv(x, edges)
            x = x.relu() if i < len(self.convs) - 1 else x
        return x[:batch.batch_size]


model = Sage()
optimiser = torch.optim.Adam(model.parameters(), lr=options.rate, fused=True)
losses = []


def epoch(batches, sparse, steps):
    """The seconds of every step, what it waits for its batch included."""
    some.count = steps * options.batch
    times = []
    start = time.perf_counter()
    for batch in batches:
        optimiser.zero_grad()
        loss = F.cross_entropy(model(batch, sparse), batch.y[:batch.batch_size])
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        now = time.perf_counter()
        times.append(now - start)
        start = now
    return times


def accuracy():
    """Of the validation nodes, from all their neighbours."""
    right = 0
    whole = NeighborLoader(data, num_neighbors=[-1] * len(fan_outs), input_nodes=validation, batch_size=options.batch)
    with torch.inference_mode():
        for batch in whole:
            right += int((model(batch, forms["sparse"]).argmax(-1) == batch.y[:batch.batch_size]).sum())
    return right / validation.numel()


# The fastest way that PyTorch Geometric offers counts: edge list or sparse matrix, with or without processes that sample.
forms = {"sparse": False}
loaders = {0: loader(0)}
tried = {}
kinds = [False]
if torch_geometric.typing.WITH_TORCH_SPARSE:
    from torch_sparse import SparseTensor
    kinds.append(True)
for kind in kinds:
    epoch(loaders[0], kind, 2)
    tried["sparse matrix" if kind else "edge list"] = sum(epoch(loaders[0], kind, TRIALS)) / TRIALS
forms["sparse"] = len(kinds) > 1 and tried["sparse matrix"] < tried["edge list"]
for workers in range(1, options.threads + 1):
    loaders[workers] = loader(workers)
    epoch(loaders[workers], forms["sparse"], 2)
    tried[f"{workers} workers"] = sum(epoch(loaders[workers], forms["sparse"], TRIALS)) / TRIALS
by_workers = {0: min(tried["edge list"], tried.get("sparse matrix", float("inf")))}
by_workers.update({workers: tried[f"{workers} workers"] for workers in range(1, options.threads + 1)})
chosen = min(by_workers, key=by_workers.get)
loaders = {chosen: loaders[chosen]}
# The trials have trained the model; what counts begins anew.
for conv in model.convs:
    conv.reset_parameters()
optimiser = torch.optim.Adam(model.parameters(), lr=options.rate, fused=True)

coprocess.say({
    "torch": torch.__version__, "torch_geometric": torch_geometric.__version__, "threads": torch.get_num_threads(),
    "sampler": "pyg-lib" if torch_geometric.typing.WITH_PYG_LIB else "torch-sparse",
    "form": "sparse matrix" if forms["sparse"] else "edge list", "workers": chosen,
    "tried_ms": {name: seconds * 1e3 for name, seconds in tried.items()}})
losses.clear()
for line in sys.stdin:
    command, *count = line.split()
    if command == "quit":
        break
    if command == "round":
        coprocess.say({"times_ms": [seconds * 1e3 for seconds in epoch(loaders[chosen], forms["sparse"], int(count[0]))]})
    elif command == "loss":
        coprocess.say({"loss": sum(losses) / len(losses)})
        losses.clear()
    elif command == "accuracy":
        coprocess.say({"accuracy": accuracy()})
    elif command == "memory":
        helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        coprocess.say({"peak_rss_mb": coprocess.process_mb(), "helpers_mb": helpers})
