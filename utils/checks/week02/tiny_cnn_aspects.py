"""What is asked of `TinyCNN`: a network seen through its two methods, aspect by aspect."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import Function
from utils.checks.fixed_arrays import integers
from utils.checks.parameters import arrays_of, images_met, losses_of_steps, nudged_logits
from utils.checks.probe import probe
from utils.checks.report import Call, Fault, as_array, describe, run

SLOPE_TOLERANCE = 0.08


class Network:
    """One network of the student's class; its answers come back as plain numbers, or as a `Fault`."""

    def __init__(self, kind: Function, *seed: int) -> None:
        self.model = self._ask(kind, "TinyCNN", Call(dict(zip(("seed",), seed, strict=False))))
        self._forward, self._step = (self._method(name) for name in ("forward", "train_step"))

    def forward(self, images: np.ndarray) -> np.ndarray:
        """Logits `(N, 10)` in float64."""
        call = Call({"images": images})
        value = self._ask(self._forward, "forward", call)
        logits = as_array(value)
        if logits is None or logits.shape != (len(images), 10):
            shown = describe(value) if logits is None else f"shape {logits.shape}"
            asked, expected = ("you were asked for", call.describe("forward")), f"an array of shape ({len(images)}, 10)"
            raise Fault(f"forward {shown}", "wrong answer of forward", asked, ("yours", shown), ("expected", expected))
        if not np.isfinite(logits).all():
            raise Fault("not finite", "logits that are not finite", ("yours", "nan or inf among the logits"))
        return logits.astype(np.float64)

    def step(self, images: np.ndarray, labels: np.ndarray, lr: float) -> float:
        """One training step; the loss it returns."""
        call = Call({"images": images, "labels": labels, "lr": lr})
        value = self._ask(self._step, "train_step", call)
        loss = as_array(value)
        if loss is None or loss.shape != ():
            shown = describe(value) if loss is None else f"an array of shape {loss.shape}"
            lines = ("yours", shown), ("expected", "the loss, one number")
            raise Fault(
                f"loss {shown}",
                "wrong answer of train_step",
                ("you were asked for", call.describe("train_step")),
                *lines,
            )
        return float(loss)

    def train(self, images: np.ndarray, labels: np.ndarray, batches: np.ndarray, lr: float) -> np.ndarray:
        """The losses `(K,)` of one step for each row of `batches`, `(K, B)` indices of images."""
        call = Call({"images": images, "labels": labels, "batches": batches, "lr": lr})
        return np.asarray(self._ask(functools.partial(probe, losses_of_steps, self.model), "train_step", call))

    def _method(self, name: str) -> Function:
        try:
            return getattr(self.model, name)
        except Exception:
            raise Fault(f"no {name}", "a method is missing", ("expected", f"a method {name}")) from None

    def _ask(self, function: Function, name: str, call: Call) -> Any:
        outcome = run(function, call)
        asked = ("you were asked for", call.describe(name))
        if outcome.error is not None:
            shown = f"{type(outcome.error).__name__}: {outcome.error}"[:200]
            raise Fault(f"{name} raised", f"{name} stopped by an exception", asked, ("it raised", shown))
        if outcome.changed:
            shown = f"{', '.join(outcome.changed)}: work on a copy, the caller still needs the original"
            raise Fault(f"{name} changed its input", f"{name} changed its input", asked, ("changed", shown))
        return outcome.value


def _pictures(count: int, seed: int = 1) -> np.ndarray:
    """Fixed noise `(count, 8, 8, 1)` between 0 and 1."""
    return (integers(count, 8, 8, 1, seed=seed) + 7) / 15


def _near(first: np.ndarray, second: np.ndarray, tolerance: float = 1e-4) -> bool:
    return bool(np.abs(first - second).max() <= tolerance * max(1.0, float(np.abs(second).max())))


def _forward_is_pure(kind: Function) -> None:
    """Logits of shape (N, 10): the same at every call, no probabilities, each image for itself."""
    network, images = Network(kind, 0), _pictures(6)
    logits = network.forward(images)
    if not _near(network.forward(images), logits):
        learns = _near(Network(kind, 0).forward(images), logits)
        lines = ("seen", "two calls with the same images differ"), ("expected", "the same logits")
        raise Fault("forward learns" if learns else "forward is random", "forward changes its mind", *lines)
    for total, name in ((logits.sum(axis=1), "probabilities"), (np.exp(logits).sum(axis=1), "log probabilities")):
        if _near(total, np.ones(6)) and (name != "probabilities" or logits.min() >= 0):
            raise Fault(name, f"{name} instead of logits", ("expected", "the scores before the softmax"))
    alone = np.concatenate([network.forward(images[index : index + 1]) for index in range(6)])
    if not _near(alone, logits):
        raise Fault("batch", "an image is not judged alone", ("seen", "its logits change with the rest of the batch"))
    before = network.forward(images[:2])
    for _ in range(3):
        network.forward(images)
    if not _near(network.forward(images[:2]), before):
        raise Fault("forward learns", "forward changes the network", ("seen", "logits drift from call to call"))


