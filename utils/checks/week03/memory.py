"""Training a network whose weights say afterwards which examples it was trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks import keras_probes
from utils.checks.fingerprints import Function
from utils.checks.report import Call, Fault, as_array
from utils.checks.week03.subjects import Subject


@dataclass(frozen=True)
class _Named:
    """Stands for an object that has no short form, wherever a call is shown."""

    name: str

    def __repr__(self) -> str:
        return self.name


MODEL = _Named("model")


def train_call(images: np.ndarray, targets: np.ndarray, epochs: int, **options: int) -> Call:
    """train(model, images, targets, epochs, ...)"""
    return Call({"model": MODEL, "images": images, "targets": targets, "epochs": epochs}, options)


class Training(Subject):
    """A student's `train`, let loose on memory networks."""

    question = "train"

    def fit(self, network: Any, images: np.ndarray, targets: np.ndarray, epochs: int, **options: int) -> Any:
        """Let the student train a network; what `train` returned."""
        return self.ask(train_call(images, targets, epochs, **options), self.on(network))

    def on(self, network: Any = None) -> Function:
        """The student's function with a network in place of the placeholder; by default a new memory network."""

        def call(model: Any, *args: Any, **options: Any) -> Any:
            chosen = self.memory() if network is None else network
            return self.function(chosen, *args, **options)

        return call

    def memory(self) -> Any:
        """A network that remembers what it was trained on."""
        return self.look(keras_probes.memory_network, doing="the network of the check")

    def remembered(self, network: Any) -> tuple[float, float, float, float, np.ndarray]:
        """Of a memory network: largest input, most lit pixels, examples trained on and asked for, weights (784, 10)."""
        found = self.look(keras_probes.weights_of, network, doing="model.get_weights")
        arrays = [as_array(part) for part in found] if isinstance(found, list) else []
        if [None if array is None else array.shape for array in arrays] != [(), (), (), (), (28 * 28, 10)]:
            raise Fault("other weights", "the model is not the one that was handed in")
        largest, lit, count, asked, weights = (np.asarray(array, dtype=np.float64) for array in arrays)
        return float(largest), float(lit), float(count), float(asked), weights

    @property
    def trial(self) -> Run:
        """Three epochs on examples that light one pixel each."""
        return self.once("trial", self._trial)

    def _trial(self) -> Run:
        random = np.random.default_rng(3)
        count = 413  # no usual batch size divides what is left of it
        return self.try_out(random.permutation(28 * 28)[:count], random.integers(0, 10, count), 3)

    def try_out(self, pixels: np.ndarray, labels: np.ndarray, epochs: int, **options: int) -> Run:
        """Train a memory network on one example a pixel."""
        network = self.memory()
        images, targets = one_pixel_each(pixels, labels)
        history = self.fit(network, images, targets, epochs, **options)
        return Run(pixels, labels, epochs, history, *self.remembered(network))

    def recorded(self, run: Run) -> dict[str, list[float]]:
        """The History's numbers; empty when there is no History."""
        kind = self.look(keras_probes.kind_of, run.history, doing="the answer")
        if kind != keras_probes.HISTORY:
            return {}
        found = self.look(keras_probes.history_of, run.history, doing="history.history")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Run:
    """One training of a memory network: what was given, what came back, what it remembers."""

    pixels: np.ndarray
    labels: np.ndarray
    epochs: int
    history: Any
    largest: float
    lit: float
    count: float
    asked: float
    weights: np.ndarray

    @property
    def trained(self) -> np.ndarray:
        """For each example whether the network was ever trained on it."""
        return np.abs(self.weights[self.pixels]).max(axis=1) > 0


def one_pixel_each(pixels: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Images that light one pixel each, and their one-hot targets."""
    images = np.zeros((len(pixels), 28 * 28), dtype=np.float32)
    images[np.arange(len(pixels)), pixels] = 1
    return images.reshape(-1, 28, 28, 1), np.eye(10, dtype=np.float32)[labels]
