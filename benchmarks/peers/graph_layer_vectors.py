"""Writes inputs, parameters, outputs and gradients of PyTorch Geometric's layers for PyGeometricReferenceTest.

usage: graph_layer_vectors.py ../../graph-core/src/test/resources/graph_layers.safetensors

Everything is drawn as float32 from a fixed seed and computed in float64, and the results are rounded to float32. The loss is
the sum of the outputs times sin(1), sin(2), ... in row-major order, so that no two of them have the same gradient.

The tensors of a case are named CASE@GRAPH/TENSOR, those of parts without a graph or with a batch of graphs CASE!single/TENSOR
and CASE!batch/TENSOR, those of a bipartite graph CASE%GRAPH/TENSOR. Graphs are graph/NAME/edges [2, edge] (source above target), weight [edge],
type [1, edge] and features [edge, 2]. The file is written by hand, since safetensors is a header of JSON and raw floats.
"""

import json
import struct
import sys

import torch
from torch_geometric import nn as pyg

IN, OUT, EDGE = 3, 4, 2
RELATIONS = 3
torch.manual_seed(1)
tensors = {}


def record(name, tensor):
    tensors[name] = tensor.detach().float()


def draw(*shape):
    return torch.randn(*shape).double()


class Graph:
    def __init__(self, name, nodes, edges):
        self.name, self.nodes = name, nodes
        self.edges = torch.tensor(edges, dtype=torch.long).reshape(-1, 2).t().contiguous()
        count = self.edges.shape[1]
        self.weight = (torch.rand(count) + 0.5).double()
        self.type = torch.arange(count) * 7 % 5 % RELATIONS
        self.features = draw(count, EDGE)
        record(f"graph/{name}/nodes", torch.tensor([float(nodes)]))
        for part in ("edges", "weight", "type", "features"):
            value = getattr(self, part)
            record(f"graph/{name}/{part}", value[None] if part == "type" else value)


# Node 5 is isolated, node 6 hears only itself, 0 -> 1 is there three times, 2 has two edges to itself, 4 hears nobody.
AWKWARD = Graph(
    "awkward",
    7,
    [(0, 1), (3, 2), (0, 1), (2, 2), (1, 0), (2, 0), (4, 3), (6, 6), (0, 1), (2, 3), (4, 1), (2, 2), (3, 0)],
)
# The same without the second loop of node 2: of parallel loops GCN's normalisation in PyTorch Geometric keeps an arbitrary one.
LOOPS = Graph("loops", 7, [(0, 1), (3, 2), (0, 1), (2, 2), (1, 0), (2, 0), (4, 3), (6, 6), (0, 1), (2, 3), (4, 1), (3, 0)])
EDGELESS = Graph("edgeless", 3, [])
EMPTY = Graph("empty", 0, [])
GRAPHS = [AWKWARD, EDGELESS, EMPTY]
SIMPLE = [LOOPS, EDGELESS, EMPTY]


def mlp(width, out):
    return torch.nn.Sequential(torch.nn.Linear(width, 5), torch.nn.ELU(), torch.nn.Linear(5, out))


def values(output):
    """The sum of all outputs, each times a factor of its own."""
    flat = output.reshape(-1)
    return (flat * torch.sin(torch.arange(1, len(flat) + 1, dtype=torch.float64))).sum()


def finish(name, module, inputs, output):
    if output.numel() and output.requires_grad:
        values(output).backward()
    record(f"{name}/out", output)
    for key, tensor in inputs.items():
        record(f"{name}/{key}", tensor)
        record(f"{name}/{key}.grad", torch.zeros_like(tensor) if tensor.grad is None else tensor.grad)
    seen = set()
    for key, tensor in module.state_dict(keep_vars=True).items():
        if id(tensor) in seen:  # a part under two names, as with share_weights
            continue
        seen.add(id(tensor))
        record(f"{name}/param.{key}", tensor)
        if tensor.requires_grad:
            record(f"{name}/grad.{key}", torch.zeros_like(tensor) if tensor.grad is None else tensor.grad)


def shuffled(make):
    """A layer whose zeros have become random numbers, in float32's values but double precision."""
    module = make().float()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn_like(parameter) / 2)
    return module.double()


def case(name, make, graphs=GRAPHS, width=IN, weighted=False, typed=False, featured=False, keywords=None):
    for graph in graphs:
        module = shuffled(make)
        inputs = {"x": draw(graph.nodes, width).requires_grad_()}
        arguments = [inputs["x"], graph.edges]
        if weighted:
            arguments.append(graph.weight)
        if typed:
            arguments.append(graph.type)
        if featured:
            inputs["edge_features"] = graph.features.clone().requires_grad_()
            arguments.append(inputs["edge_features"])
        try:
            output = module(*arguments, **(keywords or {}))
        except Exception as problem:  # a graph that this layer cannot take in PyTorch Geometric
            print(f"left out {name}@{graph.name}: {type(problem).__name__}: {problem}")
            continue
        finish(f"{name}@{graph.name}", module, inputs, output)


