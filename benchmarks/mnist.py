"""Time to accuracy on MNIST: two well-known networks against our small fast ones in Keras, PyTorch and NumPy.

    CNN_COURSE_DATA=FOLDER python -m benchmarks.mnist             everything, three seeds
    python -m benchmarks.mnist --parts a,torch --seeds 1          some of it
    python -m benchmarks.mnist --validate --parts torch           on 55,000 digits, judged by the other 5,000

Every training is a process of its own, with nothing in memory but its framework; seed by seed, the candidates take
turns, or several at once with `--jobs`. The clock runs from the uint8 arrays to the trained network: preparing the
images, building the network and compiling it count; importing the framework and reading the test digits do not.
Beside the wall clock, processor time of all threads is taken: other programs disturb it less. Ratios are between
medians of the same run.

Nothing was chosen by the test digits: learning rates, passes and shifts come from `--validate` and from trainings that
each held out another sixth of the training digits; the test set is read once, at the end of a training. The 5,000
digits that come with the course are all from MNIST's training part, so the 10,000 test digits are new to networks
trained on them; `--validate` judges these networks by 20,000 training digits that are not among the 5,000.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import environment, rounded, write_results
from utils.data import Digits, load_mnist
from utils.fast_mnist import NARROW, WIDE, Recipe, Widths

Predict = Callable[[NDArray[np.uint8]], NDArray[np.int64]]


class Setting(NamedTuple):
    """Of one process: seed and threads; with `quick`, one pass at most."""

    seed: int
    threads: int
    quick: bool

    def recipe(self, recipe: Recipe) -> Recipe:
        """The recipe, or its first pass."""
        return recipe._replace(passes=recipe.passes[:1]) if self.quick else recipe


class Clock:
    """Wall-clock and processor seconds between `start` and `stop`."""

    def start(self) -> None:
        """Begin."""
        self._begin = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        """End."""
        self.wall_seconds = time.perf_counter() - self._begin[0]
        self.cpu_seconds = time.process_time() - self._begin[1]


Train = Callable[[Digits, Setting, Clock], Predict]


class Candidate(NamedTuple):
    """One line of the results.

    part: what `--parts` calls it.
    train: trains on the training digits, between the clock's start and stop, and returns what classifies.
    what: the network and its training, for the table.
    digits: "full", or "small" for the 4,000 training digits that come with the course.
    recipe: None for the references.
    """

    part: str
    train: Train
    what: str
    digits: str = "full"
    recipe: Recipe | None = None


class Goal(NamedTuple):
    """Reach an accuracy (per cent, median of the seeds) in (a)'s time divided by `faster`, or in so many seconds."""

    candidate: str
    accuracy: float
    faster: float | None = None
    cpu_seconds: float | None = None


def reference_keras(digits: Digits, setting: Setting, clock: Clock) -> Predict:
    """(a): conv32-BN-conv32-pool-BN-conv64-BN-conv64-pool-BN-dense512-BN-dropout-softmax, Adam, batch 128, 2 epochs."""
    from utils.frameworks import quiet_tensorflow

    quiet_tensorflow(setting.threads, setting.seed)
    import keras
    from keras import layers

    clock.start()
    images = digits.train_images[..., None].astype("float32") / 255
    targets = keras.utils.to_categorical(digits.train_labels, 10)
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.BatchNormalization(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.BatchNormalization(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.BatchNormalization(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.BatchNormalization(),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax"),
        ]
    )
    network.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    network.fit(images, targets, batch_size=128, epochs=1 if setting.quick else 2, verbose=0)
    clock.stop()
    return lambda shown: network.predict(shown[..., None].astype("float32") / 255, verbose=0).argmax(axis=1)


def reference_torch(digits: Digits, setting: Setting, clock: Clock) -> Predict:
    """(b): conv10-conv20-dropout2d-dense50-dense10, SGD 0.01 with momentum 0.5, batch 64, 10 epochs."""
    import torch
    import torch._dynamo  # a part of the framework that the first optimizer would load on the clock
    from torch import nn

    from utils.training_torch import fit

    torch.set_num_threads(setting.threads)
    torch.manual_seed(setting.seed)
    clock.start()

    def prepared(images: NDArray[np.uint8]) -> torch.Tensor:
        return (torch.from_numpy(images).float().unsqueeze(1) / 255 - 0.1307) / 0.3081

    network = nn.Sequential(
        nn.Conv2d(1, 10, 5),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Conv2d(10, 20, 5),
        nn.Dropout2d(),
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(320, 50),
        nn.ReLU(),
        nn.Dropout(),
        nn.Linear(50, 10),
    )
    fit(
        network,
        prepared(digits.train_images),
        torch.from_numpy(digits.train_labels),
        optimizer=torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.5),
        epochs=1 if setting.quick else 10,
        batch=64,
        report=0,
    )
    clock.stop()
    network.eval()

    def predict(images: NDArray[np.uint8]) -> NDArray[np.int64]:
        with torch.inference_mode():
            return torch.cat([network(part).argmax(1) for part in prepared(images).split(500)]).numpy()

    return predict


