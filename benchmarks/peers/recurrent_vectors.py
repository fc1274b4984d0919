"""Writes inputs, outputs and gradients of PyTorch's nn.GRU and nn.LSTM for RecurrentReferenceTest.

usage: recurrent_vectors.py ../../tensor/src/test/resources/recurrent.safetensors

Sequences are [batch, time, node, feature]. The loss is the sum of all states times weights, so that gradients flow from
every step, for the LSTM also from the last cells. Needs PyTorch only; the file is written by hand, since safetensors is a header of JSON and raw floats.
"""

import json
import struct
import sys

import torch

BATCH, STEPS, NODES, FEATURES, HIDDEN = 2, 5, 3, 4, 19
torch.manual_seed(1)
gru = torch.nn.GRU(FEATURES, HIDDEN)
x = torch.randn(BATCH, STEPS, NODES, FEATURES, requires_grad=True)
initial = torch.randn(BATCH, NODES, HIDDEN, requires_grad=True)
weights = torch.randn(BATCH, STEPS, NODES, HIDDEN)
states, _ = gru(x.permute(1, 0, 2, 3).reshape(STEPS, BATCH * NODES, FEATURES), initial.reshape(1, -1, HIDDEN))
states = states.view(STEPS, BATCH, NODES, HIDDEN).permute(1, 0, 2, 3)
(states * weights).sum().backward()

tensors = {"x": x, "initial": initial, "weights": weights, "states": states}
tensors |= {"x.grad": x.grad, "initial.grad": initial.grad}
for name, parameter in gru.named_parameters():
    short = name.removesuffix("_l0")
    tensors |= {"gru." + short: parameter, "gru." + short + ".grad": parameter.grad}

lstm = torch.nn.LSTM(FEATURES, HIDDEN)
x, initial, cell = (tensor.detach().clone().requires_grad_() for tensor in (x, initial, torch.randn_like(initial)))
cell_weights = torch.randn(BATCH, NODES, HIDDEN)
start = initial.reshape(1, -1, HIDDEN), cell.reshape(1, -1, HIDDEN)
states, (_, last) = lstm(x.permute(1, 0, 2, 3).reshape(STEPS, BATCH * NODES, FEATURES), start)
states = states.view(STEPS, BATCH, NODES, HIDDEN).permute(1, 0, 2, 3)
last = last.view(BATCH, NODES, HIDDEN)
((states * weights).sum() + (last * cell_weights).sum()).backward()
tensors |= {"cell": cell, "cell_weights": cell_weights, "lstm.states": states, "lstm.last_cell": last}
tensors |= {"lstm.x.grad": x.grad, "lstm.initial.grad": initial.grad, "lstm.cell.grad": cell.grad}
for name, parameter in lstm.named_parameters():
    short = name.removesuffix("_l0")
    tensors |= {"lstm." + short: parameter, "lstm." + short + ".grad": parameter.grad}

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
