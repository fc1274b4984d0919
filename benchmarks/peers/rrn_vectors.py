"""Writes weights, inputs, logits of every round, loss and gradients of two small recurrent relational networks in PyTorch.

usage: rrn_vectors.py ../../reasoning/src/test/resources/rrn.safetensors

Written after the equations: every message is computed for its edge, from the concatenation of both states and the edge's features.
"node" has categories, an LSTM as TensorFlow 1's (forget bias 1 added at every step) and an answer for each node; "graph" has
features of nodes, no LSTM, and one answer a graph. Both have two graphs of different sizes and edge features. Needs PyTorch only;
the file is written by hand, since safetensors is a header of JSON and raw floats.
"""

import json
import struct
import sys

import torch
from torch.nn.functional import cross_entropy, linear, one_hot

HIDDEN, EDGE_FEATURES, CLASSES, L2 = 6, 2, 4, 0.01
SIZES = [3, 5]
torch.manual_seed(2)
tensors = {}


def graph():
    sources, targets, first = [], [], 0
    for size in SIZES:
        for i in range(size):
            for j in range(size):
                if i != j and (i + 2 * j) % 3 != 1:
                    sources.append(first + i)
                    targets.append(first + j)
        first += size
    return torch.tensor(sources), torch.tensor(targets)


def parameter(name, *shape):
    value = (scale * torch.randn(*shape)).requires_grad_()
    parameters[name] = value
    return value


def perceptron(name, inputs, hidden, outputs):
    sizes = [inputs] + hidden * [HIDDEN] + [outputs]
    layers = [
        (parameter(f"{name}.layer{i}.weight", b, a), parameter(f"{name}.layer{i}.bias", b))
        for i, (a, b) in enumerate(zip(sizes, sizes[1:]))
    ]

    def forward(x):
        for weight, bias in layers[:-1]:
            x = linear(x, weight, bias).relu()
        return linear(x, *layers[-1])

    return forward


def lstm():
    w_ih = parameter("lstm.weight_ih", 4 * HIDDEN, HIDDEN)
    w_hh = parameter("lstm.weight_hh", 4 * HIDDEN, HIDDEN)
    bias = parameter("lstm.bias", 4 * HIDDEN)

    def step(x, h, c):
        i, f, g, o = (linear(x, w_ih) + linear(h, w_hh) + bias).chunk(4, 1)
        # TensorFlow's variable; the vectors hold bias + 1 of the forget gate, as it is kept in Java.
        c = torch.sigmoid(f + 1) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c

    return step


# Without an LSTM, large weights would let the states grow from round to round.
for case, layers, output_layers, rounds, scale in (("node", 3, 0, 4, 0.6), ("graph", 1, 1, 3, 0.35)):
    parameters = {}
    sources, targets = graph()
    nodes = sum(SIZES)
    edge_features = torch.randn(len(sources), EDGE_FEATURES)
    of_graph = one_hot(torch.tensor([g for g, size in enumerate(SIZES) for _ in range(size)]), len(SIZES)).float()
    if case == "node":
        values = [3, 2]
        categories = torch.stack([torch.randint(count, (nodes,)) for count in values], 1)
        tables = [parameter(f"embedding{i}", count, 5) for i, count in enumerate(values)]
        inputs = torch.cat([table[categories[:, i]] for i, table in enumerate(tables)], 1)
        answers = torch.randint(CLASSES, (nodes,))
        tensors["node.categories"] = categories
    else:
        inputs = torch.randn(nodes, 3)
        answers = torch.randint(CLASSES, (len(SIZES),))
        tensors["graph.features"] = inputs
    pre = perceptron("pre", inputs.shape[1], layers, HIDDEN)
    msg = perceptron("msg", 2 * HIDDEN + EDGE_FEATURES, layers, HIDDEN)
    post = perceptron("post", 2 * HIDDEN, layers, HIDDEN)
    cell = lstm() if case == "node" else None
    out = perceptron("out", HIDDEN, output_layers, CLASSES)

    x = pre(inputs)
    h, state, memory = x, torch.zeros_like(x), torch.zeros_like(x)
    logits = []
    for _ in range(rounds):
        messages = msg(torch.cat([h[sources], h[targets], edge_features], 1))
        incoming = torch.zeros(nodes, HIDDEN).index_add(0, targets, messages)
        h = post(torch.cat([incoming, x], 1))
        if cell:
            state, memory = cell(h, state, memory)
            h = state
        logits.append(out(h if case == "node" else of_graph.T @ h))
    loss = torch.stack([cross_entropy(each, answers) for each in logits]).mean()
    penalty = sum(
        value.square().sum() for name, value in parameters.items() if name[:3] in ("pre", "msg", "pos") and "weight" in name
    )
    loss = loss + L2 / 2 * penalty
    loss.backward()
    tensors[case + ".sources"], tensors[case + ".targets"] = sources, targets
    tensors[case + ".edge_features"], tensors[case + ".answers"] = edge_features, answers
    tensors[case + ".logits"], tensors[case + ".loss"] = torch.stack(logits), loss.reshape(1)
    for name, value in parameters.items():
        kept = value.detach().clone()
        if name == "lstm.bias":
            kept[HIDDEN : 2 * HIDDEN] += 1
        tensors[f"{case}.weights.{name}"], tensors[f"{case}.grad.{name}"] = kept, value.grad

header, data = {}, b""
for name, tensor in tensors.items():
    values = tensor.detach().flatten().tolist()
    begin = len(data)
    data += struct.pack(f"<{len(values)}f", *values)
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, len(data)]}
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[1], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
