"""Max pooling 2x2 in NumPy against torch on one thread: `python -m benchmarks.pooling`.

NumPy and torch take turns on the same numbers; processor time is counted. torch's forward pass also remembers where
the maxima were, ours does not: its backward pass compares again. So the sum of both is the number to look at.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import threadpoolctl
import torch

from benchmarks.measure import environment, interleaved, write_results
from utils.fast_pooling import max_pool_2x2, max_pool_2x2_gradient

SHAPES = {"A": (64, 24, 24, 20), "B": (32, 28, 28, 64), "C": (8, 112, 112, 64)}
NUMPY, LAST, FIRST = "NumPy", "torch channels_last", "torch NCHW"
LIMITS = {"forward": 0.8, "backward": 1.3}


def measure(shape: tuple[int, int, int, int], rounds: int = 31) -> dict[str, Any]:
    """Times of one shape (N, H, W, C) in milliseconds, and their ratios to torch channels_last."""
    rng = np.random.default_rng(0)
    images = rng.standard_normal(shape, np.float32)
    output = max_pool_2x2(images)
    dy = rng.standard_normal(output.shape, np.float32)
    x = {LAST: torch.from_numpy(images).permute(0, 3, 1, 2)}
    x[FIRST] = x[LAST].contiguous()
    g = {LAST: torch.from_numpy(dy).permute(0, 3, 1, 2)}
    g[FIRST] = g[LAST].contiguous()
    y = {name: torch.nn.functional.max_pool2d(tensor.requires_grad_(), 2) for name, tensor in x.items()}

    def forward(name: str) -> object:
        with torch.no_grad():
            return torch.nn.functional.max_pool2d(x[name], 2)

    def backward(name: str) -> object:
        return torch.autograd.grad(y[name], x[name], g[name], retain_graph=True)

    calls = {
        "forward": {
            NUMPY: lambda: max_pool_2x2(images),
            LAST: lambda: forward(LAST),
            FIRST: lambda: forward(FIRST),
        },
        "backward": {
            NUMPY: lambda: max_pool_2x2_gradient(dy, images, output),
            LAST: lambda: backward(LAST),
            FIRST: lambda: backward(FIRST),
        },
    }
    ms = {
        way: {name: 1e3 * timing.median for name, timing in interleaved(c, rounds, time.process_time).items()}
        for way, c in calls.items()
    }
    ms["both"] = {name: ms["forward"][name] + ms["backward"][name] for name in (NUMPY, LAST, FIRST)}
    ratios = {way: {name: value / times[LAST] for name, value in times.items()} for way, times in ms.items()}
    exact = np.array_equal(
        max_pool_2x2_gradient(dy, images, output),
        backward(FIRST)[0].permute(0, 2, 3, 1).numpy(),  # type: ignore[index]
    )
    return {"shape": shape, "ms": ms, "ratio to torch channels_last": ratios, "equal to torch": exact}


def main() -> None:
    """Measure all shapes, print the ratios and the goals, write the results."""
    torch.set_num_threads(1)
    with threadpoolctl.threadpool_limits(1):
        cases = {letter: measure(shape) for letter, shape in SHAPES.items()}
        machine = environment("numpy", "torch")
    goals = [
        {"case": letter, "direction": way, "limit": limit, "ratio": ratio, "met": ratio <= limit}
        for letter, case in cases.items()
        for way, limit in LIMITS.items()
        for ratio in (case["ratio to torch channels_last"][way][NUMPY],)
    ]
    for letter, case in cases.items():
        ratios = case["ratio to torch channels_last"]
        print(letter, case["shape"], {way: round(ratios[way][NUMPY], 2) for way in ratios})
    for goal in goals:
        print(goal["case"], goal["direction"], "met" if goal["met"] else "MISSED")
    path = write_results("pooling", {"environment": machine, "cases": cases, "goals": goals})
    print("written to", path)


if __name__ == "__main__":
    main()
