"""Writes values and gradients of PyTorch for the operations of Sibyl's tensor layer.

    benchmarks/peers/.venv/bin/python benchmarks/peers/op_vectors.py tensor/src/test/resources/op-vectors.safetensors

A case `name/i` holds the inputs `in0, in1, ...`, the result `out`, the weights `w` of the sum that is differentiated
(sum(w * out)), and the gradients `grad0, grad1, ...`. Everything is computed in float64 and stored as float32.
"""

import sys

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

torch.manual_seed(7)
tensors = {}


def case(name, function, *inputs):
    number = sum(1 for key in tensors if key.startswith(name + "/") and key.endswith("/out"))
    # Rounded to float32 first, so that both sides start from the same numbers.
    leaves = [x.float().double().requires_grad_() for x in inputs]
    out = function(*leaves)
    w = torch.rand(out.shape, dtype=torch.float64).float().double() * 2 - 1
    (w * out).sum().backward()
    prefix = f"{name}/{number}/"
    for i, leaf in enumerate(leaves):
        tensors[f"{prefix}in{i}"] = leaf.detach().float().contiguous()
        gradient = leaf.grad if leaf.grad is not None else torch.zeros_like(leaf)
        tensors[f"{prefix}grad{i}"] = gradient.float().contiguous()
    tensors[prefix + "out"] = out.detach().float().contiguous()
    tensors[prefix + "w"] = w.float().contiguous()


def uniform(*shape, low=-2.0, high=2.0):
    return torch.rand(shape, dtype=torch.float64) * (high - low) + low


SHAPES = [(), (1,), (0,), (7,), (3, 19), (2, 0, 5), (1, 33), (2, 3, 4, 5), (2, 1, 3, 1, 5)]

unary = {
    "neg": torch.neg, "abs": torch.abs, "square": torch.square, "exp": torch.exp, "relu": torch.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.2), "elu": F.elu, "sigmoid": torch.sigmoid, "tanh": torch.tanh,
    "gelu": F.gelu, "silu": F.silu, "softplus": F.softplus, "sin": torch.sin, "cos": torch.cos,
    "clamp": lambda x: torch.clamp(x, -0.5, 1.0), "scale": lambda x: x * -2.5, "shift": lambda x: x + 3,
}
for name, function in unary.items():
    for shape in SHAPES:
        case(name, function, uniform(*shape))
    case(name, function, uniform(40, low=-9, high=9))
for name, function in {"sqrt": torch.sqrt, "log": torch.log, "logGamma": torch.lgamma,
                       "pow": lambda x: x ** 1.7}.items():
    for shape in SHAPES:
        case(name, function, uniform(*shape, low=0.3, high=4))

PAIRS = [((3, 19), (3, 19)), ((3, 19), (19,)), ((19,), (3, 19)), ((3, 1), (1, 17)), ((2, 3, 5), (3, 1)),
         ((2, 1, 4), (2, 3, 1)), ((4,), ()), ((0, 3), (1, 3)), ((1,), (0,)), ((1, 1, 1), (2, 33))]
binary = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum,
}
for name, function in binary.items():
    for a, b in PAIRS:
        case(name, function, uniform(*a), uniform(*b, low=0.4, high=2))
for a, b in PAIRS:
    case("where", lambda x, y: torch.where(x > y, x * 2, y * 3), uniform(*a), uniform(*b))
# Views: what reshapes, permutes or slices share with their origin.
case("ofViews", lambda x: torch.sigmoid(x[1:3].permute(2, 0, 1)) * x[0:2].permute(2, 0, 1), uniform(4, 3, 5))
case("reshapePermuteSlice", lambda x: x.reshape(6, 10).t()[2:7, 1:4] ** 2, uniform(3, 4, 5))

AXES = {"Last": (-1,), "First": (0,), "Middle": (1,), "Outer": (0, 2), "All": (0, 1, 2)}
for suffix, axes in AXES.items():
    for shape in [(3, 4, 5), (1, 2, 33), (2, 1, 1), (2, 3, 17)]:
        case("sum" + suffix, lambda x: x.sum(axes), uniform(*shape))
        case("mean" + suffix, lambda x: x.mean(axes, keepdim=True), uniform(*shape))
        case("logSumExp" + suffix, lambda x: torch.logsumexp(x, axes), uniform(*shape))
        case("max" + suffix, lambda x: torch.amax(x, axes), uniform(*shape))
        case("min" + suffix, lambda x: torch.amin(x, axes), uniform(*shape))
