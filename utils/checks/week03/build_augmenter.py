"""Checks of `build_augmenter`: what it changes while training, and how far."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks import keras_probes
from utils.checks.fingerprints import Probes
from utils.checks.report import Fault
from utils.checks.week03.poses import GRID, Poses, fit_poses, spots
from utils.checks.week03.subjects import Aspects, Subject, build_call, judge, kind_of_fault, pictures

DRAWS = 128
FEW = 0.02
MOST_INK = 0.3  # a little more brightness is allowed


class Augmenting(Subject):
    """A student's `build_augmenter` and a layer that it made."""

    question = "build_augmenter"

    @property
    def layer(self) -> Any:
        """One augmenter for all looks."""
        return self.once("layer", self._layer)

    def _layer(self) -> Any:
        layer = self.ask(build_call())
        kind = self.look(keras_probes.kind_of, layer, doing="the answer")
        if kind not in (keras_probes.MODEL, keras_probes.LAYER):
            shown = "None (is there a `return`?)" if layer is None else f"an object of type {kind}"
            raise Fault(f"kind {kind}", "not a layer", ("yours", shown), ("expected", "a Keras layer or model"))
        return layer

    def changed(self, images: np.ndarray, training: bool = True) -> np.ndarray:
        """What becomes of a batch."""
        doing = f"augmenter(images, training={training})"
        result = self.numbers(keras_probes.predictions, self.layer, images, training, doing=doing)
        if result.shape != images.shape:
            lines = (doing, f"shape {result.shape}"), ("expected", f"{images.shape}")
            raise Fault(f"shape {result.shape}", "the shape changes", *lines)
        return result

    @property
    def poses(self) -> Poses:
        """How a figure of four spots is moved in many draws."""
        return self.once("poses", self._poses)

    def _poses(self) -> Poses:
        batch = np.repeat(spots(*GRID)[None, :, :, None], DRAWS, axis=0).astype(np.float32)
        drawn = [self.changed(batch), self.changed(batch)]
        if not max(np.abs(d).max() for d in drawn):
            raise Fault("black", "nothing is left of the images", ("seen", "0 at every place, in training"))
        if max(np.abs(d - batch).max() for d in drawn) < 1e-4:
            seen = "augmenter(images, training=True) returns the images as they are"
            raise Fault("nothing", "nothing is changed", ("seen", seen))
        if np.abs(drawn[0] - drawn[1]).max() < 1e-4:
            raise Fault("frozen", "the same change each time", ("seen", "two calls in training: the same images"))
        if max(np.abs(d - d[:1]).max() for d in drawn) < 1e-4:
            seen = f"{DRAWS} copies of one image in a batch: all are changed in the same way"
            raise Fault("one draw", "one draw for a whole batch", ("seen", seen))
        return fit_poses(np.concatenate(drawn)[..., 0])


def _inference_is_identity(augmenting: Augmenting) -> None:
    """At inference the images come back as they are."""
    images = pictures(6)
    result = augmenting.changed(images, training=False)
    if np.abs(result - images).max() > 1e-4:
        seen = (
            f"largest change {np.abs(result - images).max():.2f}, values from {result.min():.3f} to {result.max():.3f}"
        )
        lines = ("augmenter(images, training=False)", seen), ("expected", "no change")
        top = float(result.max())
        kind = "black" if top == 0 else "scaled" if top < 0.1 else "bytes" if top > 10 else "moved"
        raise Fault(f"inference {kind}", "changes images at inference", *lines)


def _digits_are_moved(augmenting: Augmenting) -> None:
    """In training every image is turned, shifted both ways and zoomed, each time anew."""
    poses = augmenting.poses
    good = poses.clear & ~poses.mirrored
    if good.sum() < 32:
        good = ~poses.lost & ~poses.mirrored  # noise hides the figure; whether it moves can still be seen
    if good.sum() < 32:
        return  # far too much, which the other check says
    zooms = np.log(poses.zooms[good]).mean(axis=1)
    spread = {
        "rotation": float(np.std(poses.angles[good])),
        "vertical shift": float(np.std(poses.shifts[good, 0])),
        "horizontal shift": float(np.std(poses.shifts[good, 1])),
        "zoom": float(100 * np.std(zooms)),
    }
    least = {"rotation": 1.5, "vertical shift": 0.4, "horizontal shift": 0.4, "zoom": 1.2}
    units = {"rotation": "degrees", "zoom": "%"}
    missing = [name for name, value in spread.items() if value < least[name]]
    turns, shifts = np.quantile(poses.angles[good], [0.1, 0.9]), np.quantile(poses.shifts[good], [0.1, 0.9], axis=0)
    if missing:
        lines = [(name, f"varies by {value:.2f} {units.get(name, 'pixels')}") for name, value in spread.items()]
        headline = f"no {' and no '.join(missing)} to speak of"
        raise Fault(f"missing {', '.join(missing)}", headline, *lines)
    reach = {"rotation": turns, "vertical shift": shifts[:, 0], "horizontal shift": shifts[:, 1]}
    single = [name for name, (low, high) in reach.items() if max(low, -high) > -least[name] / 2]
    if single:
        lines = [
            (name, "mostly from {:.1f} to {:.1f} ".format(*reach[name]) + units.get(name, "pixels")) for name in single
        ]
        raise Fault(f"single {', '.join(single)}", f"{' and '.join(single)} to one side only", *lines)


