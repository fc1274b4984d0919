"""EpiGNN in plain PyTorch: the peer of Sibyl's.

usage: epignn_step.py --data FOLDER --task clutrr|rcc8 [--predict] [--threads 2]

The straightforward batched form that the authors' code has: a batch is the disjoint union of its graphs, every round composes
all edges' source states with the relation vectors through the full tensor (m d^3 a message) and pools with scatter_reduce.
CLUTRR: n 64, m 8, product, 9 rounds; RCC-8: n 32, m 8, minimum, 9 rounds; margin loss with one negative, AdamW. Shortest paths are
computed once at load; the authors compute them anew for every batch.

A step goes through ten batches of 128 random training problems, forward, backward and update; with --predict forward alone, in
inference mode. It works as a co-process, see README.md.
"""

import argparse
import ast
import collections
import csv
import glob
import gzip
import os
import random

import coprocess

arguments = argparse.ArgumentParser()
arguments.add_argument("--data", required=True, help="folder with the folders clutrr and star_rcc8")
arguments.add_argument("--task", choices=["clutrr", "rcc8"], required=True)
arguments.add_argument("--predict", action="store_true")
arguments.add_argument("--threads", type=int, default=2)
options = arguments.parse_args()
for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(options.threads)

import torch  # noqa: E402  (after the thread settings, which it reads once)
from torch import nn  # noqa: E402

torch.set_num_threads(options.threads)
BASE_MB = coprocess.process_mb()
torch.manual_seed(0)
random.seed(0)

ROUNDS, BATCH, BATCHES = 9, 128, 10
SIZE, FACETS, POOLING = (64, 8, "prod") if options.task == "clutrr" else (32, 8, "amin")
WIDTH = SIZE // FACETS


def rows():
    if options.task == "clutrr":
        files = [os.path.join(options.data, "clutrr/data_db9b8f04/1.2,1.3,1.4_train.csv.gz")]
        columns = ("story_edges", "edge_types", "query_edge", "target")
    else:
        files = sorted(glob.glob(os.path.join(options.data, "star_rcc8/test_rcc8_k_[234]_b_[123].csv.gz")))
        columns = ("edges", "edge_labels", "query_edge", "query_label")
    found = []
    for name in files:
        with gzip.open(name, "rt") as file:
            found += [tuple(row[column] for column in columns) for row in csv.DictReader(file)]
    return found


def shortest_path(edges, head, tail):
    neighbours = collections.defaultdict(list)
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    before = {head: None}
    queue = collections.deque([head])
    while queue:
        a = queue.popleft()
        for b in neighbours[a]:
            if b not in before:
                before[b] = a
                queue.append(b)
    path = [tail]
    while path[-1] != head:
        path.append(before[path[-1]])
    return path


def batches():
    everything = rows()
    labels = sorted({label for row in everything for label in ast.literal_eval(row[1])} | {row[3] for row in everything})
    index = {label: i for i, label in enumerate(labels)}
    chosen = random.sample(everything, BATCH * BATCHES)
    result = []
    for start in range(0, len(chosen), BATCH):
        source, target, relation, heads, tails, nodes, query, answers = ([] for _ in range(8))
        entities = 0
        for i, (edges, kinds, ends, answer) in enumerate(chosen[start : start + BATCH]):
            edges, ends = ast.literal_eval(edges), ast.literal_eval(ends)
            source += [entities + a for a, _ in edges]
            target += [entities + b for _, b in edges]
            relation += [index[kind] for kind in ast.literal_eval(kinds)]
            path = shortest_path(edges, *ends)
            nodes += [entities + a for a in path]
            query += [i] * len(path)
            heads.append(entities + ends[0])
            tails.append(entities + ends[1])
            answers.append(index[answer])
            entities += 1 + max(max(edge) for edge in edges)
        result.append([torch.tensor(part) for part in (source, target, relation, heads, tails, nodes, query, answers)] + [entities])
    return len(labels), result


class EpiGnn(nn.Module):
    def __init__(self, relations):
        super().__init__()
        self.relations = nn.Parameter(torch.empty(relations, FACETS, WIDTH))
        self.composition = nn.Parameter(torch.empty(FACETS, WIDTH, WIDTH - 1, WIDTH - 1))
        nn.init.xavier_uniform_(self.relations)
        nn.init.xavier_uniform_(self.composition)

    def tensor(self):
        shares = self.composition.softmax(-1)
        core = shares / shares.sum(1, keepdim=True)
        full = torch.zeros(FACETS, WIDTH, WIDTH, WIDTH)
        eye = torch.eye(WIDTH)
        full[:, :, 0, :] = eye
        full[:, :, :, 0] = eye
        full[:, :, 1:, 1:] = core
        return full

    @staticmethod
    def pool(messages, index, count):
        start = torch.ones if POOLING == "prod" else torch.zeros
        room = start(count, FACETS, WIDTH)
        places = index.view(-1, 1, 1).expand_as(messages)
        pooled = room.scatter_reduce(0, places, messages, POOLING, include_self=POOLING == "prod") + 1e-18
        return pooled / pooled.sum(-1, keepdim=True)

    def forward(self, source, target, relation, heads, tails, nodes, query, entities):
        vectors, tensor = self.relations.softmax(-1), self.tensor()
        labels = vectors[relation]
        identity = torch.zeros(FACETS, WIDTH)
        identity[:, 0] = 1

        def states(origins, compose, receivers):
            state = torch.full((entities, FACETS, WIDTH), 1 / WIDTH)
            state[origins] = identity
            for _ in range(ROUNDS):
                state = self.pool(compose(state), receivers, entities)
                state = state.index_put((origins,), identity)
            return state

        def phi(left, right):
            # One batched product and an element-wise one: faster than einsum with three operands.
            return (torch.einsum("efi,fpij->efpj", left, tensor) * right.unsqueeze(2)).sum(-1)

        forward = states(heads, lambda state: phi(state[source], labels), target)
        backward = states(tails, lambda state: phi(labels, state[target]), source)
        output = self.pool(phi(forward[nodes], backward[nodes]), query, len(heads))
        return output, vectors


RELATIONS, DATA = batches()
model = EpiGnn(RELATIONS)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)


def cross_entropy(vectors, output):
    return -(vectors * torch.log(output + 1e-12)).sum(-1).mean(-1)


def train():
    for *graph, answers, entities in DATA:
        output, vectors = model(*graph, entities)
        other = torch.randint(RELATIONS - 1, answers.shape)
        wrong = other + (other >= answers)
        loss = torch.relu(cross_entropy(vectors[answers], output) - cross_entropy(vectors[wrong], output) + 1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def predict():
    with torch.inference_mode():
        for *graph, answers, entities in DATA:
            output, vectors = model(*graph, entities)
            (torch.log(output + 1e-12).flatten(1) @ vectors.flatten(1).T).argmax(1)


coprocess.serve(
    predict if options.predict else train,
    {"peer": "PyTorch " + torch.__version__, "threads": options.threads, "task": options.task},
    BASE_MB,
)