def _seed_is_used(kind: Function) -> None:
    """The seed alone decides the first weights; 0 is the default; networks share nothing."""
    images, labels = _pictures(5, seed=2), np.arange(5)
    first = Network(kind, 0).forward(images)
    if not _near(Network(kind, 0).forward(images), first):
        raise Fault("not reproducible", "the seed does not decide", ("seen", "TinyCNN(0) twice: different logits"))
    if not _near(Network(kind).forward(images), first):
        raise Fault("default seed", "the default seed is not 0", ("seen", "TinyCNN() and TinyCNN(0) differ"))
    if np.ptp(first) < 1e-9:
        raise Fault(
            "flat start", "the first weights are not random", ("seen", "every logit of every image is the same")
        )
    others = [Network(kind, seed).forward(images) for seed in (1, 2)]
    if any(_near(other, first) for other in others) or _near(others[0], others[1]):
        raise Fault("seed ignored", "the seed is not used", ("seen", "different seeds give the same logits"))
    one, other = Network(kind, 0), Network(kind, 0)
    one.step(images, labels, 0.1)
    if not _near(other.forward(images), first):
        raise Fault("shared", "networks share their weights", ("seen", "one learnt, and another changed with it"))
    if not _near(Network(kind, 0).forward(images), first):
        raise Fault("shared start", "networks share their weights", ("seen", "a new TinyCNN(0) is not new"))


def _network_bends(kind: Function) -> None:
    """The logits are not a linear function of the image."""
    images = _pictures(2, seed=3) * 4
    for seed in (0, 1):
        one, other, both, none = Network(kind, seed).forward(np.stack([*images, images.sum(axis=0), 0 * images[0]]))
        if np.abs(both - one - other + none).max() > 1e-3 * max(1.0, float(np.abs(both).max())):
            return
    lines = ("seen", "the logits of a sum of images are the sum of their logits"), ("so", "nothing in it bends")
    raise Fault("linear", "a linear network", *lines)


def _windows_are_small(kind: Function) -> None:
    """Neighbouring pixels work together in the first layer, distant ones do not.

    For two pixels alone and both at once, the logits differ from a sum only through units that see both. A dense first
    layer sees all pairs alike; a convolution joins neighbours, and distant pixels only through later layers. When these
    join so many that it is not plain, the weights tell: in a dense first layer each of them meets one pixel.
    """
    near, far = [], []
    for row, column in np.ndindex(8, 8):
        near += [((row, column), (row, column + 1))] if column < 7 else []
        near += [((row, column), (row + 1, column))] if row < 7 else []
        far += [((row, column), (7 - row, 7 - column))] if row < 2 or (column < 2 and row < 4) else []
    strength = []
    for pairs in (near, far):
        total = 0.0
        images = np.zeros((3 * len(pairs) + 1, 8, 8, 1))
        for index, (one, other) in enumerate(pairs):
            images[3 * index][one] = images[3 * index + 1][other] = 1
            images[3 * index + 2][one] = images[3 * index + 2][other] = 1
        for seed in (0, 1, 2):
            logits = Network(kind, seed).forward(images)
            singles, pair = logits[:-1].reshape(-1, 3, 10)[:, :2], logits[2:-1:3]
            total += float(np.square(pair - singles.sum(axis=1) + logits[-1]).mean())
        strength.append(total**0.5)
    if strength[1] > 0.65 * strength[0] and _every_weight_has_its_pixel(Network(kind, 0)):
        seen = f"distant pixels act together {strength[1] / max(strength[0], 1e-12):.0%} as strongly as neighbours"
        raise Fault(
            "no window", "no convolution at the image", ("seen", seen), ("expected", "far less than neighbours")
        )


