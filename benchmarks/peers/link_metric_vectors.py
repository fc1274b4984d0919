"""Writes scores and their metrics by scikit-learn and by the definitions for LinkMetricsTest.

usage: link_metric_vectors.py ../../graph-core/src/test/resources/link_metrics.safetensors

A case N has N/positives [p], N/negatives [n], N/own [p, k] (negatives of each positive) and N/metrics: AUC and average
precision by scikit-learn, then Hits@1, 3, 10 and MRR against the shared negatives, then Hits@1, 3 and MRR against the own ones,
by the formulas of the Open Graph Benchmark's evaluator in numpy. Most scores are drawn from few values: they tie.
"""

import json
import struct
import sys

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score


def hits(positives, negatives, k):
    if len(negatives) < k:
        return 1.0
    return float((positives > np.sort(negatives)[-k]).mean())


def ranks(positives, negatives):
    """negatives [p, k]"""
    optimistic = (negatives > positives[:, None]).sum(1)
    pessimistic = (negatives >= positives[:, None]).sum(1)
    return 0.5 * (optimistic + pessimistic) + 1


def metrics(positives, negatives, own):
    scores = np.concatenate([positives, negatives])
    labels = np.concatenate([np.ones(len(positives)), np.zeros(len(negatives))])
    shared = ranks(positives, np.tile(negatives, (len(positives), 1)))
    each = ranks(positives, own)
    return [
        roc_auc_score(labels, scores),
        average_precision_score(labels, scores),
        *[hits(positives, negatives, k) for k in (1, 3, 10)],
        (1 / shared).mean(),
        *[(each <= k).mean() for k in (1, 3)],
        (1 / each).mean(),
    ]


random = np.random.default_rng(1)
tensors = {}
for case, (p, n, k, values) in enumerate([(40, 60, 9, 7), (1, 1, 1, 2), (25, 5, 4, 3), (200, 300, 50, 1000), (8, 90, 3, 1)]):
    draw = lambda *shape: random.integers(0, values, shape).astype(np.float32) / 8 - 1
    positives, negatives, own = draw(p) + (case == 3) * 20, draw(n), draw(p, k)
    tensors[f"{case}/positives"] = positives
    tensors[f"{case}/negatives"] = negatives
    tensors[f"{case}/own"] = own
    tensors[f"{case}/metrics"] = np.array(metrics(positives, negatives, own), np.float32)

header, data = {}, b""
for name, tensor in tensors.items():
    raw = np.ascontiguousarray(tensor, np.float32).tobytes()
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[1], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