case("sumFirst", lambda x: x.sum((0,)), uniform(0, 2, 3))
case("sumLast", lambda x: x.sum((-1,)), uniform(2, 3, 0))
for shape in [(3, 4, 5), (2, 0, 3), (1, 6, 2)]:
    case("prodMiddle", lambda x: x.prod(1), uniform(*shape))
    case("prodLast", lambda x: x.prod(-1), uniform(*shape))
for shape in [(3, 19), (2, 3, 8), (1, 1), (0, 4), (5, 33)]:
    case("softmaxLast", lambda x: F.softmax(x, -1), uniform(*shape, low=-6, high=6))
    case("softmaxFirst", lambda x: F.softmax(x, 0), uniform(*shape))
    case("logSoftmaxLast", lambda x: F.log_softmax(x, -1), uniform(*shape, low=-6, high=6))
    width = shape[-1]
    if width > 1:
        case("layerNorm", lambda x, g, b: F.layer_norm(x, (width,), g, b, 1e-5), uniform(*shape), uniform(width),
             uniform(width))
for shape in [(6, 5), (2, 3, 4, 19)]:
    width = shape[-1]
    case("batchNorm", lambda x: F.batch_norm(x.reshape(-1, width), torch.zeros(width).double(),
                                             torch.ones(width).double(), training=True).reshape(x.shape),
         uniform(*shape))

for a, b in [((5, 7), (7, 3)), ((2, 3, 7), (7, 4)), ((3, 4, 5), (3, 5, 2)), ((2, 1, 4, 5), (3, 5, 2)), ((0, 4), (4, 3)),
             ((3, 0), (0, 2)), ((1, 1), (1, 1)), ((40, 33), (33, 17))]:
    case("matmul", torch.matmul, uniform(*a), uniform(*b))
case("matmulTransposedRight", lambda a, b: a @ b.transpose(-1, -2), uniform(3, 4, 5), uniform(3, 2, 5))
case("matmulTransposedLeft", lambda a, b: a.transpose(-1, -2) @ b, uniform(3, 5, 4), uniform(3, 5, 2))
case("linear", F.linear, uniform(2, 3, 5), uniform(4, 5), uniform(4))
case("bilinear", lambda x, a, y: torch.einsum("ni,pij,nj->np", x, a, y), uniform(6, 4), uniform(3, 4, 5), uniform(6, 5))
case("bilinearFacets", lambda x, a, y: torch.einsum("nfi,fpij,nfj->nfp", x, a, y), uniform(6, 2, 4),
     uniform(2, 3, 4, 5), uniform(6, 2, 5))

case("concat", lambda a, b: torch.cat([a, b, a], 1), uniform(2, 3, 4), uniform(2, 1, 4))
case("stack", lambda a, b: torch.stack([a, b], 1), uniform(2, 3), uniform(2, 3))
case("pad", lambda x: F.pad(x, (0, 0, 2, 1), value=3.0), uniform(2, 3, 4))
case("expand", lambda x: x.expand(4, 3, 5), uniform(3, 1))
INDEX = torch.tensor([2, 0, 2, 0, 2, 4])
case("gather", lambda x: x[INDEX], uniform(5, 3))


def scattered(reduce, x):
    index = INDEX.reshape(-1, *[1] * (x.dim() - 1)).expand_as(x)
    start = torch.ones if reduce == "prod" else torch.zeros
    return start((5, *x.shape[1:]), dtype=x.dtype).scatter_reduce(0, index, x, reduce, include_self=reduce == "prod")


for shape in [(6,), (6, 1), (6, 19), (6, 2, 3)]:
    for name, reduce in {"segmentSum": "sum", "segmentMean": "mean", "segmentMax": "amax", "segmentMin": "amin",
                         "segmentProd": "prod"}.items():
        case(name, lambda x: scattered(reduce, x), uniform(*shape, low=0.5))
    case("segmentSoftmax", lambda x: x.exp() / scattered("sum", x.exp())[INDEX], uniform(*shape))
ROW, COLUMN = torch.tensor([0, 0, 2, 2, 2]), torch.tensor([1, 3, 0, 1, 1])
case("sparse", lambda x, w: torch.zeros(3, 19).double().index_add(0, ROW, w[:, None] * x[COLUMN]), uniform(4, 19),
     uniform(5))