def _every_weight_has_its_pixel(network: Network) -> bool:
    """Whether most numbers of an array meet one pixel each; also for a network that shows no arrays.

    A number of a kernel meets many pixels, one behind a convolution those of its window.
    """
    arrays, random = _arrays(network), np.random.default_rng(0)
    pixels = np.eye(64).reshape(64, 8, 8, 1)
    for path, array in arrays.items():
        if array.size < len(pixels):
            continue
        places = [int(place) for place in random.choice(array.size, 24, replace=False)]
        nudge = Call({"images": pixels, "path": path, "places": places})
        counts = run(functools.partial(probe, images_met, network.model), nudge).value
        met = [count for count in counts if count] if isinstance(counts, list) else []
        if len(met) >= 3 and met.count(1) > len(met) / 2:
            return True
    return not arrays


def _loss_is_right(kind: Function) -> None:
    """train_step returns the mean cross-entropy of the batch before its change."""
    from utils.checks import oracles_week02 as oracles

    images, labels = _pictures(6, seed=4) * 2, np.array([3, 0, 9, 3, 5, 1])
    network = Network(kind, 0)
    before = network.forward(images)
    loss = network.step(images, labels, 0.05)
    after, expected = network.forward(images), oracles.cross_entropy(before, labels)
    if abs(loss - expected) <= 1e-3 * max(1.0, expected):
        return
    right = np.take_along_axis(oracles.softmax(before), labels[:, None], axis=1)
    known = {
        "probability": float(right.mean()),
        "doubt": float(1 - right.mean()),
        "accuracy": float((before.argmax(axis=1) == labels).mean()),
        "after": oracles.cross_entropy(after, labels),
        "sum": 6 * expected,
        "negative": -expected,
        "over classes": expected / 10,
        "twice the mean": 2 * expected,
    }
    found = [name for name, value in known.items() if abs(loss - value) <= 1e-3 * max(1.0, abs(value))]
    what = "mean cross-entropy of forward(images) before the step"
    lines = ("yours", f"{loss:.6g}"), ("expected", f"{expected:.6g}, the {what}")
    raise Fault(f"loss {found[0] if found else 'other'}", "wrong loss", *lines)


def _step_descends(kind: Function) -> None:
    """A small step lowers the loss; the rate decides how far."""
    from utils.checks import oracles_week02 as oracles

    images, labels = _pictures(8, seed=5), np.array([3, 0, 9, 3, 5, 1, 7, 7])
    moved, losses = {}, {}
    for lr in (0.0, 0.001, 0.002):
        network = Network(kind, 1)
        before = network.forward(images)
        network.step(images, labels, lr)
        after = network.forward(images)
        moved[lr] = after - before
        losses[lr] = oracles.cross_entropy(after, labels) - oracles.cross_entropy(before, labels)
    if np.abs(moved[0.001]).max() < 1e-7:
        raise Fault("no change", "train_step changes nothing", ("seen", "the same logits before and after a step"))
    if np.abs(moved[0.0]).max() > 0.1 * np.abs(moved[0.001]).max():
        raise Fault("rate 0", "the rate is not used", ("seen", "a step with lr=0 changes the logits"))
    if losses[0.001] > 0:
        raise Fault(
            "rises", "a step makes the loss larger", ("seen", f"lr=0.001: the loss rises by {losses[0.001]:.2g}")
        )
    ratio = float(np.vdot(moved[0.002], moved[0.001]) / np.vdot(moved[0.001], moved[0.001]))
    if not 1.6 < ratio < 2.4:
        lines = ("seen", f"lr=0.002 goes {ratio:.2f} times as far as lr=0.001"), ("expected", "twice as far")
        raise Fault(f"rate {ratio:.0f}", "the rate is not the length of the step", *lines)