case("gcn", lambda: pyg.GCNConv(IN, OUT), SIMPLE)
case("gcn-weighted", lambda: pyg.GCNConv(IN, OUT), SIMPLE, weighted=True)
case("gcn-improved", lambda: pyg.GCNConv(IN, OUT, improved=True), SIMPLE, weighted=True)
case("gcn-no-loops", lambda: pyg.GCNConv(IN, OUT, add_self_loops=False), weighted=True)
case("gcn-plain", lambda: pyg.GCNConv(IN, OUT, normalize=False, bias=False), weighted=True)

for aggregation in "mean", "max", "sum":
    case(f"sage-{aggregation}", lambda: pyg.SAGEConv(IN, OUT, aggr=aggregation))
    case(f"graph-{aggregation}", lambda: pyg.GraphConv(IN, OUT, aggr=aggregation), weighted=True)
case("sage-normalize", lambda: pyg.SAGEConv(IN, OUT, normalize=True, root_weight=False))
case("sage-project", lambda: pyg.SAGEConv(IN, OUT, aggr="max", project=True, bias=False))

for layer, make in ("gat", pyg.GATConv), ("gatv2", pyg.GATv2Conv):
    case(layer, lambda: make(IN, OUT))
    case(f"{layer}-heads", lambda: make(IN, OUT, heads=3, negative_slope=0.1))
    case(f"{layer}-averaged", lambda: make(IN, OUT, heads=2, concat=False, bias=False))
    case(f"{layer}-no-loops", lambda: make(IN, OUT, heads=2, add_self_loops=False, residual=True))
    case(f"{layer}-edges", lambda: make(IN, OUT, heads=2, edge_dim=EDGE), featured=True)
    case(f"{layer}-edges-no-loops", lambda: make(IN, OUT, edge_dim=EDGE, add_self_loops=False), featured=True)

case("gin", lambda: pyg.GINConv(mlp(IN, OUT), eps=0.3))
case("gin-train-eps", lambda: pyg.GINConv(mlp(IN, OUT), train_eps=True))

for k in 1, 2, 4:
    case(f"cheb-{k}", lambda: pyg.ChebConv(IN, OUT, k), weighted=True, keywords={"lambda_max": 2.0})
case("cheb-lambda", lambda: pyg.ChebConv(IN, OUT, 3, bias=False), keywords={"lambda_max": 1.6})

case("rgcn", lambda: pyg.RGCNConv(IN, OUT, RELATIONS), typed=True)
case("rgcn-bases", lambda: pyg.RGCNConv(IN, OUT, RELATIONS, num_bases=2), typed=True)
case("rgcn-blocks", lambda: pyg.RGCNConv(4, 6, RELATIONS, num_blocks=2), typed=True, width=4)
case("rgcn-sum", lambda: pyg.RGCNConv(IN, OUT, RELATIONS, aggr="sum", root_weight=False), typed=True)
case("rgcn-max", lambda: pyg.RGCNConv(IN, OUT, RELATIONS, aggr="max", bias=False), typed=True)

case("transformer", lambda: pyg.TransformerConv(IN, OUT))
case("transformer-beta", lambda: pyg.TransformerConv(IN, OUT, heads=3, beta=True))
case("transformer-averaged", lambda: pyg.TransformerConv(IN, OUT, heads=2, concat=False, beta=True, bias=False))
case("transformer-edges", lambda: pyg.TransformerConv(IN, OUT, heads=2, edge_dim=EDGE), featured=True)
case("transformer-no-root", lambda: pyg.TransformerConv(IN, OUT, root_weight=False))

case("edge", lambda: pyg.EdgeConv(mlp(2 * IN, OUT)))
case("edge-mean", lambda: pyg.EdgeConv(mlp(2 * IN, OUT), aggr="mean"))
case("appnp", lambda: pyg.APPNP(3, 0.2), SIMPLE)
case("appnp-no-loops", lambda: pyg.APPNP(3, 0.2, add_self_loops=False), weighted=True)
case("sg", lambda: pyg.SGConv(IN, OUT, K=2), SIMPLE, weighted=True)
case("sg-narrow", lambda: pyg.SGConv(IN, 2, K=3, add_self_loops=False))
case("gated", lambda: pyg.GatedGraphConv(OUT, 3), weighted=True)
case("gated-max", lambda: pyg.GatedGraphConv(OUT, 2, aggr="max"), width=OUT)

