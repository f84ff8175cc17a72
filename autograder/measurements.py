"""The page of measurements: tables from what `make bench` wrote to `benchmarks/results/`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["capacity_table", "measurements_page", "table"]

CLASS, MOOC = 300, 30_000  # submissions a week

Rows = Sequence[Sequence[str]]


def measurements_page(results: Path) -> str:
    """Markdown of all results in a folder that have a table of their own here; says so when there are none."""
    sections = []
    for name, (title, render) in _TABLES.items():
        path = results / f"{name}.json"
        if path.exists():
            found = json.loads(path.read_text(encoding="utf-8"))
            sections.append(f"## {title}\n\n{render(found)}\n`python -m benchmarks.{name}`{_machine(found)}\n")
    return "\n".join(sections) or "Nothing has been measured yet: `make bench` does.\n"


def table(head: Sequence[str], rows: Rows) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def capacity_table(results: Path) -> str:
    """Markdown: what a class and an open online course need, reckoned from `grading.json` in a folder."""
    path = results / "grading.json"
    if not path.exists():
        return "Nothing has been measured yet: `python -m benchmarks.grading` does.\n"
    found = json.loads(path.read_text(encoding="utf-8"))
    rows = []
    for name, figures in found["assignments"].items():
        further = figures["seconds_each_further"]
        start = min(figures["seconds_of_a_class_of_one"])
        rows.append(
            (
                name,
                f"{start:.1f}",
                f"{further['one_worker']:.2f}",
                f"{figures['speedup_of_two_workers']:.2f}",
                f"{figures['memory_of_one_submission_mib']:.0f}",
                f"{(start + CLASS * further['two_workers']) / 60:.1f}",
                f"{MOOC * further['one_worker'] / 3600:.1f}",
            )
        )
    head = (
        "assignment",
        "first submission, s",
        "each further, s a worker",
        "two workers against one",
        "memory of one, MiB",
        f"class of {CLASS} on two workers, minutes",
        f"{MOOC:,} submissions, core hours",
    )
    return table(head, rows) + f"\nMeasured{_machine(found)}\n"


def _machine(results: Mapping[str, Any]) -> str:
    """Where and when it was measured, and how busy the machine was."""
    machine = results.get("environment") or next(iter(results["runs"].values()))["environment"]
    load = f", load {machine['load'][0]:.0f} at the start" if machine.get("load") else ""
    return f", {machine['date']}, {machine['processor']}, {machine['cores']} cores{load}."


def _mnist(results: Mapping[str, Any]) -> str:
    rows = [
        (
            name,
            line["what"],
            f"{line['accuracy']:.2f}",
            f"{min(line['accuracies']):.2f}",
            str(line["seeds"]),
            f"{line['cpu_seconds']:.1f}",
            f"{line['times_faster_cpu']:.1f}",
        )
        for name, line in results["lines"].items()
    ]
    goals = [
        (
            goal["candidate"],
            f"{goal['accuracy']} % " + (f"{goal['faster']} x faster" if goal["faster"] else f"{goal['cpu_seconds']} s"),
            f"{goal['reached_accuracy']:.2f} %, "
            + (f"{goal['reached_faster']:.1f} x" if goal["faster"] else f"{goal['reached_cpu_seconds']:.1f} s"),
            "yes" if goal["met"] else "no",
        )
        for goal in results["goals"]
    ]
    head = (
        "training",
        "what",
        "per cent right, median",
        "lowest",
        "seeds",
        "processor seconds",
        "times faster than (a)",
    )
    return (
        f"Trainings on {results['threads']} thread, judged by MNIST's 10,000 test digits. Processor seconds from the "
        f"raw arrays to the trained network; (a) in the same run.\n\n{table(head, rows)}\n"
        + table(("goal of", "goal", "reached", "met"), goals)
    )


def _convolution(results: Mapping[str, Any]) -> str:
    sums = {way: run["B + C forward_and_backward_ratio"] for way, run in results["runs"].items()}
    rows = [(name, *(f"{ratios[name]:.2f}" for ratios in sums.values())) for name in next(iter(sums.values()))]
    return (
        "3x3 convolutions, forward and backward, on one thread: time divided by the faster layout of torch. OpenBLAS "
        f"chooses its kernel (unset) or is told to (set).\n\n{table(('method', *sums), rows)}"
    )


def _pooling(results: Mapping[str, Any]) -> str:
    rows = [
        (" x ".join(map(str, case["shape"])), *(f"{ratios['NumPy']:.2f}" for ratios in ways.values()))
        for case in results["cases"].values()
        for ways in (case["ratio to torch channels_last"],)
    ]
    return "Max pooling 2x2 in NumPy on one thread: time divided by that of torch, channels last.\n\n" + table(
        ("shape (N, H, W, C)", "forward", "backward", "both"), rows
    )


def _grading(results: Mapping[str, Any]) -> str:
    rows = [
        (
            name,
            str(found["size"]),
            *(f"{seconds:.2f}" for seconds in found["seconds_a_submission"].values()),
            f"{found['throughput_ratio']:.1f}",
        )
        for name, found in results["assignments"].items()
    ]
    ways = [way.replace("_", " ") for way in next(iter(results["assignments"].values()))["seconds_a_submission"]]
    return "Seconds a submission; plain is `nbgrader autograde`.\n\n" + table(
        ("assignment", "submissions", *ways, "times faster"), rows
    )


def _transfer(results: Mapping[str, Any]) -> str:
    parity = [(size, *(f"{value:.1e}" for value in found.values())) for size, found in results["parity"].items()]
    batches = next(iter(results["parity"].values()))
    features = [
        (name, f"{found['seconds_per_1000']:.2f}", f"{found['times_faster']:.1f}", f"{found['distance']:.0e}")
        for name, found in results["features"].items()
    ]
    trained = [
        (
            name,
            "all" if amount == "all" else f"{results['labels_a_class']} a class",
            str(line["images"]),
            f"{line['accuracy']:.1f}",
            f"{min(line['accuracies']):.1f}",
            str(len(line["accuracies"])),
            f"{line['cpu_seconds']:.0f}",
        )
        for name, amounts in results["accuracy"].items()
        for amount, line in amounts.items()
    ]
    goals = [
        (f"{goal['goal']} {goal['limit']:g}", f"{goal['reached']:.2g}", "yes" if goal["met"] else "no")
        for goal in results["goals"]
    ]
    half = "has" if results["bfloat16"] else "does not have"
    return (
        "EfficientNet-Lite0 with its ImageNet weights. Largest difference of all logits of eleven photographs between "
        f"PyTorch and Keras:\n\n{table(('size', *batches), parity)}\n"
        f"Features of images of {results['pixels']} x {results['pixels']} pixels on one thread; the distance is that "
        f"to the plain features, over their length. The processor {half} instructions for bfloat16.\n\n"
        + table(("way", "seconds for 1,000", "times faster", "distance"), features)
        + f"\nThe task: {results['task']}, judged by {results['judged_by']}; processor seconds from "
        "the images to the answers. The small network is made for few photographs; the same network is that of the "
        "frozen features without its weights, which shows what they bring.\n\n"
        + table(("way", "labels", "images", "per cent right, median", "lowest", "seeds", "processor seconds"), trained)
        + "\n"
        + table(("goal", "reached", "met"), goals)
    )


_TABLES = {
    "mnist": ("MNIST", _mnist),
    "convolution": ("Convolution in NumPy", _convolution),
    "pooling": ("Pooling in NumPy", _pooling),
    "transfer": ("Transfer learning", _transfer),
    "grading": ("Grading", _grading),
}
