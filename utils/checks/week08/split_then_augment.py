"""Checks of `split_then_augment`: a test set apart, and copies of training images alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import Probes, token
from utils.checks.report import Check, as_array, describe, rng
from utils.checks.scenes import Scene, ask_all, probed_check
from utils.checks.tensors import plain
from utils.checks.week08.draws import judge_generator
from utils.checks.week08.reports import Tell, report_tokens


def _check(split_then_augment: Any) -> Check:
    return probed_check("split_then_augment", split_then_augment, PROBES, probes.split_by)


def split_scene(count: int, test_size: int, copies: int, *, calls: int = 1, seed: int = 0, classes: int = 2) -> Scene:
    """split_then_augment(images, labels, augment, test_size, copies, rng); each image knows who it is by channel 0"""
    random = np.random.default_rng(seed)
    images = random.integers(0, 10, (count, 2, 2, 3)).astype(np.float32)
    images[..., 0] = np.arange(count)[:, None, None]
    labels = random.permutation(np.arange(count) % classes)
    often = f", {calls} times" if calls > 1 else ""
    text = f"split_then_augment(images {images.shape}, labels, augment, {test_size}, {copies}, rng){often}"
    options = {"images": images, "labels": labels, "test_size": test_size, "copies": copies}
    return Scene({}, {**options, "seed": seed, "calls": calls}, text=text)


_SPLIT = {
    "shape": [split_scene(8, 2, 2), split_scene(12, 5, 1, seed=1), split_scene(9, 3, 0, seed=2)],
    "leak": [split_scene(12, 4, 2, calls=3, seed=3)],
    "copies": [split_scene(10, 3, 3, calls=2, seed=4, classes=5)],
    "random": [split_scene(8, 2, 1, calls=120, seed=5)],
}


class _Parts:
    """Four arrays, read: who is in them, and what was done to them."""

    def __init__(self, scene: Scene, value: Any) -> None:
        self.images, self.labels = scene.options["images"], scene.options["labels"]
        self.shapes: list[tuple[int, ...] | None] = []
        self.readable = False
        self.strangers: list[bool] = []
        if not isinstance(value, (tuple, list)) or len(value) != 4:
            return
        arrays = [as_array(plain(part)) for part in value]
        self.shapes = [None if array is None else array.shape for array in arrays]
        x, y, test_x, test_y = arrays
        if x is None or y is None or test_x is None or test_y is None:
            return
        tail = self.images.shape[1:]
        if (
            x.shape[1:] != tail
            or test_x.shape[1:] != tail
            or x.shape[:1] != y.shape
            or test_x.shape[:1] != test_y.shape
        ):
            return
        self.x, self.y, self.test_x, self.test_y = x, y, test_x, test_y
        self.who, self.test_who = self._names(x), self._names(test_x)
        self.strangers = [bool((names < 0).any()) for names in (self.who, self.test_who)]
        self.readable = not any(self.strangers)

    def _names(self, images: np.ndarray) -> np.ndarray:
        """Indices of the originals; -1 where there is none."""
        numbers = images[:, :, :, 0].reshape(len(images), -1)
        known = np.isin(numbers, np.arange(len(self.images))).all(axis=1) & (np.ptp(numbers, axis=1) == 0)
        return np.where(known, numbers[:, 0], -1).astype(int)

    def original(self, images: np.ndarray, who: np.ndarray) -> np.ndarray:
        """Which of some images are originals."""
        return np.array([np.array_equal(one, self.images[name]) for one, name in zip(images, who, strict=True)], bool)

    def altered(self) -> np.ndarray:
        """By how much the second and third channel of the augmented images were raised `(n, 2)`; NaN if unevenly."""
        rises = (self.x - self.images[self.who])[~self.original(self.x, self.who)][..., 1:]
        rises = rises.reshape(len(rises), self.images[0, :, :, 0].size, 2)
        return np.where(np.ptp(rises, axis=1) < 1e-3, rises.mean(axis=1), np.nan).round(5)

    def label_errors(self) -> list[str]:
        """Which images have the label of another one: originals, copies, test images."""
        wrong, plain_ones = self.y != self.labels[self.who], self.original(self.x, self.who)
        found = {"an original in training": wrong[plain_ones], "a copy": wrong[~plain_ones]}
        found["a test image"] = self.test_y != self.labels[self.test_who]
        return [name for name, errors in found.items() if errors.any()]

    def makes(self, copies: int) -> list[str]:
        """What is wrong with originals and copies in the training set."""
        plain_ones, wrong = self.original(self.x, self.who), []
        originals, augmented = Counter(self.who[plain_ones]), Counter(self.who[~plain_ones])
        members = sorted(set(self.who))
        if any(originals[name] != 1 for name in members):
            wrong.append(
                "an original is missing" if any(not originals[n] for n in members) else "originals more than once"
            )
        if any(augmented[name] != copies for name in members):
            wrong.append(
                f"{min(augmented[n] for n in members)} to {max(augmented[n] for n in members)} copies of an image"
            )
        rises = self.altered()
        if not np.isfinite(rises).all() or (rises > 2 + 1e-3).any():
            wrong.append("a copy that is not what augment(image, rng) makes of an original")
        elif _distinct(rises) < len(rises):
            names = self.who[~plain_ones]
            twins = any(_distinct(rises[names == name]) < copies for name in members)
            wrong.append(f"the same distortion {'in two copies of an image' if twins else 'of two images'}")
        return wrong


def _distinct(rises: np.ndarray) -> int:
    """How many different distortions there are."""
    return len(np.unique(rises, axis=0)) if rises.size else 0


def _repeated(parts: Sequence[_Parts]) -> bool:
    """Whether the first copy of each call is distorted in one of a few ways, call after call."""
    rises = np.concatenate([one.altered()[:1] for one in parts])
    rises = rises[np.isfinite(rises).all(axis=1)]
    return 0 < _distinct(rises) <= len(rises) / 2


def _few_splits(parts: Sequence[_Parts]) -> bool:
    """Whether far fewer test sets occur in 120 calls than the 28 that there are; at random it is about 28."""
    return len({frozenset(one.test_who.tolist()) for one in parts}) <= 16


def _tell_split(aspect: str) -> Tell:
    def tell(scene: Scene, found: Mapping[str, Any]) -> list[str]:
        tokens: set[str] = set()
        members: list[frozenset[int]] = []
        readable: list[_Parts] = []
        for value in found["values"]:
            parts = _Parts(scene, value)
            if aspect == "shape" or not parts.readable:
                listed = value if isinstance(value, (tuple, list)) and len(value) < 10 else [value]
                kinds = "" if parts.shapes else [type(part).__name__ for part in listed]
                tokens.add(f"{parts.shapes} {parts.strangers} {kinds}")
                continue
            members.append(frozenset(parts.test_who.tolist()))
            readable.append(parts)
            if aspect == "leak":
                wrong = _leaks(parts)
                tokens.add(f"{wrong} {len(parts.x)} {len(parts.test_x)}" if wrong else "")
            elif aspect == "copies":
                tokens.add(f"{parts.makes(scene.options['copies'])} {parts.label_errors()}")
        if aspect == "random":
            tested = frozenset[int]().union(*members)
            fixed = members[0] if len(set(members)) == 1 else frozenset()
            tokens.add(f"{len(tested)} {sorted(fixed)} {len(set(members)) > 10} {_own_split(found)}")
            tokens |= {"few splits"} if readable and _few_splits(readable) else set()
            tokens |= {"repeated"} if readable and _repeated(readable) else set()
        if aspect == "leak":
            tokens.add(f"{found['changed']}")
        return sorted(tokens)

    return tell


def _leaks(parts: _Parts) -> str:
    """What is wrong with the test set."""
    wrong = []
    tested, plain_ones = set(parts.test_who.tolist()), parts.original(parts.x, parts.who)
    for what, names in (("test images", parts.who[plain_ones]), ("copies of test images", parts.who[~plain_ones])):
        if shared := tested & set(names.tolist()):
            wrong.append(f"{what} in training, of {len(shared)} of {len(tested)}")
    if not parts.original(parts.test_x, parts.test_who).all():
        some = parts.original(parts.test_x, parts.test_who).any()
        wrong.append("some test images were augmented" if some else "test images were augmented")
    if len(set(parts.test_who.tolist())) < len(parts.test_who):
        wrong.append("a test image is there twice")
    if len(set(parts.who.tolist()) | set(parts.test_who.tolist())) < len(parts.images):
        wrong.append("an image is in neither part")
    return "; ".join(wrong)


def _own_split(found: Mapping[str, Any]) -> str:
    def one(values: Sequence[Any]) -> list[str]:
        return [token(plain(part)) if i % 2 else token(_who(part)) for v in values for i, part in _listed(v)]

    return f"{one(found['values']) == one(found['again'])} {found['used']} {found['others']}"


def _listed(value: Any) -> Iterable[tuple[int, Any]]:
    return enumerate(value if isinstance(value, (tuple, list)) else [value])


def _who(part: Any) -> Any:
    array = as_array(plain(part))
    return part if array is None else array


def _read_all(
    check: Check, scenes: Sequence[Scene], aspects: Sequence[str]
) -> Iterator[tuple[Scene, Mapping[str, Any], list[_Parts]]]:
    """Each scene whose answers can be read, with the probe's report and the answers."""
    for scene, found in ask_all(check, scenes, aspects):
        parts = [_Parts(scene, value) for value in found["values"]]
        unread = [number for number, one in enumerate(parts) if not one.readable or not one.shapes]
        if not unread:
            yield scene, found, parts
            continue
        shapes, value = parts[unread[0]].shapes, found["values"][unread[0]]
        yours = " ".join(map(str, shapes)) if shapes else describe(value)
        lines = [("yours", yours), ("expected", "train images, train labels, test images, test labels")]
        check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)


