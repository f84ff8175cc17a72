"""What the checks of week 7 run beside a student's functions: small networks, looked into.

As in `utils.checks.torch_probes`, numbers that count for points are compared in the check process. Here a network is
made from arrays, the student's function is called with it, and what came back is reported, with what it left behind.
"""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from torch import nn

from utils.checks.torch_probes import Arrays, Log, quiet_torch, state_of, with_state

HOOKS = (
    "_forward_hooks",
    "_forward_pre_hooks",
    "_backward_hooks",
    "_backward_pre_hooks",
    "_forward_hooks_always_called",
)
GLOBAL_HOOKS = (
    "_global_forward_hooks",
    "_global_forward_pre_hooks",
    "_global_backward_hooks",
    "_global_backward_pre_hooks",
)


class Template(nn.Module):
    """A dense layer and nothing else: each logit of images (N, C, H, W) is the overlap with a template, plus a bias."""

    def __init__(self, state: Mapping[str, np.ndarray]) -> None:
        super().__init__()
        classes, pixels = state["dense.weight"].shape
        self.dense = nn.Linear(pixels, classes)
        self.seen = Log()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits, and a note of the mode."""
        self.seen.append({"images": len(x), "train": self.training})
        return self.dense(x.flatten(1))


class Seer(nn.Module):
    """Two convolutions with names inside names: logits (N, classes) of images (N, C, H, W).

    Normalisation and dropout make the answer depend on the mode. The second convolution has a stride of its own, so
    that its maps may be coarser than the image.
    """

    def __init__(self, state: Mapping[str, np.ndarray], stride: int = 1) -> None:
        super().__init__()
        maps, channels = state["features.conv.weight"].shape[:2]
        more = len(state["features.block.0.weight"])
        classes, inputs = state["head.1.weight"].shape
        block = nn.Sequential(nn.Conv2d(maps, more, 3, stride, padding=1), nn.ReLU())
        layers = {"conv": nn.Conv2d(channels, maps, 3, padding=1), "norm": nn.BatchNorm2d(maps), "relu": nn.ReLU()}
        self.features = nn.Sequential(OrderedDict(**layers, block=block))
        self.drop = nn.Dropout(0.5)
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(inputs, classes))
        self.seen = Log()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits, and a note of the modes."""
        norm = self.get_submodule("features.norm")
        parts = {"norm train": norm.training, "drop train": self.drop.training}
        self.seen.append({"images": len(x), "train": self.training, **parts})
        return self.head(self.drop(self.features(x)))


def network(state: Mapping[str, np.ndarray], stride: int = 1, training: bool = False) -> Template | Seer:
    """The network that these arrays are for, in train or eval mode."""
    with quiet_torch():
        model = Template(state) if "dense.weight" in state else Seer(state, stride)
        return with_state(model, state).train(training)


def hooks_of(model: nn.Module) -> int:
    """How many hooks hang on a model, its parts and on all modules, and how many `forward` methods were replaced."""
    own = sum(len(getattr(part, name, ())) for part in model.modules() for name in HOOKS)
    everywhere = sum(len(getattr(torch.nn.modules.module, name, ())) for name in GLOBAL_HOOKS)
    return own + everywhere + sum("forward" in vars(part) for part in model.modules())


@contextlib.contextmanager
def watching(model: Template | Seer, images: torch.Tensor) -> Iterator[dict[str, Any]]:
    """Fills a dictionary with what a call left behind.

    Entries: "state", "modes", "seen" (its calls), "hooks" (more than before), "own hooks" (whether those of the caller
    still work), "learns", "recording" (gradients), "images" (as they are now), "marked" (whether they want gradients or
    hold some).
    """
    calls = Log()
    for part in model.modules():
        part.register_forward_hook(lambda *_: calls.append({}))
    before, found = hooks_of(model), dict[str, Any]()
    with quiet_torch():
        yield found
        found |= {
            "state": state_of(model),
            "modes": [part.training for part in model.modules()],
            "seen": list(model.seen),
            "hooks": hooks_of(model) - before,
            "learns": all(parameter.requires_grad for parameter in model.parameters()),
            "recording": torch.is_grad_enabled(),
            "images": np.array(images.detach().numpy()),
            "marked": images.requires_grad or images.grad is not None,
        }
        calls.clear()
        with torch.no_grad():
            model(images.detach().reshape(-1, *images.shape[-3:]))
        found["own hooks"] = len(calls) == len(list(model.modules()))


def captured(
    capture_activations: Callable[..., Any],
    state: Arrays,
    names: Sequence[str],
    images: np.ndarray,
    stride: int = 1,
    training: bool = False,
) -> dict[str, Any]:
    """What `capture_activations` returns, as "value", and what it left behind (see `watching`)."""
    model, x = network(state, stride, training), torch.from_numpy(images.copy())
    with watching(model, x) as found:
        value = capture_activations(model, list(names), x)
        found["value"] = dict(value) if isinstance(value, dict) else value  # a hook that stays would still fill it
    return found


def looked_at(
    function: Callable[..., Any],
    state: Arrays,
    image: np.ndarray,
    label: int,
    options: Mapping[str, Any],
    stride: int = 1,
    training: bool = False,
) -> dict[str, Any]:
    """What `function(model, image, label, **options)` returns, as "value", and what it left behind (see `watching`)."""
    model, x = network(state, stride, training), torch.from_numpy(image.copy())
    with watching(model, x) as found:
        found["value"] = function(model, x, label, **options)
    return found


def mapped_by(
    grad_cam: Callable[..., Any],
    state: Arrays,
    layer: str,
    image: np.ndarray,
    label: int,
    stride: int = 1,
    training: bool = False,
) -> dict[str, Any]:
    """As `looked_at`, for `grad_cam(model, layer, image, label)`: given the layer's name; if that raises, the layer."""

    def named(model: Any, *rest: Any) -> Any:
        return grad_cam(model, layer, *rest)

    def itself(model: Any, *rest: Any) -> Any:
        return grad_cam(model, model.get_submodule(layer), *rest)

    try:
        return looked_at(named, state, image, label, {}, stride, training)
    except NotImplementedError:
        raise
    except Exception as error:
        with contextlib.suppress(Exception):
            return looked_at(itself, state, image, label, {}, stride, training)
        raise error


def with_tensors(function: Callable[..., Any], *arrays: Any, **options: Any) -> Any:
    """Call a function with tensors in place of arrays; they share their numbers, so that changes are seen."""
    with quiet_torch():
        return function(*(torch.from_numpy(a) if isinstance(a, np.ndarray) else a for a in arrays), **options)


def with_either(function: Callable[..., Any], *arrays: Any, **options: Any) -> Any:
    """Call a function with arrays; if it was written for tensors, with tensors. One thread: two would wait here."""
    with threadpool_limits(1):
        try:
            return function(*arrays, **options)
        except (AttributeError, TypeError):
            return with_tensors(function, *arrays, **options)
