"""Convolution in NumPy against torch on one thread: the ladder from four Python loops to Winograd.

    python -m benchmarks.convolution                      with the OPENBLAS_ variables of this shell and without
    python -m benchmarks.convolution --coretype Haswell   the same, with OPENBLAS_CORETYPE forced to this kernel

Each of the two runs is a process of its own, because OpenBLAS chooses its kernel when it is loaded. In each,
NumPy and torch take turns on the same numbers, one thread each, and processor time is counted, so that other
programs disturb little. A ratio is time divided by the faster of torch's two layouts in that run: below 1, NumPy
wins.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import scipy.fft
import threadpoolctl
import torch
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from benchmarks.measure import Timing, environment, interleaved, write_results
from utils import fast_convolution as fast

Array = NDArray[np.floating]
TORCH = ("torch NCHW", "torch channels_last")


class Case(NamedTuple):
    """`batch` square images of `size` pixels, `channels_in` to `channels_out`, "same" padding, stride 1."""

    batch: int
    size: int
    channels_in: int
    channels_out: int
    kernel: int

    @property
    def padding(self) -> int:
        """Zeros on each side that keep height and width."""
        return self.kernel // 2

    def arrays(self) -> tuple[Array, Array, Array, Array]:
        """Images, weights (He initialisation), bias and output gradient, NHWC float32, the same on every call."""
        rng = np.random.default_rng(0)
        shapes = (
            (self.batch, self.size, self.size, self.channels_in),
            (self.kernel, self.kernel, self.channels_in, self.channels_out),
            (self.channels_out,),
            (self.batch, self.size, self.size, self.channels_out),
        )
        x, w, b, dy = (rng.standard_normal(shape, np.float32) for shape in shapes)
        return x, w * np.float32((2 / w[..., 0].size) ** 0.5), b, dy


CASES = {"A": Case(64, 28, 1, 32, 5), "B": Case(32, 28, 32, 64, 3), "C": Case(8, 56, 64, 64, 3)}


def padded(images: Array, padding: int) -> Array:
    """Images with a border of zeros."""
    return np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))


def rotated(weights: Array) -> Array:
    """The kernel that carries gradients back: turned by 180 degrees, channel axes exchanged."""
    return weights[::-1, ::-1].swapaxes(2, 3)


def offsets(x: Array, w: Array) -> Iterator[tuple[int, int, slice, slice]]:
    """Every place (a, b) of the kernel, with the input rows and columns it meets."""
    for a in range(w.shape[0]):
        for b in range(w.shape[1]):
            yield a, b, slice(a, x.shape[1] - w.shape[0] + a + 1), slice(b, x.shape[2] - w.shape[1] + b + 1)


def loops_forward(x: Array, w: Array, bias: Array, p: int) -> Array:
    """Four Python loops: one image, one row, one column, one filter at a time."""
    x, f = padded(x, p), w.shape[0]
    y = np.empty((len(x), x.shape[1] - f + 1, x.shape[2] - f + 1, w.shape[3]), x.dtype)
    for n in range(y.shape[0]):
        for i in range(y.shape[1]):
            for j in range(y.shape[2]):
                for k in range(y.shape[3]):
                    y[n, i, j, k] = np.sum(x[n, i : i + f, j : j + f] * w[..., k]) + bias[k]
    return y


def windows_forward(x: Array, w: Array, bias: Array, p: int) -> Array:
    """`sliding_window_view` and `tensordot`."""
    windows = sliding_window_view(padded(x, p), w.shape[:2], axis=(1, 2))
    return np.tensordot(windows, w, axes=([3, 4, 5], [2, 0, 1])) + bias


def windows_backward(dy: Array, x: Array, w: Array, p: int) -> tuple[Array, ...]:
    """The same for the gradients."""
    windows = sliding_window_view(padded(x, p), w.shape[:2], axis=(1, 2))
    dw = np.tensordot(windows, dy, axes=([0, 1, 2], [0, 1, 2])).transpose(1, 2, 0, 3)
    zero = np.zeros(x.shape[3], x.dtype)
    return windows_forward(dy, rotated(w), zero, w.shape[0] - 1 - p), dw, dy.sum((0, 1, 2))


def offsets_forward(x: Array, w: Array, bias: Array, p: int) -> Array:
    """One product for each place in the kernel."""
    x = padded(x, p)
    y = np.zeros((len(x), x.shape[1] - w.shape[0] + 1, x.shape[2] - w.shape[1] + 1, w.shape[3]), x.dtype)
    for a, b, rows, columns in offsets(x, w):
        y += x[:, rows, columns] @ w[a, b]
    return y + bias


def offsets_backward(dy: Array, x: Array, w: Array, p: int) -> tuple[Array, ...]:
    """The same for the gradients."""
    x = padded(x, p)
    dx, dw, flat = np.zeros_like(x), np.empty_like(w), dy.reshape(-1, dy.shape[3])
    for a, b, rows, columns in offsets(x, w):
        dw[a, b] = x[:, rows, columns].reshape(-1, x.shape[3]).T @ flat
        dx[:, rows, columns] += dy @ w[a, b].T
    return dx[:, p : dx.shape[1] - p, p : dx.shape[2] - p], dw, dy.sum((0, 1, 2))


def columns_of(x: Array, w: Array) -> Array:
    """All windows of the whole padded batch as one matrix, `(windows, kernel_h * kernel_w * C_in)`."""
    height, width = x.shape[1] - w.shape[0] + 1, x.shape[2] - w.shape[1] + 1
    matrix = np.empty((len(x), height, width, *w.shape[:3]), x.dtype)
    for a, b, rows, columns in offsets(x, w):
        matrix[:, :, :, a, b] = x[:, rows, columns]
    return matrix.reshape(-1, w[..., 0].size)


def im2col_forward(x: Array, w: Array, bias: Array, p: int) -> Array:
    """im2col of the whole batch and one product."""
    x = padded(x, p)
    y = columns_of(x, w) @ w.reshape(-1, w.shape[3]) + bias
    return y.reshape(len(x), x.shape[1] - w.shape[0] + 1, -1, w.shape[3])


def im2col_backward(dy: Array, x: Array, w: Array, p: int) -> tuple[Array, ...]:
    """The same for the gradients."""
    x, flat, matrix = padded(x, p), dy.reshape(-1, dy.shape[3]), w.reshape(-1, w.shape[3])
    dw = (columns_of(x, w).T @ flat).reshape(w.shape)
    windows, dx = (flat @ matrix.T).reshape(*dy.shape[:3], *w.shape[:3]), np.zeros_like(x)
    for a, b, rows, columns in offsets(x, w):
        dx[:, rows, columns] += windows[:, :, :, a, b]
    return dx[:, p : dx.shape[1] - p, p : dx.shape[2] - p], dw, dy.sum((0, 1, 2))


def spectrum(array: Array, size: tuple[int, int], axes: tuple[int, int]) -> NDArray[np.complexfloating]:
    """Real two-dimensional FFT with the two frequency axes moved to the front."""
    return np.moveaxis(scipy.fft.rfft2(array, size, axes=axes), axes, (0, 1))


def fft_size(x: Array) -> tuple[int, int]:
    """Sizes at least as large as the padded image for which the FFT is fast."""
    return scipy.fft.next_fast_len(x.shape[1], real=True), scipy.fft.next_fast_len(x.shape[2], real=True)


def fft_forward(x: Array, w: Array, bias: Array, p: int) -> Array:
    """Product of spectra; the conjugate makes it a cross-correlation."""
    x = padded(x, p)
    size = fft_size(x)
    product = spectrum(x, size, (1, 2)) @ spectrum(w, size, (0, 1)).conj()
    y = scipy.fft.irfft2(product, size, axes=(0, 1)).transpose(2, 0, 1, 3)
    return y[:, : x.shape[1] - w.shape[0] + 1, : x.shape[2] - w.shape[1] + 1] + bias


def fft_backward(dy: Array, x: Array, w: Array, p: int) -> tuple[Array, ...]:
    """The same for the gradients."""
    dx = fft_forward(dy, rotated(w), np.zeros(x.shape[3], x.dtype), w.shape[0] - 1 - p)
    x = padded(x, p)
    size = fft_size(x)
    product = spectrum(x, size, (1, 2)).swapaxes(2, 3) @ spectrum(dy, size, (1, 2)).conj()
    dw = scipy.fft.irfft2(product, size, axes=(0, 1))[: w.shape[0], : w.shape[1]]
    return dx, dw, dy.sum((0, 1, 2))


def tiled_forward(x: Array, w: Array, bias: Array, p: int) -> Array:
    """im2col, a few output rows at a time."""
    return fast.tiled_conv2d(x, w, bias, padding=p)


def tiled_backward(dy: Array, x: Array, w: Array, p: int) -> tuple[Array, ...]:
    """The same for the gradients."""
    return fast.tiled_conv2d_gradients(dy, x, w, padding=p)


def winograd_forward(x: Array, w: Array, bias: Array, p: int) -> Array:
    """Winograd F(4x4, 3x3)."""
    return fast.winograd_conv2d(x, w, bias, padding=p)


def winograd_backward(dy: Array, x: Array, w: Array, p: int) -> tuple[Array, ...]:
    """The same for the gradients."""
    return fast.winograd_conv2d_gradients(dy, x, w, padding=p)


METHODS: dict[str, tuple[Callable[..., Array], Callable[..., tuple[Array, ...]]]] = {
    "sliding_window_view + tensordot": (windows_forward, windows_backward),
    "kernel-offset loop": (offsets_forward, offsets_backward),
    "whole-batch im2col": (im2col_forward, im2col_backward),
    "im2col in tiles": (tiled_forward, tiled_backward),
    "Winograd F(4,3)": (winograd_forward, winograd_backward),
    "FFT": (fft_forward, fft_backward),
}


def torch_calls(case: Case, memory_format: torch.memory_format) -> dict[str, Callable[[], object]]:
    """torch's forward and backward pass on the case's arrays in one memory layout."""
    x, w, b, dy = (torch.from_numpy(array) for array in case.arrays())
    x = x.permute(0, 3, 1, 2).contiguous(memory_format=memory_format).requires_grad_()
    w = w.permute(3, 2, 0, 1).contiguous(memory_format=memory_format).requires_grad_()
    dy = dy.permute(0, 3, 1, 2).contiguous(memory_format=memory_format)
    b.requires_grad_()
    y = torch.nn.functional.conv2d(x, w, b, padding=case.padding)

    def forward() -> object:
        with torch.no_grad():
            return torch.nn.functional.conv2d(x, w, b, padding=case.padding)

    return {"forward": forward, "backward": lambda: torch.autograd.grad(y, (x, w, b), dy, retain_graph=True)}


def calls(case: Case) -> dict[str, dict[str, Callable[[], object]]]:
    """All candidates of a case: direction, then name, to a function of no arguments."""
    x, w, b, dy = case.arrays()
    layouts = (torch.contiguous_format, torch.channels_last)
    torches = {name: torch_calls(case, layout) for name, layout in zip(TORCH, layouts, strict=True)}
    candidates = {way: {name: both[way] for name, both in torches.items()} for way in ("forward", "backward")}
    for name, (forward, backward) in methods_for(case).items():
        candidates["forward"][name] = partial(forward, x, w, b, case.padding)
        candidates["backward"][name] = partial(backward, dy, x, w, case.padding)
    return candidates


def methods_for(case: Case) -> dict[str, tuple[Callable[..., Array], Callable[..., tuple[Array, ...]]]]:
    """The methods that can do the case: Winograd's F(4,3) is for 3x3 kernels."""
    return {name: both for name, both in METHODS.items() if case.kernel == 3 or not name.startswith("Winograd")}