def ours_torch(recipe: Recipe, widths: Widths) -> Train:
    """Return the small network's training in PyTorch; in bfloat16 where the processor has instructions for it."""

    def train(digits: Digits, setting: Setting, clock: Clock) -> Predict:
        import torch
        import torch._dynamo  # as in reference (b)

        from utils import fast_mnist_torch as fast

        torch.set_num_threads(setting.threads)
        torch.manual_seed(setting.seed)
        half = has_bfloat16()
        clock.start()
        network = fast.small_network(widths)
        fast.train(
            network, digits.train_images, digits.train_labels, setting.recipe(recipe), seed=setting.seed, half=half
        )
        clock.stop()
        return lambda images: fast.predict(network, images)

    return train


def ours_keras(recipe: Recipe, widths: Widths) -> Train:
    """Return the small network's training in Keras."""

    def train(digits: Digits, setting: Setting, clock: Clock) -> Predict:
        from utils.frameworks import quiet_tensorflow

        quiet_tensorflow(setting.threads, setting.seed)
        from utils import fast_mnist_keras as fast

        clock.start()
        network = fast.small_network(widths)
        fast.train(network, digits.train_images, digits.train_labels, setting.recipe(recipe), seed=setting.seed)
        clock.stop()
        return lambda images: fast.predict(network, images)

    return train


def ours_numpy(recipe: Recipe) -> Train:
    """Return the training of (b)'s layers in NumPy."""

    def train(digits: Digits, setting: Setting, clock: Clock) -> Predict:
        from utils import fast_mnist_numpy as fast

        clock.start()
        network = fast.Network(setting.seed)
        fast.train(
            network,
            digits.train_images,
            digits.train_labels,
            setting.recipe(recipe),
            seed=setting.seed,
            threads=setting.threads,
        )
        clock.stop()
        return lambda images: fast.predict(network, images)

    return train


def has_bfloat16() -> bool:
    """Whether the processor says that it multiplies bfloat16; False where there is no /proc/cpuinfo."""
    try:
        return "avx512_bf16" in Path("/proc/cpuinfo").read_text().split()
    except OSError:
        return False


SHORT = Recipe(passes=(0.66,), rate=0.03, shift=0, batch=96, warm_up=0.2)
LONG = Recipe(passes=(1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2), rate=0.02)
NUMPY = Recipe(passes=(1, 1), rate=0.01, batch=64)
FEW = Recipe(passes=(1,) * 72, rate=0.02, shift=2, turn=12, stretch=0.12)