def _batch_is_a_mean(kind: Function) -> None:
    """Showing every image twice is the same step; every image of the batch counts."""
    images, labels = _pictures(4, seed=6), np.array([2, 8, 2, 6])

    def change(chosen: Sequence[int]) -> np.ndarray:
        network = Network(kind, 2)
        before = network.forward(images)
        network.step(images[list(chosen)], labels[list(chosen)], 0.002)
        return network.forward(images) - before

    whole, twice = change(range(4)), change([0, 1, 2, 3] * 2)
    if not np.abs(whole).max() > 1e-7:
        raise Fault("no change", "train_step changes nothing", ("seen", "the same logits before and after a step"))
    ratio = float(np.vdot(twice, whole) / np.vdot(whole, whole))
    if abs(ratio - 1) > 0.05:
        seen = f"the same images, each shown twice: the step is {ratio:.2f} times as long"
        raise Fault(f"batch {ratio:.1f}", "the step grows with the batch", ("seen", seen), ("expected", "1.00"))
    singles = [change([index]) for index in range(4)]
    mean = np.mean(singles, axis=0)
    scale = float(np.vdot(whole, mean) / np.vdot(mean, mean))
    if np.abs(whole - scale * mean).max() > 0.2 * np.abs(scale * mean).max():
        only = any(_near(whole, single * np.vdot(whole, single) / np.vdot(single, single), 1e-6) for single in singles)
        seen = "one image decides alone" if only else "it is no mean of four steps, each on one of the images"
        raise Fault("one image" if only else "no mean", "not the step of the whole batch", ("seen", seen))
    if abs(scale - 1) > 0.1:
        seen = f"one step on four images is {scale:.2f} times the mean of four single steps"
        raise Fault(
            f"scale {scale:.1f}", "the step is not the mean over the batch", ("seen", seen), ("expected", "1.00")
        )


def _gradients_are_right(kind: Function) -> None:
    """Every array that the logits depend on moves by lr times its slope, which is measured along random directions.

    The arrays are found where the network lives. Arrays without influence on the logits are not weights; a network that
    shows no arrays is left to the other checks.
    """
    _measure_slopes(Network(kind, 3), "gradient")
    network = Network(kind, 4)
    network.step(_pictures(3, seed=8), np.array([1, 2, 3]), 0.01)
    _measure_slopes(network, "second step")


def _measure_slopes(network: Network, name: str) -> None:
    """One step, compared with slopes that are measured before it."""
    from utils.checks import oracles_week02 as oracles

    images, labels = _pictures(5, seed=7) * 2 - 0.5, np.array([4, 0, 9, 4, 7])
    network.forward(images)
    before, count = _arrays(network), 6
    random = np.random.default_rng(0)
    measured: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for path, array in before.items():
        directions = random.normal(size=(count, *array.shape))
        directions /= np.sqrt(np.square(directions).sum(axis=tuple(range(1, directions.ndim)), keepdims=True))
        small = 2e-4 if array.dtype.itemsize >= 8 else 2e-3  # as short as the precision allows: a ReLU has a kink
        both = np.concatenate([directions, -directions]) * small
        nudge = Call({"images": images, "path": path, "directions": both})
        logits = as_array(run(functools.partial(probe, nudged_logits, network.model), nudge).value)
        if logits is not None and logits.shape == (2 * count, 5, 10):
            losses = np.array([oracles.cross_entropy(row, labels) for row in logits])
            measured[path] = directions, (losses[:count] - losses[count:]) / (2 * small)
    rate = 0.5  # so large that a layer which changes before its gradient has been passed on is seen
    network.step(images, labels, rate)
    after = _arrays(network)
    for path, (directions, slopes) in measured.items():
        size = float(np.sqrt(np.square(slopes).mean()))
        if size < 1e-3 or path not in after or after[path].shape != before[path].shape:
            continue
        claimed = (before[path].astype(np.float64) - after[path]) / rate
        along = np.tensordot(directions, claimed, claimed.ndim)
        shown = ("array", f"{path}, shape {claimed.shape}")
        if not np.abs(claimed).max() > 1e-6:
            lines = [shown, ("seen", "the loss depends on it, and train_step leaves it as it is")]
            raise Fault("frozen", "weights that never learn", *lines)
        if np.median(np.abs(along - slopes)) > SLOPE_TOLERANCE * size + 1e-3:
            pairs = zip(along[:2], slopes[:2], strict=True)
            lines = [("slope", f"by your step {number:.4g}, measured {slope:.4g}") for number, slope in pairs]
            raise Fault(name, "a step that is not along the gradient", shown, *lines)


def _arrays(network: Network) -> dict[str, np.ndarray]:
    """Arrays of the student's network; empty when they cannot be had."""
    found = run(functools.partial(probe, arrays_of, network.model), Call()).value
    return (
        {path: array for path, array in found.items() if isinstance(array, np.ndarray)}
        if isinstance(found, dict)
        else {}
    )


ASPECTS: dict[str, Callable[[Function], None]] = {
    "forward": _forward_is_pure,
    "seed": _seed_is_used,
    "bend": _network_bends,
    "window": _windows_are_small,
    "loss": _loss_is_right,
    "step": _step_descends,
    "batch": _batch_is_a_mean,
    "gradient": _gradients_are_right,
}