def _changes_are_small(augmenting: Augmenting) -> None:
    """Never more than 30 degrees, a fifth of the image, a quarter in size."""
    poses = augmenting.poses
    clear = poses.clear
    angles, mirrored = np.abs(poses.angles), clear & poses.mirrored
    if poses.lost.mean() > FEW:
        seen = f"in {poses.lost.mean():.0%} of {2 * DRAWS} draws most of the figure is not there"
        raise Fault("lost", "digits leave the image", ("seen", seen))
    shifts, zooms = np.abs(poses.shifts).max(axis=1), poses.zooms
    if (clear & (shifts > 7.5)).mean() > FEW:
        lines = (
            ("seen", f"shifts of up to {shifts[clear].max():.1f} pixels"),
            ("expected", "at most 5.6, a fifth of 28"),
        )
        raise Fault("shift", "shifted too far", *lines)
    if mirrored.mean() > FEW:
        seen = f"{mirrored.mean():.0%} of {2 * DRAWS} draws are mirror images"
        sideways = float((angles[mirrored] < 90).mean())
        kind = "sideways" if sideways > 0.9 else "down" if sideways < 0.1 else "both"
        raise Fault(f"mirrored {kind}", "digits are mirrored", ("seen", seen))
    if (clear & (angles > 33)).mean() > FEW:
        largest, between = angles[clear].max(), ((angles > 40) & (angles < 140)).any()
        lines = ("seen", f"turns of up to {largest:.0f} degrees"), ("expected", "at most 30")
        kind = "large" if largest < 150 else "any" if between else "half turns"
        raise Fault(f"angle {kind}", "turned too far", *lines)
    if (clear & ((zooms > 1.45) | (zooms < 0.7)).any(axis=1)).mean() > FEW:
        seen = f"sizes from {zooms[clear].min():.2f} to {zooms[clear].max():.2f} of the original"
        raise Fault("zoom", "zoomed too far", ("seen", seen), ("expected", "at most a quarter either way"))


def _places_are_kept(augmenting: Augmenting) -> None:
    """Each image of a batch stays at its place: its label does too."""
    marked = np.arange(32) % 3 == 0
    batch = spots(*GRID)[None, :, :, None] * marked[:, None, None, None]
    result = augmenting.changed(batch.astype(np.float32))
    mass = np.abs(result - np.median(result, axis=(1, 2), keepdims=True)).sum(axis=(1, 2, 3))
    if not mass[marked].min() > 2 * mass[~marked].max():
        seen = "a batch of figures and of empty images: afterwards figures are where empty images were"
        raise Fault("places", "the images of a batch change places", ("seen", seen))


def _range_is_kept(augmenting: Augmenting) -> None:
    """Images from 0 to 1 stay from 0 to 1, and paper stays paper."""
    noise = (pictures(64) > 0.5).astype(np.float32)
    result = augmenting.changed(noise)
    low, high = float(result.min()), float(result.max())
    if not (low >= -1e-3 and high <= 1 + 1e-3):
        lines = ("images", "from 0 to 1"), ("result", f"from {low:.2f} to {high:.2f}")
        raise Fault(
            f"range {'bytes' if high > 200 else 'wide' if high - low > 10 else 'narrow'}", "the range changes", *lines
        )
    if high < 0.9:
        lines = ("images", "from 0 to 1"), ("result", f"from {low:.4f} to {high:.4f}")
        raise Fault("range faint", "the range changes", *lines)
    ink = float(augmenting.changed(np.zeros_like(noise)).max())
    if ink > MOST_INK:
        lines = ("paper alone", f"comes back with values up to {ink:.2f}"), ("expected", "paper, 0")
        raise Fault("ink", "paper does not stay paper", *lines)


def check_build_augmenter_inference(build_augmenter: Any) -> None:
    """At inference, images come back unchanged."""
    judge(Augmenting(build_augmenter), ASPECTS, PROBES, "inference")


def check_build_augmenter_moves(build_augmenter: Any) -> None:
    """In training, each image is turned, shifted and zoomed anew."""
    judge(Augmenting(build_augmenter), ASPECTS, PROBES, "moves")


def check_build_augmenter_hidden(build_augmenter: Any) -> None:
    """The changes are small, nothing is mirrored, and the range is kept."""
    judge(Augmenting(build_augmenter), ASPECTS, PROBES, "range", "small", "places")


ASPECTS: Aspects = {
    "inference": _inference_is_identity,
    "moves": _digits_are_moved,
    "range": _range_is_kept,
    "small": _changes_are_small,
    "places": _places_are_kept,
}
PROBES: dict[str, Probes] = {
    "build_augmenter": {aspect: kind_of_fault(Augmenting, ASPECTS, aspect) for aspect in ASPECTS}
}