def errors(case: Case) -> dict[str, dict[str, float]]:
    """Largest error of each float32 method against torch in float64.

    Absolute for the output, whose values reach about 5; for gradients, divided by the largest one.
    """
    x, w, b, dy = case.arrays()
    tensors = [torch.from_numpy(array).double().requires_grad_() for array in (x, w, b)]
    y = torch.nn.functional.conv2d(
        tensors[0].permute(0, 3, 1, 2), tensors[1].permute(3, 2, 0, 1), tensors[2], padding=case.padding
    ).permute(0, 2, 3, 1)
    expected = [gradient.numpy() for gradient in torch.autograd.grad(y, tensors, torch.from_numpy(dy).double())]
    found = {}
    for name, (forward, backward) in methods_for(case).items():
        found[name] = {"forward": float(np.abs(forward(x, w, b, case.padding) - y.detach().numpy()).max())}
        gradients = backward(dy, x, w, case.padding)
        for what, ours, theirs in zip(("images", "weights", "bias"), gradients, expected, strict=True):
            found[name][what] = float(np.abs(ours - theirs).max() / np.abs(theirs).max())
    return found


def extrapolated_loops(case: Case) -> dict[str, Any]:
    """Time the four loops on one image with 8 x 8 outputs; the case has so many times more outputs."""
    small = case._replace(batch=1, size=8)
    x, w, b, _ = small.arrays()
    timing = interleaved({"loops": lambda: loops_forward(x, w, b, case.padding)}, 3, time.process_time)["loops"]
    factor = case.batch * case.size**2 / small.size**2
    return {"measured_on": small._asdict(), "measured_s": timing.median, "extrapolated_s": timing.median * factor}