REFERENCE = "reference (a), Keras"
CANDIDATES = {
    REFERENCE: Candidate("a", reference_keras, "597,738 parameters, 2 epochs"),
    "reference (b), PyTorch": Candidate("b", reference_torch, "21,840 parameters, 10 epochs"),
    "PyTorch, short": Candidate("torch", ours_torch(SHORT, NARROW), "narrow network", recipe=SHORT),
    "Keras, short": Candidate("keras", ours_keras(SHORT, NARROW), "narrow network", recipe=SHORT),
    "NumPy, short": Candidate("numpy", ours_numpy(NUMPY), "the layers of (b)", recipe=NUMPY),
    "PyTorch, long": Candidate("torch", ours_torch(LONG, WIDE), "wide network", recipe=LONG),
    "Keras, long": Candidate("keras", ours_keras(LONG, WIDE), "wide network", recipe=LONG),
    "PyTorch, few digits": Candidate("few", ours_torch(FEW, WIDE), "wide network, 4,000 digits", "small", FEW),
}
GOALS = (
    Goal("PyTorch, short", 98.74, faster=30),
    Goal("Keras, short", 98.74, faster=15),
    Goal("NumPy, short", 98.74, faster=7),
    Goal("PyTorch, long", 99.4, faster=6),
    Goal("Keras, long", 99.4, faster=4),
    Goal("PyTorch, few digits", 99.2, cpu_seconds=20),
)


def run(name: str, setting: Setting, *, validate: bool = False, size: str = "full") -> dict[str, Any]:
    """Train one candidate in this process and measure it once on digits that it has not seen.

    Args:
        name: of `CANDIDATES`.
        setting: seed, threads, quick.
        validate: hold out part of the training digits instead of reading the test digits.
        size: "small" does everything on the digits that come with the course.

    Returns:
        A record of plain values; accuracies in per cent.
    """
    candidate = CANDIDATES[name]
    digits, judged_by = digits_for(candidate, validate, size)
    if setting.quick:
        digits = digits._replace(train_images=digits.train_images[:2000], train_labels=digits.train_labels[:2000])
    clock = Clock()
    predict = candidate.train(digits, setting, clock)
    answers = predict(digits.test_images)
    return {
        "candidate": name,
        "seed": setting.seed,
        "threads": setting.threads,
        "training_digits": len(digits.train_images),
        "judged_by": judged_by,
        "accuracy": 100 * float(np.mean(answers == digits.test_labels)),
        "wall_seconds": clock.wall_seconds,
        "cpu_seconds": clock.cpu_seconds,
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def digits_for(candidate: Candidate, validate: bool, size: str) -> tuple[Digits, str]:
    """Digits whose test part judges the candidate, and what that part is."""
    if size == "small":
        return load_mnist("small"), "the 1,000 test digits of the course"
    full = load_mnist("full")
    train_images, train_labels, test_images, test_labels = full
    order = np.random.default_rng(99).permutation(len(train_images))
    if candidate.digits == "small":
        few = load_mnist("small")
        if not validate:
            return few._replace(test_images=test_images, test_labels=test_labels), "MNIST's 10,000 test digits"
        own = {image.tobytes() for image in np.concatenate([few.train_images, few.test_images])}
        others = [i for i in order if train_images[i].tobytes() not in own][:20_000]
        return few._replace(test_images=train_images[others], test_labels=train_labels[others]), "20,000 held out"
    if not validate:
        return full, "MNIST's 10,000 test digits"
    held_out, rest = order[:5000], order[5000:]
    digits = Digits(train_images[rest], train_labels[rest], train_images[held_out], train_labels[held_out])
    return digits, "5,000 held out"


def run_all(
    names: Sequence[str], seeds: Mapping[str, int], jobs: int, arguments: Sequence[str]
) -> list[dict[str, Any]]:
    """Run each candidate in processes of its own, seed by seed, `jobs` at a time; print a line for each."""
    turns = [(name, seed) for seed in range(max(seeds.values())) for name in names if seed < seeds[name]]
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(lambda turn: _run_apart(*turn, arguments), turns))