def check_split_then_augment_shape(split_then_augment: Any) -> None:
    """Four arrays of the right lengths."""
    check = _check(split_then_augment)
    aspects = ("shape", "leak", "copies")
    for scene, found in ask_all(check, _SPLIT["shape"], aspects):
        tail, test, copies = scene.options["images"].shape[1:], scene.options["test_size"], scene.options["copies"]
        train = (len(scene.options["images"]) - test) * (1 + copies)
        expected = [(train, *tail), (train,), (test, *tail), (test,)]
        shapes = _Parts(scene, found["values"][0]).shapes
        if shapes != expected:
            yours = " ".join(map(str, shapes)) if shapes else describe(found["values"][0])
            lines = [("yours", yours), ("expected", " ".join(map(str, expected)))]
            check.find("shape", "wrong shapes", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> {' '.join(map(str, expected))}")
    check.finish("four arrays of the right lengths")


def check_split_then_augment_leak(split_then_augment: Any) -> None:
    """No test image, and no copy of one, is in the training set; the test images are the originals."""
    _split_leaks(split_then_augment, _SPLIT["leak"])


def check_split_then_augment_leak_hidden(split_then_augment: Any) -> None:
    """Random numbers of images and copies."""
    _split_leaks(split_then_augment, [_random_split()])


def _random_split() -> Scene:
    random = rng()
    count, test, copies, seed = (int(n) for n in random.integers((9, 2, 1, 0), (16, 5, 4, 10**6)))
    return split_scene(count, test, copies, seed=seed, classes=4)


def _split_leaks(split_then_augment: Any, scenes: Sequence[Scene]) -> None:
    check = _check(split_then_augment)
    aspects = ("leak", "copies", "shape")
    for scene, found, parts in _read_all(check, scenes, aspects):
        if wrong := next(filter(None, map(_leaks, parts)), ""):
            check.find("values", "the test set is not apart", [("seen", wrong)], call=scene, aspects=aspects)
        if not all(len(one.test_x) and len(one.x) for one in parts):
            check.find("shape", "an empty part", [("seen", "no images in it")], call=scene, aspects=aspects)
        if found["changed"]:
            lines = [("changed", "images or labels: work on copies, the caller still needs the originals")]
            check.find("edge cases", "changed its input", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> the test set is apart")
    check.finish("the test set is apart from the training set")


def check_split_then_augment_copies(split_then_augment: Any) -> None:
    """In training, each image once as it is and so many copies, each made anew; labels go with their images."""
    _split_copies(split_then_augment, _SPLIT["copies"])


def check_split_then_augment_copies_hidden(split_then_augment: Any) -> None:
    """Random numbers of images and copies."""
    _split_copies(split_then_augment, [_random_split()])


def _split_copies(split_then_augment: Any, scenes: Sequence[Scene]) -> None:
    check = _check(split_then_augment)
    aspects = ("copies", "leak", "shape")
    for scene, _, parts in _read_all(check, scenes, aspects):
        for one in parts:
            if wrong := one.makes(scene.options["copies"]):
                check.find("values", "wrong training set", [("seen", wrong[0])], call=scene, aspects=aspects)
            if mixed := one.label_errors():
                lines = [("seen", f"{mixed[0]} with the label of another image")]
                check.find("edge cases", "labels do not follow their images", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> originals, copies and labels")
    check.finish("originals and fresh copies, each with its label")


def check_split_then_augment_random(split_then_augment: Any) -> None:
    """Every image is in the test set at times, and all chance comes from rng."""
    _split_chance(split_then_augment, _SPLIT["random"])


def check_split_then_augment_random_hidden(split_then_augment: Any) -> None:
    """Another seed."""
    _split_chance(split_then_augment, [split_scene(8, 2, 1, calls=120, seed=int(rng().integers(10**6)))])


def _split_chance(split_then_augment: Any, scenes: Sequence[Scene]) -> None:
    check = _check(split_then_augment)
    aspects = ("random", "leak", "copies", "shape")
    for scene, found, parts in _read_all(check, scenes, aspects):
        counts = Counter(name for part in parts for name in set(part.test_who.tolist()))
        never = [name for name in range(8) if not counts[name]]
        if never:
            lines = [("never tested", f"image {never[0]}" + (f" and {len(never) - 1} more" if never[1:] else ""))]
            check.find("values", "the split is not random", lines, call=scene, aspects=aspects)
        elif _few_splits(parts):
            some = {str(sorted(part.test_who.tolist())) for part in parts}
            lines = [("tested together", f"{', '.join(sorted(some)[:4])}: {len(some)} different test sets")]
            lines.append(("expected", "any two images may be tested together"))
            check.find("values", "the split is not random", lines, call=scene, aspects=aspects)
        if _repeated(parts):
            lines = [("seen", "the same few distortions call after call"), ("expected", "augment draws from rng too")]
            check.find("gradient", "copies are not drawn by rng", lines, call=scene, aspects=aspects)
        _judge_generator_of_split(check, scene, found, aspects)
        check.show(f"{scene.text} -> every image is tested at times")
    check.finish("split at random, by rng alone")


def _judge_generator_of_split(check: Check, scene: Scene, found: Mapping[str, Any], aspects: Sequence[str]) -> None:
    same, used, *_ = _own_split(found).split()
    values = {"values": [0], "again": [int(same != "True")], "used": used == "True", "others": found["others"]}
    judge_generator(check, scene, values, aspects)


PROBES: dict[str, Probes] = {
    "split_then_augment": {
        aspect: report_tokens(probes.split_by, _SPLIT[aspect], _tell_split(aspect))
        for aspect in ("leak", "copies", "shape", "random")
    }
}