def compared(timings: dict[str, Timing]) -> dict[str, dict[str, float]]:
    """Milliseconds, quartiles and the ratio to the faster torch layout."""
    fastest = min(timings[name].median for name in TORCH)
    return {
        name: {"ms": 1e3 * t.median, "low_ms": 1e3 * t.low, "high_ms": 1e3 * t.high, "ratio": t.median / fastest}
        for name, t in timings.items()
    }


def ratio_of_sums(timings: list[dict[str, Timing]]) -> dict[str, float]:
    """Ratio of the sum of several timings, against the torch layout for which that sum is smallest."""
    names = set.intersection(*(set(timing) for timing in timings))
    total = {name: sum(timing[name].median for timing in timings) for name in timings[0] if name in names}
    fastest = min(total[name] for name in TORCH)
    return {name: seconds / fastest for name, seconds in total.items()}


def measure(rounds: int) -> dict[str, Any]:
    """All cases in this process, on one thread."""
    torch.set_num_threads(1)
    results: dict[str, Any] = {}
    both: dict[str, list[dict[str, Timing]]] = {}
    with threadpoolctl.threadpool_limits(1):
        for letter, case in CASES.items():
            timings = {
                way: interleaved(candidates, rounds, time.process_time) for way, candidates in calls(case).items()
            }
            both[letter] = list(timings.values())
            loops = extrapolated_loops(case)
            loops["ratio"] = loops["extrapolated_s"] / min(timings["forward"][name].median for name in TORCH)
            results[letter] = {
                "case": case._asdict(),
                "four Python loops": loops,
                "forward": compared(timings["forward"]),
                "backward": compared(timings["backward"]),
                "forward_and_backward_ratio": ratio_of_sums(both[letter]),
                "errors": errors(case),
            }
        machine = environment("numpy", "scipy", "torch")
    return {
        "environment": machine,
        "rounds": rounds,
        "cases": results,
        "B + C forward_and_backward_ratio": ratio_of_sums(both["B"] + both["C"]),
    }


