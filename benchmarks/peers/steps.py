"""Steps of PyTorch and PyTorch Geometric for the rows of `sibyl bench ops`, `models` and `graphs`; see README.md."""

import argparse
import csv
import gzip
import math
import os
import sys
import time
import warnings

import coprocess

parser = argparse.ArgumentParser()
parser.add_argument("--row", required=True)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--graphs")
parser.add_argument("--compile", action="store_true")
options = parser.parse_args()
for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(options.threads)

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(options.threads)
torch.manual_seed(1)
if options.row.startswith(("gcn", "sage", "gat", "sf")):
    import torch_geometric.nn as pyg  # noqa: E402
    from torch_geometric.utils import to_torch_csr_tensor  # noqa: E402

BASE_MB = coprocess.process_mb()
notes = {}
warnings.filterwarnings("ignore", "Sparse CSR tensor support is in beta")
compiled = torch.compile if options.compile else (lambda function: function)


def inference(function):
    def step():
        with torch.inference_mode():
            function()

    return step


def train(function, *leaves):
    def step():
        for leaf in leaves:
            leaf.grad = None
        function().sum().backward()

    return step


def model_step(parameters, loss):
    optimiser = torch.optim.Adam(parameters, lr=1e-3, fused=True)

    def step():
        optimiser.zero_grad()
        loss().backward()
        optimiser.step()

    return step


gain, bias = torch.rand(1000, requires_grad=True), torch.rand(1000, requires_grad=True)
FUNCTIONS = {
    "add": lambda x: x + x, "exp": torch.exp, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "gelu": F.gelu,
    "softmax": lambda x: F.softmax(x, -1), "layernorm": lambda x: F.layer_norm(x, (1000,), gain, bias),
}


def rows_of(*path):
    with gzip.open(os.path.join(options.graphs, *path), "rt") as file:
        return list(csv.reader(file))[1:]


FOLDERS = {
    "pubmed": "planetoid-pubmed", "github": "github", "citeseer": "citeseer-full", "photo": "amazon-photo",
}


def graph(name):
    folder = FOLDERS[name]
    edges = torch.tensor([[int(a), int(b)] for a, b in rows_of(folder, "edges.csv.gz")]).t()
    labels = torch.tensor([int(label) for _, label in rows_of(folder, "labels.csv.gz")])
    if name == "pubmed":
        generator = np.random.default_rng(7)
        x = torch.tensor((generator.random((19717, 500)) < 0.1) * generator.random((19717, 500)), dtype=torch.float32)
    else:
        words = [[int(word) for word in words.split()] for _, words in rows_of(folder, "features.csv.gz")]
        x = torch.zeros(len(words), 1 + max(map(max, filter(None, words))))
        for node, own in enumerate(words):
            x[node, own] = 1
    if name == "github":
        # Of 4,005 words a node has some twenty: the dense product takes ten times as long. The other graphs' features are
        # dense as PyTorch Geometric's data sets have them.
        x = x.to_sparse_csr()
    return x, torch.cat([edges, edges.flip(0)], 1), labels