case("sparseHeads", lambda x, w: torch.zeros(3, 2, 9).double().index_add(
    0, ROW, w[:, :, None] * x.reshape(4, 2, 9)[COLUMN]).reshape(3, 18), uniform(4, 18), uniform(5, 2))

case("rfftRe", lambda x: torch.fft.rfft(x, dim=1).real, uniform(2, 12, 3))
case("rfftIm", lambda x: torch.fft.rfft(x, dim=1).imag, uniform(2, 15, 3))
case("irfft", lambda a, b: torch.fft.irfft(torch.complex(a, b), 12, dim=1), uniform(2, 7, 3), uniform(2, 7, 3))
case("irfftOdd", lambda a, b: torch.fft.irfft(torch.complex(a, b), 9, dim=1), uniform(2, 5, 3), uniform(2, 5, 3))


def bidirectional(u, k0, k1):
    n = 2 * u.shape[1]
    kernel = torch.cat([k0, k1.flip(0)], 0)
    return torch.fft.irfft(torch.fft.rfft(u, n, dim=1) * torch.fft.rfft(kernel, dim=0), n, dim=1)[:, : u.shape[1]]


case("convolve", bidirectional, uniform(3, 10, 19), uniform(10, 19), uniform(10, 19))
case("conv1dDilated", lambda x, w, b: F.conv1d(F.pad(x.permute(0, 2, 3, 1).reshape(6, 3, 8), (4, 0)), w, b, dilation=2)
     .reshape(2, 3, 5, 8).permute(0, 3, 1, 2), uniform(2, 8, 3, 3), uniform(5, 3, 3), uniform(5))

target = uniform(2, 19)
mask = (torch.arange(38).reshape(2, 19) % 3 != 0).double()
tensors["target"], tensors["mask"] = target.float(), mask.float()
target = target.float().double()


def masked(loss):
    return (loss * mask).sum() / mask.sum()


case("l1", lambda p: masked((p - target).abs()), uniform(2, 19))
case("mse", lambda p: masked((p - target) ** 2), uniform(2, 19))
case("huber", lambda p: masked(F.huber_loss(p, target, reduction="none", delta=0.7)), uniform(2, 19))
case("bce", lambda p: masked(F.binary_cross_entropy_with_logits(p, target.sigmoid(), reduction="none")), uniform(2, 19))
case("crossEntropy", lambda p: F.cross_entropy(p, torch.tensor([2, 0, 1])), uniform(3, 4))
case("gaussian", lambda m, s: masked(-torch.distributions.Normal(m, s).log_prob(target)), uniform(2, 19),
     uniform(2, 19, low=0.4))
case("studentT", lambda n, m, s: masked(-torch.distributions.StudentT(n, m, s).log_prob(target)),
     uniform(2, 19, low=2.2, high=8), uniform(2, 19), uniform(2, 19, low=0.4))
case("margin", lambda p, n: masked(torch.clamp(p - n + 1, min=0)), uniform(2, 19), uniform(2, 19))

attention = torch.nn.MultiheadAttention(8, 2, batch_first=True, dtype=torch.float64)
allowed = torch.tril(torch.ones(5, 5)).bool()
with torch.no_grad():
    attention.in_proj_bias.copy_(uniform(24))


def attend(x, w, b, ow, ob):
    return F.multi_head_attention_forward(
        x.transpose(0, 1), x.transpose(0, 1), x.transpose(0, 1), 8, 2, w, b, None, None, False, 0.0, ow, ob,
        attn_mask=~allowed, need_weights=False)[0].transpose(0, 1)


case("attention", attend, uniform(3, 5, 8), uniform(24, 8), uniform(24), uniform(8, 8), uniform(8))

# Optimisers: the parameter after each of five steps with given gradients.
OPTIMISERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "sgdMomentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.05),
    "sgdNesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.1),
    "adamDecay": lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.05),
    "adamW": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.05),
}
start, gradients = uniform(37), uniform(5, 37)
tensors["optimiser/start"], tensors["optimiser/gradients"] = start.float(), gradients.float()
for name, make in OPTIMISERS.items():
    p = torch.nn.Parameter(start.float().double())
    optimiser = make([p])
    path = []
    for g in gradients.float().double():
        p.grad = g.clone()
        optimiser.step()
        path.append(p.detach().float().clone())
    tensors["optimiser/" + name] = torch.stack(path)

save_file(tensors, sys.argv[1])
print(len(tensors), "tensors")