def run_in_new_process(rounds: int, variables: dict[str, str]) -> dict[str, Any]:
    """`measure` in a fresh interpreter whose OPENBLAS_ variables are exactly these."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    command = [sys.executable, "-m", "benchmarks.convolution", "--here", "--rounds", str(rounds)]
    done = subprocess.run(command, env=others | variables, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def goals(runs: dict[str, Any]) -> list[dict[str, Any]]:
    """The goals, what was measured, and whether they are met."""
    limits = [("im2col in tiles", "unset", case, 1.5) for case in (*CASES, "B + C")]
    limits += [("Winograd F(4,3)", "unset", case, 0.7) for case in ("B", "C", "B + C")]
    limits += [("Winograd F(4,3)", "set", case, 1.25) for case in ("B", "C", "B + C")]
    checked = []
    for method, run, case, limit in limits:
        if run in runs:
            found = runs[run]["cases"].get(case, runs[run])
            name = "forward_and_backward_ratio" if case in CASES else f"{case} forward_and_backward_ratio"
            ratio = found[name][method]
            checked.append(
                {"method": method, "openblas": run, "case": case, "limit": limit, "ratio": ratio, "met": ratio <= limit}
            )
    return checked


def report(results: dict[str, Any]) -> str:
    """The tables a reader wants, as text."""
    lines = []
    for name, run in results["runs"].items():
        kernel = next((pool["architecture"] for pool in run["environment"]["blas"] if pool["architecture"]), "?")
        lines.append(f"\nOPENBLAS variables {name}, kernel {kernel}: time / faster torch, forward | backward | both")
        for letter, found in run["cases"].items():
            loops = found["four Python loops"]
            lines.append(f"  {letter}  {found['case']}")
            lines.append(f"     {'four Python loops (extrapolated)':34}{loops['ratio']:10,.0f}")
            for method, forward in found["forward"].items():
                backward, both = found["backward"][method], found["forward_and_backward_ratio"][method]
                lines.append(
                    f"     {method:34}{forward['ratio']:10.2f} |{backward['ratio']:7.2f} |{both:7.2f}"
                    f"    {forward['ms']:8.2f} ms {backward['ms']:8.2f} ms"
                )
    lines.append("\nGoals, forward + backward")
    for goal in results["goals"]:
        verdict = "met" if goal["met"] else "MISSED"
        lines.append(
            f"  {goal['method']:16} {goal['case']:5} {goal['openblas']:6} at most {goal['limit']:.2f}: "
            f"{goal['ratio']:.2f} {verdict}"
        )
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark in one process without and one with the OPENBLAS_ variables, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=21, help="times each candidate is timed")
    parser.add_argument("--coretype", help="force OPENBLAS_CORETYPE in the run with variables")
    parser.add_argument("--here", action="store_true", help="measure in this process and print JSON")
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.rounds)))
        return
    variables = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    if options.coretype:
        variables["OPENBLAS_CORETYPE"] = options.coretype
    runs = {"unset": run_in_new_process(options.rounds, {})}
    if variables:
        runs["set"] = run_in_new_process(options.rounds, variables)
    results = {"runs": runs, "goals": goals(runs)}
    print(report(results))
    print("\nwritten to", write_results("convolution", results))


if __name__ == "__main__":
    main()