BATCH = [AWKWARD, EMPTY, EDGELESS, LOOPS]
FIRST = [sum(graph.nodes for graph in BATCH[:i]) for i in range(len(BATCH))]
GRAPH_OF = torch.tensor([i for i, graph in enumerate(BATCH) for _ in range(graph.nodes)])
ALL_EDGES = torch.cat([graph.edges + first for graph, first in zip(BATCH, FIRST)], 1)


def batched(name, make, call):
    """A part that works on the graphs awkward, empty, edgeless and loops at once."""
    module = shuffled(make)
    x = draw(len(GRAPH_OF), IN).requires_grad_()
    output = call(module, x)
    if isinstance(output, tuple):
        output, edges, _, graph_of, kept, _ = output
        record(f"{name}!batch/edges", edges)
        record(f"{name}!batch/graph_of", graph_of[None])
        record(f"{name}!batch/kept", kept[None])
    finish(f"{name}!batch", module, {"x": x}, output)


def single(name, make, rows=6):
    module = shuffled(make)
    x = draw(rows, IN).requires_grad_()
    finish(f"{name}!single", module, {"x": x}, module(x))


for name, make in (
    ("graph-norm", lambda: pyg.GraphNorm(IN)),
    ("pair-norm", lambda: pyg.PairNorm()),
    ("pair-norm-individually", lambda: pyg.PairNorm(2.5, True)),
):
    single(name, make)
    batched(name, make, lambda module, x: module(x, GRAPH_OF, batch_size=len(BATCH)))
for name, pool in ("sum", pyg.global_add_pool), ("mean", pyg.global_mean_pool), ("max", pyg.global_max_pool):
    batched(f"pool-{name}", torch.nn.Identity, lambda module, x: pool(x, GRAPH_OF, size=len(BATCH)))
for name, make in (
    ("top-k", lambda: pyg.TopKPooling(IN)),
    ("top-k-two", lambda: pyg.TopKPooling(IN, ratio=2, multiplier=1.5)),
    ("top-k-score", lambda: pyg.TopKPooling(IN, min_score=0.2)),
    ("sag", lambda: pyg.SAGPooling(IN, ratio=0.7)),
):
    batched(name, make, lambda module, x: module(x, ALL_EDGES, batch=GRAPH_OF))

for mode in "cat", "max", "lstm":
    module = shuffled(lambda: pyg.JumpingKnowledge(mode, IN, 4))
    layers = {f"x{i}": draw(5, IN).requires_grad_() for i in range(4)}
    finish(f"jk-{mode}!single", module, layers, module(list(layers.values())))

SOURCE_IN, TARGET_IN = 3, 5


class Bipartite:
    def __init__(self, name, sources, targets, edges):
        self.name, self.sources, self.targets = name, sources, targets
        self.edges = torch.tensor(edges, dtype=torch.long).reshape(-1, 2).t().contiguous()
        self.weight = (torch.rand(self.edges.shape[1]) + 0.5).double()
        self.features = draw(self.edges.shape[1], EDGE)
        record(f"bipartite/{name}/nodes", torch.tensor([float(sources), float(targets)]))
        for part in ("edges", "weight", "features"):
            record(f"bipartite/{name}/{part}", getattr(self, part))


# Parallel edges, edges between nodes of one number, a source and a target without edges.
BIPARTITE = [
    Bipartite("few", 4, 6, [(0, 5), (1, 1), (3, 0), (0, 5), (1, 5), (3, 3), (0, 1), (1, 4)]),
    Bipartite("many", 6, 4, [(5, 0), (1, 1), (0, 3), (5, 0), (5, 1), (3, 3), (1, 0)]),
    Bipartite("edgeless", 2, 3, []),
    Bipartite("empty", 0, 0, []),
]


def pair(name, make, widths=(SOURCE_IN, TARGET_IN), weighted=False, featured=False):
    for graph in BIPARTITE:
        module = shuffled(make)
        inputs = {"source": draw(graph.sources, widths[0]), "target": draw(graph.targets, widths[1])}
        if featured:
            inputs["edge_features"] = graph.features.clone()
        for tensor in inputs.values():
            tensor.requires_grad_()
        more = [graph.weight] if weighted else [inputs["edge_features"]] if featured else []
        try:
            output = module((inputs["source"], inputs["target"]), graph.edges, *more)
        except Exception as problem:  # a graph that this layer cannot take in PyTorch Geometric
            print(f"left out {name}%{graph.name}: {type(problem).__name__}: {problem}")
            continue
        finish(f"{name}%{graph.name}", module, inputs, output)


WIDTHS = (SOURCE_IN, TARGET_IN)
for aggregation in "mean", "max", "sum":
    pair(f"sage-{aggregation}", lambda: pyg.SAGEConv(WIDTHS, OUT, aggr=aggregation))
    pair(f"graph-{aggregation}", lambda: pyg.GraphConv(WIDTHS, OUT, aggr=aggregation), weighted=True)
