"""Checks of `to_nchw`, which makes a batch of digits ready for PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.arguments import IMAGES
from utils.checks.fingerprints import Function, Probes, call_probes, named_check, token
from utils.checks.fixed_arrays import bytes_of
from utils.checks.report import Call, Check, Refusal, describe, judge_refusals, rng, run
from utils.checks.tensors import plain, shown
from utils.checks.tokens import refusal_tokens, trouble
from utils.checks.week04.phrases import PHRASES


def pixels_call(images: np.ndarray) -> Call:
    """to_nchw(images)"""
    return Call({"images": images})


def _marked(*pixels: tuple[int, int, int, int]) -> np.ndarray:
    """Black images with a few pixels (image, row, column, value)."""
    images = np.zeros((1 + max(image for image, *_ in pixels), 28, 28), np.uint8)
    for image, row, column, value in pixels:
        images[image, row, column] = value
    return images


_AXES = "images must have 3 axes (N, 28, 28)"
_DTYPE = "images must be uint8, 0 to 255"
NCHW_REFUSALS: list[Refusal] = [
    (pixels_call(bytes_of(28, 28)), IMAGES, _AXES),
    (pixels_call(bytes_of(2, 28, 28, 1)), IMAGES, _AXES),
    (pixels_call(bytes_of(2, 1, 28, 28)), IMAGES, _AXES),
    (pixels_call((bytes_of(2, 28, 28) / 255).astype(np.float32)), IMAGES, _DTYPE),
    (pixels_call(bytes_of(1, 28, 28) / 255), IMAGES, _DTYPE),
    (pixels_call(bytes_of(2, 28, 28).astype(np.int64)), IMAGES, f"{_DTYPE}; these are int64"),
    (pixels_call(bytes_of(2, 28, 28).astype(np.int8)), IMAGES, f"{_DTYPE}; these are int8, -128 to 127"),
]


def _values(to_nchw: Function) -> list[str]:
    tokens = []
    for images in (bytes_of(3, 28, 28), _marked((0, 3, 5, 255), (1, 20, 2, 128)), bytes_of(1, 28, 28, seed=3)):
        outcome = run(to_nchw, pixels_call(images))
        value = outcome.value
        answer = plain(value)
        kind = "array" if answer is value else str(answer.dtype)
        tokens.append(trouble(outcome.error, PHRASES) if outcome.error is not None else f"{kind} {token(answer)}")
    return tokens


def _tensor(check: Check, images: np.ndarray, expected: np.ndarray) -> None:
    """to_nchw(images) must be a float32 tensor with these values."""
    call = pixels_call(images)
    outcome = check.attempt(call)
    if outcome is None:
        return
    answer = plain(outcome.value)
    if answer is outcome.value:
        lines = [("yours", describe(answer)), ("expected", f"a torch.Tensor of shape {expected.shape}")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
    elif answer.shape == expected.shape and answer.dtype != np.float32:
        lines = [("dtype", f"{answer.dtype}, expected float32: the dtype of the weights")]
        check.find("dtype", "wrong dtype", lines, call=call, aspects=("values",))
    else:
        check.compare(call, answer, expected.astype(np.float32))


def check_to_nchw_shape(to_nchw: Any) -> None:
    """A float32 tensor (N, 1, 28, 28) for one, two and five digits."""
    check = named_check("to_nchw", to_nchw, PROBES)
    for count in (2, 1, 5):
        call = pixels_call(bytes_of(count, 28, 28))
        outcome = check.attempt(call, "shape")
        if outcome is None:
            break
        answer, expected = plain(outcome.value), (count, 1, 28, 28)
        is_tensor = answer is not outcome.value
        if not is_tensor or answer.shape != expected or answer.dtype != np.float32:
            lines = [("yours", shown(outcome.value)), ("expected", f"a tensor of shape {expected}, dtype float32")]
            stage = "dtype" if is_tensor and answer.shape == expected else "shape"
            check.find(stage, f"wrong {stage}" if is_tensor else "no tensor", lines, call=call, aspects=("values",))
        check.show(f"{call.describe('to_nchw')} -> {shown(outcome.value)}")
    check.finish("a float32 tensor with the channel axis in second place")


def check_to_nchw_values(to_nchw: Any) -> None:
    """Paper, ink and grey at known places."""
    check = named_check("to_nchw", to_nchw, PROBES)
    images = _marked((0, 3, 5, 255), (1, 20, 2, 128))
    expected = np.full((2, 1, 28, 28), -0.424213)
    expected[0, 0, 3, 5], expected[1, 0, 20, 2] = 2.821487, 1.205015
    _tensor(check, images, expected)
    check.show("paper 0 -> -0.4242, ink 255 at [0, 0, 3, 5] -> 2.8215, grey 128 at [1, 0, 20, 2] -> 1.2050")
    check.finish()


def check_to_nchw_hidden(to_nchw: Any) -> None:
    """Random bytes in one to six images."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    check = named_check("to_nchw", to_nchw, PROBES)
    for count in (1, 3, int(random.integers(2, 7)), 28):
        images = random.integers(0, 256, (count, 28, 28)).astype(np.uint8)
        _tensor(check, images, oracles.to_nchw(images))
    _tensor(check, np.full((2, 28, 28), 255, np.uint8), np.full((2, 1, 28, 28), 2.821487))
    check.finish()


def check_to_nchw_errors(to_nchw: Any) -> None:
    """Axes and numbers that cannot be right."""
    check = named_check("to_nchw", to_nchw, PROBES, visible=True)
    judge_refusals(check, NCHW_REFUSALS, pixels_call(bytes_of(1, 28, 28)))


PROBES: dict[str, Probes] = {
    "to_nchw": {
        "values": _values,
        "mutation": call_probes([pixels_call(bytes_of(2, 28, 28))])["mutation"],
        "errors": refusal_tokens(NCHW_REFUSALS),
    }
}
