"""Writes parameters, outputs and gradients of an S4 block for S4ReferenceTest.

usage: s4_vectors.py tsdiff_fixtures.json ../../tensor/src/test/resources/s4.safetensors

The block is computed from its definition in double precision: the kernels by the recurrence of the discretised state space
over both members of every conjugate pair, the convolution by its sums, the gradients by PyTorch. Names that begin with
"golden" are copied from the first argument: a kernel of the reference implementation of TSDiff (Kollovieh et al. 2023)
with the parameters that it was made from. Needs PyTorch only.
"""

import json
import math
import struct
import sys

import torch

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
BATCH, STEPS, CHANNELS, MODES = 3, 11, 19, 4


def uniform(low, high, *shape):
    return (low + (high - low) * torch.rand(*shape)).requires_grad_()


parameters = {
    "layer.log_dt": uniform(math.log(0.05), math.log(0.5), CHANNELS),
    "layer.inv_w_real": uniform(-1, 0, CHANNELS, MODES),
    "layer.w_imag": uniform(-9, -0.4, CHANNELS, MODES),
    "layer.B": uniform(-1, 1, CHANNELS, MODES, 2),
    "layer.P": uniform(-1, 1, CHANNELS, MODES, 2),
    "layer.C": uniform(-1, 1, 2, CHANNELS, MODES, 2),
    "layer.D": uniform(-1, 1, CHANNELS),
    "layer.output_linear.weight": uniform(-0.3, 0.3, CHANNELS, CHANNELS),
    "layer.output_linear.bias": uniform(-0.3, 0.3, CHANNELS),
    "norm.weight": uniform(0.5, 1.5, CHANNELS),
    "norm.bias": uniform(-0.5, 0.5, CHANNELS),
}


def pairs(x):
    z = torch.view_as_complex(x.contiguous())
    return torch.cat([z, z.conj()], -1)


def kernels(p):
    w = torch.complex(-p["layer.inv_w_real"].exp(), p["layer.w_imag"])
    w, b, low, c = torch.cat([w, w.conj()], -1), pairs(p["layer.B"]), pairs(p["layer.P"]), pairs(p["layer.C"])
    a = torch.diag_embed(w) - low[..., :, None] * low.conj()[..., None, :]
    step = p["layer.log_dt"].exp()[:, None, None]
    unit = torch.eye(2 * MODES, dtype=a.dtype)
    inverse = torch.linalg.inv(unit - step / 2 * a)
    transition = inverse @ (unit + step / 2 * a)
    state = (inverse @ (step * b[..., None]))[..., 0]
    # What is trained is C (I - A^length).
    tail = unit - torch.linalg.matrix_power(transition, STEPS)
    c = torch.linalg.solve(tail, c[..., None, :], left=False)[..., 0, :]
    taps = []
    for _ in range(STEPS):
        taps.append((c * state).sum(-1).real)
        state = (transition @ state[..., None])[..., 0]
    return torch.stack(taps, 1)


def block(p, u):
    v = torch.nn.functional.layer_norm(u, (CHANNELS,), p["norm.weight"], p["norm.bias"])
    past, future = kernels(p)
    rows = []
    for t in range(STEPS):
        row = p["layer.D"] * v[:, t]
        for j in range(STEPS):
            row = row + (past[t - j] if j <= t else future[j - t - 1]) * v[:, j]
        rows.append(row)
    y = torch.nn.functional.gelu(torch.stack(rows, 1))
    return u + torch.nn.functional.linear(y, p["layer.output_linear.weight"], p["layer.output_linear.bias"])


x = torch.randn(BATCH, STEPS, CHANNELS, requires_grad=True)
weights = torch.randn(BATCH, STEPS, CHANNELS)
y = block(parameters, x)
(y * weights).sum().backward()
tensors = {"x": x, "x.grad": x.grad, "weights": weights, "y": y, "kernels": kernels(parameters)}
for name, parameter in parameters.items():
    tensors |= {"block." + name: parameter, "block." + name + ".grad": parameter.grad}

with open(sys.argv[1]) as file:
    backbone = json.load(file)["tiny_backbone"]
for name in ("log_dt", "inv_w_real", "w_imag", "B", "P", "C"):
    value = torch.tensor(backbone["params"]["residual_blocks.0.s4block.layer.kernel.kernel." + name])
    tensors["golden." + name] = value[0] if name in "BP" else value
tensors["golden.kernel"] = torch.tensor(backbone["kernel_block0"])

header, data = {}, b""
for name, tensor in tensors.items():
    values = tensor.detach().flatten().tolist()
    begin = len(data)
    data += struct.pack(f"<{len(values)}f", *values)
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, len(data)]}
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[2], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