pair("gat", lambda: pyg.GATConv(WIDTHS, OUT, heads=2, add_self_loops=False))
pair("gat-loops", lambda: pyg.GATConv(WIDTHS, OUT, heads=2, residual=True))
pair("gat-edges", lambda: pyg.GATConv(WIDTHS, OUT, edge_dim=EDGE, add_self_loops=False), featured=True)
pair("gat-edges-loops", lambda: pyg.GATConv(WIDTHS, OUT, edge_dim=EDGE), featured=True)
pair("gat-shared", lambda: pyg.GATConv(IN, OUT, heads=2, concat=False), widths=(IN, IN))
pair("gatv2", lambda: pyg.GATv2Conv(WIDTHS, OUT, heads=2, add_self_loops=False))
pair("gatv2-loops", lambda: pyg.GATv2Conv(WIDTHS, OUT, heads=2, residual=True))
pair("gatv2-edges", lambda: pyg.GATv2Conv(WIDTHS, OUT, edge_dim=EDGE, add_self_loops=False), featured=True)
pair("gin", lambda: pyg.GINConv(mlp(IN, OUT), train_eps=True), widths=(IN, IN))
pair("transformer", lambda: pyg.TransformerConv(WIDTHS, OUT, heads=2, beta=True))
pair("transformer-edges", lambda: pyg.TransformerConv(WIDTHS, OUT, edge_dim=EDGE), featured=True)
pair("edge", lambda: pyg.EdgeConv(mlp(2 * IN, OUT)), widths=(IN, IN))

NODES = {"paper": (5, 3), "author": (4, 2)}
EDGES = {
    ("paper", "cites", "paper"): [(0, 1), (1, 1), (4, 1), (2, 0)],
    ("author", "writes", "paper"): [(0, 0), (1, 0), (3, 4), (0, 0)],
    ("author", "likes.much", "paper"): [(2, 1), (2, 0)],
    ("paper", "rev", "author"): [(0, 0), (4, 3)],
}
for aggregation in "sum", "mean", "max":
    module = shuffled(
        lambda: pyg.HeteroConv(
            {
                ("paper", "cites", "paper"): pyg.GATConv(3, OUT),
                ("author", "writes", "paper"): pyg.SAGEConv((2, 3), OUT),
                ("author", "likes.much", "paper"): pyg.GATv2Conv((2, 3), OUT, add_self_loops=False),
                ("paper", "rev", "author"): pyg.GraphConv((3, 2), OUT),
            },
            aggr=aggregation,
        )
    )
    x = {name: draw(*shape).requires_grad_() for name, shape in NODES.items()}
    edges = {name: torch.tensor(pairs).t() for name, pairs in EDGES.items()}
    output = module(x, edges)
    finish(f"hetero-{aggregation}!single", module, x, torch.cat([output["paper"], output["author"]]))

# Cases that came later are drawn last, so that those before keep their numbers.
case("gatv2-shared", lambda: pyg.GATv2Conv(IN, OUT, heads=2, share_weights=True))
case("gatv2-shared-edges", lambda: pyg.GATv2Conv(IN, OUT, edge_dim=EDGE, share_weights=True), featured=True)
pair("gatv2-shared", lambda: pyg.GATv2Conv(IN, OUT, heads=2, add_self_loops=False, share_weights=True), widths=(IN, IN))

module = shuffled(
    lambda: pyg.HeteroConv(
        {
            ("paper", "cites", "paper"): pyg.GATConv(3, OUT, edge_dim=EDGE),
            ("author", "writes", "paper"): pyg.TransformerConv((2, 3), OUT, edge_dim=EDGE),
            ("author", "likes.much", "paper"): pyg.SAGEConv((2, 3), OUT),
            ("paper", "rev", "author"): pyg.GATv2Conv((3, 2), OUT, edge_dim=EDGE, add_self_loops=False),
        },
        aggr="sum",
    )
)
x = {name: draw(*shape).requires_grad_() for name, shape in NODES.items()}
edges = {name: torch.tensor(pairs).t() for name, pairs in EDGES.items()}
features = {name: draw(len(pairs), EDGE).requires_grad_() for name, pairs in EDGES.items() if "likes" not in name[1]}
output = module(x, edges, edge_attr_dict=features)
inputs = dict(x, **{name[1]: value for name, value in features.items()})
finish("hetero-edges!single", module, inputs, torch.cat([output["paper"], output["author"]]))

header, data = {}, b""
for name, tensor in tensors.items():
    flat = tensor.flatten().tolist()
    begin = len(data)
    data += struct.pack(f"<{len(flat)}f", *flat)
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, len(data)]}
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[1], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
