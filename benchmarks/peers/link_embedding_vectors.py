"""Writes losses of PyTorch Geometric's GAE, VGAE and Node2Vec with their gradients for the tests of graph.link and graph.embedding.

usage: link_embedding_vectors.py ../../graph-core/src/test/resources/link_embedding.safetensors

Values are drawn as float32 and computed in float64; the results are rounded to float32. Some pairs have inner products far
out, where the losses bend at 1e-15. Node2Vec is made without its sampler, which needs a library of its own: windows are cut from
recorded walks by the lines of its pos_sample.
"""

import json
import struct
import sys

import torch
from torch_geometric.nn import GAE, VGAE
from torch_geometric.nn.models import Node2Vec

torch.manual_seed(2)
tensors = {}


def record(name, tensor):
    tensors[name] = tensor.detach().float()


def draw(*shape):
    return torch.randn(*shape).double().requires_grad_()


# The reconstruction loss.
z = torch.randn(9, 4)
z[7], z[8] = 6.0, -7.0
z = z.double().requires_grad_()
positive = torch.tensor([[0, 1, 2, 7, 7, 3], [1, 2, 0, 7, 8, 3]])
negative = torch.tensor([[4, 5, 6, 7, 8], [0, 6, 7, 8, 8]])
loss = GAE(torch.nn.Identity()).recon_loss(z, positive, negative)
loss.backward()
record("gae/z", z)
record("gae/positive", positive)
record("gae/negative", negative)
record("gae/loss", loss.reshape(1))
record("gae/z.grad", z.grad)

# The divergence from the standard normal distribution, with one deviation beyond the limit of 10.
mu, logstd = draw(5, 3), torch.randn(5, 3).double()
logstd[2, 1] = 10.5
logstd.requires_grad_()
loss = VGAE(torch.nn.Identity()).kl_loss(mu, logstd)
loss.backward()
for name, tensor in {"mu": mu, "logstd": logstd, "mu.grad": mu.grad, "logstd.grad": logstd.grad}.items():
    record(f"vgae/{name}", tensor)
record("vgae/loss", loss.reshape(1))

# Skip-gram over windows.
LENGTH, CONTEXT = 6, 4
model = Node2Vec.__new__(Node2Vec)
torch.nn.Module.__init__(model)
model.EPS, model.embedding_dim = 1e-15, 3
model.embedding = torch.nn.Embedding(8, 3).double()
with torch.no_grad():
    model.embedding.weight.copy_(model.embedding.weight.float())
    model.embedding.weight[5] *= 6


def windows(walks):
    return torch.cat([walks[:, j : j + CONTEXT] for j in range(1 + (LENGTH - 1) + 1 - CONTEXT)], dim=0)


walks, others = torch.randint(8, (5, LENGTH)), torch.randint(8, (10, LENGTH))
loss = model.loss(windows(walks), windows(others))
loss.backward()
record("node2vec/vectors", model.embedding.weight)
record("node2vec/walks", walks)
record("node2vec/others", others)
record("node2vec/loss", loss.reshape(1))
record("node2vec/vectors.grad", model.embedding.weight.grad)

header, data = {}, b""
for name, tensor in tensors.items():
    raw = tensor.contiguous().numpy().tobytes()
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[1], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