def _run_apart(name: str, seed: int, arguments: Sequence[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.mnist", "--one", name, "--seed", str(seed), *arguments]
    finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    record: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    print("{candidate:24} seed {seed}  {accuracy:6.2f} %  {cpu_seconds:7.1f} s of processor  {wall_seconds:7.1f} s  "
          "load {load}".format(**rounded(record)), flush=True)  # fmt: skip
    return record


def summary(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Medians of each candidate over its seeds, and its ratios to reference (a) where that ran as well."""
    lines: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys(record["candidate"] for record in records):
        mine = [record for record in records if record["candidate"] == name]
        recipe = CANDIDATES[name].recipe
        lines[name] = {
            "what": CANDIDATES[name].what + (f", {sum(recipe.passes):g} epochs" if recipe else ""),
            "recipe": recipe._asdict() if recipe else None,
            "seeds": len(mine),
            "judged_by": mine[0]["judged_by"],
            "accuracy": statistics.median(record["accuracy"] for record in mine),
            "accuracies": [record["accuracy"] for record in mine],
            "wall_seconds": statistics.median(record["wall_seconds"] for record in mine),
            "cpu_seconds": statistics.median(record["cpu_seconds"] for record in mine),
        }
    if reference := lines.get(REFERENCE):
        for line in lines.values():
            line["times_faster_cpu"] = reference["cpu_seconds"] / line["cpu_seconds"]
            line["times_faster_wall"] = reference["wall_seconds"] / line["wall_seconds"]
    return lines


def judged(lines: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Goals whose candidates were measured: accuracy and time reached, and whether both suffice.

    Time is processor time: on a machine that others use as well, the wall clock measures them too.
    """
    results = []
    for goal in GOALS:
        line = lines.get(goal.candidate)
        if line is None or (goal.faster and "times_faster_cpu" not in line):
            continue
        fast = (
            line["times_faster_cpu"] >= goal.faster if goal.faster else line["cpu_seconds"] <= (goal.cpu_seconds or 0)
        )
        results.append(
            {
                **goal._asdict(),
                "reached_accuracy": line["accuracy"],
                "lowest_accuracy": min(line["accuracies"]),
                "reached_faster": line.get("times_faster_cpu"),
                "reached_cpu_seconds": line["cpu_seconds"],
                "accuracy_met": line["accuracy"] >= goal.accuracy,
                "time_met": fast,
                "met": fast and line["accuracy"] >= goal.accuracy,
            }
        )
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the flags say; write the results unless it was a quick or a validating run."""
    parts = sorted({candidate.part for candidate in CANDIDATES.values()})
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mnist", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--parts", default=",".join(parts), help="some of: %(default)s")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--reference-seeds", type=int, default=1, help="of the two long references")
    parser.add_argument("--threads", type=int, default=1, help="of each training; with 1, processor time means most")
    parser.add_argument("--jobs", type=int, default=1, help="trainings side by side")
    parser.add_argument("--validate", action="store_true", help="hold out training digits; write nothing")
    parser.add_argument("--quick", action="store_true", help="a few steps on the course's digits; write nothing")
    parser.add_argument("--one", choices=list(CANDIDATES), help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        setting = Setting(options.seed, options.threads, options.quick)
        record = run(options.one, setting, validate=options.validate, size="small" if options.quick else "full")
        print(json.dumps(record))
        return
    chosen = options.parts.split(",")
    if unknown := set(chosen) - set(parts):
        parser.error(f"no part is named {', '.join(sorted(unknown))}; parts are {', '.join(parts)}")
    names = [name for name, candidate in CANDIDATES.items() if candidate.part in chosen]
    seeds = {name: options.seeds if CANDIDATES[name].recipe else options.reference_seeds for name in names}
    flags = [f"--threads={options.threads}"]
    flags += [f"--{flag}" for flag in ("validate", "quick") if getattr(options, flag)]
    before = environment("numpy", "torch", "tensorflow", "keras")
    records = run_all(names, seeds, options.jobs, flags)
    lines = summary(records)
    for name, line in lines.items():
        ratio = f"{line['times_faster_cpu']:6.1f} x faster" if "times_faster_cpu" in line else ""
        print(f"{name:24} {line['accuracy']:6.2f} %  {line['cpu_seconds']:7.1f} s  {ratio}")
    goals = judged(lines)
    for goal in goals:
        print(f"{goal['candidate']:24} {goal['accuracy']} %", "met" if goal["met"] else "MISSED")
    if options.quick or options.validate:
        return
    results = {"environment": before, "threads": options.threads, "jobs": options.jobs, "bfloat16": has_bfloat16()}
    path = write_results("mnist", {**results, "lines": lines, "goals": goals, "runs": records})
    print("written to", path)


if __name__ == "__main__":
    main()
