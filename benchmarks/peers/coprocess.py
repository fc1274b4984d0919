"""The side of a peer that talks to Sibyl; see README.md."""

import contextlib
import gc
import json
import os
import resource
import sys
import tempfile
import time

LEAD_IN_SECONDS = 0.01


def process_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(message):
    print(json.dumps(message), flush=True)


def storages(tensor):
    """The storages behind a tensor, a gradient and a sparse layout's parts included."""
    import torch

    parts = [tensor]
    if tensor.layout == torch.sparse_csr:
        parts = [tensor.crow_indices(), tensor.col_indices(), tensor.values()]
    elif tensor.layout == torch.sparse_csc:
        parts = [tensor.ccol_indices(), tensor.row_indices(), tensor.values()]
    elif tensor.layout == torch.sparse_coo:
        parts = [tensor._indices(), tensor._values()]
    if tensor.is_leaf and tensor.grad is not None:
        parts.append(tensor.grad)
    return {part.untyped_storage().data_ptr(): part.untyped_storage().nbytes() for part in parts}


def lasting_bytes():
    """What lives between steps: parameters, gradients, the optimiser's state, inputs, buffers."""
    import torch

    gc.collect()
    found = {}
    for candidate in gc.get_objects():
        if issubclass(type(candidate), torch.Tensor):
            found.update(storages(candidate))
    return sum(found.values())


@contextlib.contextmanager
def silent():
    """The profiler writes to standard error, past Python."""
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def peak_mb(step):
    """The most that tensors take in a step.

    The allocator reports what it gives and takes back, but not the end of a block from before the profile, such as an old
    gradient. So a first step runs under the profiler too, and the sum runs backwards from what lives after the second.
    """
    from torch.profiler import ProfilerActivity, profile, record_function

    with silent(), tempfile.TemporaryDirectory() as folder:
        with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as watched:
            step()
            with record_function("counted step"):
                step()
        trace = os.path.join(folder, "trace.json")
        watched.export_chrome_trace(trace)
        with open(trace) as file:
            events = json.load(file)["traceEvents"]
    begin = min(event["ts"] for event in events if event.get("name") == "counted step")
    changes = [event for event in events if event.get("name") == "[memory]" and event["ts"] >= begin]
    living = peak = lasting_bytes()
    for event in sorted(changes, key=lambda event: event["ts"], reverse=True):
        living -= event["args"]["Bytes"]
        peak = max(peak, living)
    return peak / 1e6


def serve(step, configuration, base_mb):
    """Answers requests until `quit`; `base_mb` is what the process had taken after its imports."""
    say(configuration)
    for line in sys.stdin:
        command, *count = line.split()
        if command == "quit":
            break
        if command == "memory":
            grown = process_mb() - base_mb
            say({"peak_mb": peak_mb(step), "peak_rss_mb": grown})
            continue
        begin = time.perf_counter()
        step()
        while time.perf_counter() - begin < LEAD_IN_SECONDS:
            step()
        times = []
        for _ in range(int(count[0])):
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1e3)
        say({"times_ms": times})
