"""Steps of TTS-IMP in plain PyTorch: the peer of Sibyl's.

usage: tts_imp_step.py --edges edges.csv [--batch 64] [--embedding 32] [--threads 2] [--compile]

The model is the reference architecture of "Taming Local Effects in Graph-based Spatiotemporal Forecasting" (Cini et al.,
NeurIPS 2023): linear encoder, one GRU layer, two graph convolutions with root weight (random-walk normalisation), MLP
decoder, ELU. A step is forward, mean absolute error in data units, backward, gradient clipping at 5, Adam. With a batch of
1 it is a forecast: forward alone, in inference mode.

It works as a co-process, see README.md.
"""

import argparse
import csv
import math
import os
import time
import warnings

import coprocess

arguments = argparse.ArgumentParser()
arguments.add_argument("--edges", required=True, help="CSV with the columns src,dst,distance,weight; src receives")
arguments.add_argument("--nodes", type=int, default=207)
arguments.add_argument("--batch", type=int, default=64)
arguments.add_argument("--window", type=int, default=12)
arguments.add_argument("--horizon", type=int, default=12)
arguments.add_argument("--hidden", type=int, default=64)
arguments.add_argument("--embedding", type=int, default=32)
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--compile", action="store_true")
options = arguments.parse_args()
for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(options.threads)

import torch  # noqa: E402  (after the thread settings, which it reads once)
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

torch.set_num_threads(options.threads)
BASE_MB = coprocess.process_mb()
warnings.filterwarnings("ignore", "Sparse CSR tensor support is in beta")
torch.manual_seed(0)
N, B, W, H = options.nodes, options.batch, options.window, options.horizon
hidden, embedding = options.hidden, options.embedding
MEAN, DEVIATION = 58.0, 12.0


def propagation():
    matrix = torch.zeros(N, N)
    with open(options.edges) as file:
        for row in list(csv.reader(file))[1:]:
            matrix[int(row[0]), int(row[1])] = float(row[3])
    return matrix / matrix.sum(1, keepdim=True).clamp(min=1e-8)


DENSE = propagation()


class GraphConv(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.neighbours = nn.Linear(size, size, bias=False)
        self.root = nn.Linear(size, size, bias=False)
        self.bias = nn.Parameter(torch.zeros(size))

    def forward(self, x):
        return F.elu(torch.matmul(DENSE, self.neighbours(x)) + self.root(x) + self.bias)


class TimeThenSpace(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = None
        if embedding:
            bound = 1 / math.sqrt(embedding)
            self.embedding = nn.Parameter(torch.empty(N, embedding).uniform_(-bound, bound))
        self.encoder = nn.Linear(3 + embedding, hidden)
        self.gru = nn.GRU(hidden, hidden)
        self.layers = nn.ModuleList([GraphConv(hidden) for _ in range(2)])
        self.decoder = nn.Sequential(nn.Linear(hidden + embedding, hidden), nn.ELU(), nn.Linear(hidden, H))

    def forward(self, x, u):
        parts = [x[..., None], u[:, :, None].expand(-1, -1, N, -1)]
        if self.embedding is not None:
            parts.append(self.embedding.expand(B, W, -1, -1))
        z = self.encoder(torch.cat(parts, -1))
        _, last = self.gru(z.permute(1, 0, 2, 3).reshape(W, B * N, -1))
        h = last[0].view(B, N, -1)
        for layer in self.layers:
            h = layer(h)
        if self.embedding is not None:
            h = torch.cat([h, self.embedding.expand(B, -1, -1)], -1)
        return self.decoder(h).permute(0, 2, 1) * DEVIATION + MEAN


def median_ms(action, rounds=5):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[rounds // 2]


x = torch.randn(B, W, N)
u = torch.randn(B, W, 2)
y = MEAN + DEVIATION * torch.randn(B, H, N)
model = TimeThenSpace()
forward = torch.compile(model) if options.compile else model


def make_step(optimiser):
    def step():
        loss = (forward(x, u) - y).abs().mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimiser.step()
        return float(loss.detach())

    return step


def forecast():
    with torch.inference_mode():
        return forward(x, u)


# The fastest public path is taken, and named.
optimisers = {
    "fused": lambda: torch.optim.Adam(model.parameters(), lr=0.003, fused=True),
    "foreach": lambda: torch.optim.Adam(model.parameters(), lr=0.003, foreach=True),
    "plain": lambda: torch.optim.Adam(model.parameters(), lr=0.003, foreach=False),
}
tried = {}
if B == 1:
    step, chosen = forecast, "none, inference"
    model.eval()
else:
    for name, build in optimisers.items():
        try:
            candidate = make_step(build())
            candidate()
            tried[name] = median_ms(candidate)
        except RuntimeError:
            continue
    chosen = min(tried, key=tried.get)
    step = make_step(optimisers[chosen]())
sparse = DENSE.to_sparse_csr()
sample = torch.randn(N, B * hidden)
propagations = {
    "dense": median_ms(lambda: torch.matmul(DENSE, sample), 20),
    "sparse csr": median_ms(lambda: torch.matmul(sparse, sample), 20),
}


coprocess.serve(step, {
    "peer": "PyTorch " + torch.__version__,
    "mode": "compile" if options.compile else "eager",
    "threads": torch.get_num_threads(),
    "parameters": sum(p.numel() for p in model.parameters()),
    "adam": chosen,
    "adam_tried_ms": tried,
    "propagation": "dense",
    "propagation_tried_ms": propagations,
}, BASE_MB)