def s4_block(batch=64, width=64, length=360, modes=64):
    """u + S4(LayerNorm(u)) as in TSDiff, [batch, channel, time].

    The sums over modes are batched products with one matrix of reciprocals a channel, three times as fast for the whole
    block as the reference's broadcast sums.
    """
    randn = torch.randn
    p = {
        "log_dt": math.log(0.001) + (math.log(0.1) - math.log(0.001)) * torch.rand(width),
        "inv_w_real": torch.full((width, modes), math.log(0.5)),
        "w_imag": -torch.logspace(-0.6, 3.7, modes).repeat(width, 1),
        "B": randn(1, width, modes, 2), "P": randn(1, width, modes, 2), "C": randn(2, width, modes, 2),
        "D": randn(width), "weight": randn(width, width) / 8, "bias": randn(width) / 8,
        "gain": torch.ones(width), "shift": torch.zeros(width), "u": randn(batch, width, length),
    }
    for value in p.values():
        value.requires_grad_()
    omega = torch.exp(-2j * math.pi * torch.arange(length // 2 + 1) / length)
    z = 2 * (1 - omega) / (1 + omega)
    # The highest frequency of an even length has no finite z: the two sums meet there in their limit.
    z[-1] = 2 * (1 - omega[-1]) * 1e6
    factor = 2 / (1 + omega)
    factor[-1] = 1e6

    def cauchy(v, shifted, w):
        v, w = torch.cat([v, v.conj()], -1), torch.cat([w, w.conj()], -1)
        inverse = 1 / (shifted[:, None, :] - w[..., None])
        rows = v.flatten(0, 1).transpose(0, 1)
        return torch.bmm(rows, inverse).transpose(0, 1).unflatten(0, v.shape[:2])

    def kernels():
        dt = p["log_dt"].exp()
        w = torch.complex(-p["inv_w_real"].exp(), p["w_imag"])
        b, low, c = (torch.view_as_complex(p[name]) for name in ("B", "P", "C"))
        v = torch.cat([b, low])[:, None] * torch.cat([c, low.conj()])[None]
        r = cauchy(v, z / dt[:, None], w)
        spectrum = factor * (r[0, :2] - r[0, 2:] * r[1, :2] / (1 + r[1, 2:]))
        return torch.fft.irfft(spectrum, length)

    def forward():
        u = p["u"]
        x = F.layer_norm(u.transpose(1, 2), (width,), p["gain"], p["shift"]).transpose(1, 2)
        k0, k1 = kernels()
        kernel = torch.cat([k0, k1.flip(-1)], -1)
        y = torch.fft.irfft(torch.fft.rfft(x, 2 * length) * torch.fft.rfft(kernel, 2 * length), 2 * length)
        y = F.gelu(y[..., :length] + p["D"][:, None] * x)
        return u + F.conv1d(y, p["weight"][..., None], p["bias"])

    return train(compiled(forward), *p.values())


class SparseLinear(torch.nn.Module):
    """A layer's product with features in a sparse layout, which torch.nn.Linear does not take."""

    def __init__(self, linear):
        super().__init__()
        self.weight = linear.weight

    def forward(self, x):
        return torch.sparse.mm(x, self.weight.t())


class SageOfSparse(torch.nn.Module):
    """SAGEConv with the products before the mean, since it takes no features in a sparse layout; both in one product."""

    def __init__(self, columns, width):
        super().__init__()
        layer = pyg.SAGEConv(columns, width)
        self.weight = torch.nn.Parameter(torch.cat([layer.lin_l.weight, layer.lin_r.weight]).detach().t().contiguous())
        self.bias = layer.lin_l.bias
        self.mean = pyg.SimpleConv(aggr="mean")

    def forward(self, x, edges):
        heard, own = torch.sparse.mm(x, self.weight).chunk(2, 1)
        return self.mean(heard, edges) + self.bias + own


def graph_step(kind, x, edges, labels):
    classes = int(labels.max()) + 1
    sparse = x.layout != torch.strided
    activation = F.elu if kind == "gat" else F.relu
    if kind == "gcn":
        first, second = pyg.GCNConv(x.shape[1], 64, cached=True), pyg.GCNConv(64, classes, cached=True)
    elif kind == "sage":
        first = (SageOfSparse if sparse else pyg.SAGEConv)(x.shape[1], 64)
        second = pyg.SAGEConv(64, classes)
    else:
        first, second = pyg.GATConv(x.shape[1], 8, heads=8), pyg.GATConv(64, classes, heads=1)
    if sparse and kind != "sage":
        first.lin = SparseLinear(first.lin)
    parameters = [*first.parameters(), *second.parameters()]
    return model_step(parameters, compiled(lambda: F.cross_entropy(second(activation(first(x, edges)), edges), labels)))


def forms(edges, nodes):
    return {"edge list": edges, "sparse csr": to_torch_csr_tensor(edges.flip(0), size=(nodes, nodes))}


def single_forward(name, layer):
    """An epoch of one layer of SF as the reference trains it: GCNConv(x, edge list), nothing kept from epoch to epoch.

    The layers before are as they were drawn: how long an epoch takes does not depend on what they have learned. The input
    has rows of length 1, which the reference makes anew in every epoch.
    """
    x, edges, labels = graph(name)
    nodes, classes = x.shape[0], int(labels.max()) + 1
    parts = torch.tensor([int(row[1]) for row in rows_of(FOLDERS[name], "node_splits.csv.gz")])
    train = (parts == 0).nonzero().flatten()
    joins = torch.stack([train, nodes + labels[train]])
    edges = torch.cat([edges, joins, joins.flip(0)], 1)
    x = torch.cat([x, torch.randn(classes, x.shape[1])])

    def epochs(edges_or_matrix, cached):
        h = x
        for depth in range(layer):
            conv = pyg.GCNConv(h.shape[1], 128, cached=cached)
            rows = (h / (h.norm(dim=1, keepdim=True) + 1e-8)).detach()
            h = F.relu(conv(rows, edges_or_matrix)).detach()
        optimiser = torch.optim.Adam(conv.parameters(), lr=1e-3, weight_decay=5e-4, fused=True)

        def step():
            optimiser.zero_grad()
            z = F.relu(conv(rows, edges_or_matrix))
            F.cross_entropy(z[train] @ z[nodes:].t(), labels[train]).backward()
            optimiser.step()

        return step

    step = epochs(edges, False)
    matrix = forms(edges, x.shape[0])["sparse csr"]
    # What the reference leaves out, for whom it interests: a matrix, normalised once.
    notes["sparse csr, cached normalisation, ms"] = seconds(epochs(matrix, True)) * 1e3
    return step


def seconds(step):
    step()
    start = time.perf_counter()
    step()
    step()
    return (time.perf_counter() - start) / 2


def fastest(candidates):
    """PyTorch Geometric takes a graph in several forms, and which is fast depends on the layer: the best one counts."""
    tried = {}
    for name, candidate in candidates.items():
        tried[name] = seconds(candidate) * 1e3
    chosen = min(tried, key=tried.get)
    notes.update({"graph": chosen, "graph_tried_ms": tried})
    return candidates[chosen]


def make(row):
    kind, *rest = row.split()
    if kind == "gemm":
        m, n, k = (int(size) for size in rest[0].split("x"))
        a, b = torch.rand(m, k), torch.rand(k, n)
        return inference(lambda: a @ b)
    if kind in FUNCTIONS:
        function = compiled(FUNCTIONS[kind])
        x = torch.rand(1000, 1000, requires_grad=bool(rest))
        leaves = (x, gain, bias) if kind == "layernorm" else (x,)
        return train(lambda: function(x), *leaves) if rest else inference(lambda: function(x))
    if kind == "sum":
        x = torch.rand(1000, 1000)
        return inference(lambda: x.sum(1 if rest[0] == "last" else 0))
    if kind == "adam":
        p = torch.rand(1000, 1000, requires_grad=True)
        p.grad = torch.rand(1000, 1000)
        return torch.optim.Adam([p], lr=1e-3, fused=True).step
    if kind == "long":
        u = torch.rand(64, 64, 360, requires_grad=True)
        k0, k1 = torch.rand(64, 360, requires_grad=True), torch.rand(64, 360, requires_grad=True)

        def convolve():
            kernel = torch.cat([k0, k1.flip(-1)], -1)
            return torch.fft.irfft(torch.fft.rfft(u, 720) * torch.fft.rfft(kernel, 720), 720)[..., :360]

        return train(compiled(convolve), u, k0, k1)
    if kind == "s4":
        return s4_block()
    if kind == "gru":
        gru = torch.nn.GRU(64, 64)
        x = torch.rand(12, 13248, 64, requires_grad=True)
        return train(lambda: gru(x)[1], x, *gru.parameters())
    if kind == "lstm":
        lstm = torch.nn.LSTM(64, 64)
        x = torch.rand(12, 13248, 64, requires_grad=True)
        return train(lambda: lstm(x)[1][0], x, *lstm.parameters())
    if kind == "mlp":
        layers = [torch.nn.Linear(64, 64) for _ in range(3)]
        net = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1], torch.nn.ReLU(), layers[2])
        run = compiled(net)
        x, y = torch.rand(int(rest[0]), 64), torch.rand(int(rest[0]), 64)
        return model_step(net.parameters(), lambda: F.mse_loss(run(x), y))
    if kind in ("gcn", "sage", "gat"):
        x, edges, labels = graph(rest[0])
        return fastest({form: graph_step(kind, x, edges_or_matrix, labels)
                        for form, edges_or_matrix in forms(edges, x.shape[0]).items()})
    if kind == "sf":
        return single_forward(rest[0], int(rest[2]))
    sys.exit(f"there is no row {row!r}")


step = make(options.row)
step()
coprocess.serve(step, {
    "row": options.row, "torch": torch.__version__, "threads": torch.get_num_threads(),
    "blas": torch.backends.mkl.is_available() and "MKL" or "other", **notes}, BASE_MB)
