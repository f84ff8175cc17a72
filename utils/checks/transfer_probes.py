"""What the checks of week 8 run beside a student's functions: a small "pre-trained" network, loaders and generators.

As in `utils.checks.torch_probes`, numbers that count for points are compared in the check process. Here a network is
made from arrays, the student's function is called with it, and what it left behind is reported.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from utils.checks.torch_probes import Arrays, quiet_torch, state_of, watched, with_state

UNSET_LR = 123.0
STEPS = 3


class Pretrained(nn.Module):
    """A body and a head named `classifier`: logits (N, classes) of images (N, C, H, W).

    The body has a parameter of its own beside its layers. With `tied`, two of its convolutions share their weight; with
    `head_first`, the head is the first of the model's parts.
    """

    def __init__(self, state: Mapping[str, np.ndarray], tied: bool = False, head_first: bool = False) -> None:
        super().__init__()
        maps, channels = state["features.conv.weight"].shape[:2]
        classes, inputs = state["classifier.weight"].shape
        if head_first:
            self.classifier = nn.Linear(inputs, classes)
        self.features = nn.Sequential()
        self.features.add_module("conv", nn.Conv2d(channels, maps, 3, padding=1))
        self.features.add_module("norm", nn.BatchNorm2d(maps))
        self.features.add_module("relu", nn.ReLU())
        mix, again = nn.Conv2d(maps, maps, 1), nn.Conv2d(maps, maps, 1)
        if tied:
            again.weight = mix.weight
        self.features.add_module("block", nn.Sequential(mix, nn.ReLU(), again))
        self.gain = nn.Parameter(torch.ones(maps))
        self.drop = nn.Dropout(0.0)
        if not head_first:
            self.classifier = nn.Linear(inputs, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits."""
        return self.classifier(self.drop(self.gain * self.features(x).mean(dim=(2, 3))))


def pretrained(
    state: Mapping[str, np.ndarray],
    *,
    frozen: Sequence[str] = (),
    tied: bool = False,
    head_first: bool = False,
    training: bool = False,
) -> Pretrained:
    """The network with these weights; parameters whose names start with one of `frozen` do not learn."""
    model = with_state(Pretrained(state, tied, head_first), state).train(training)
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(not name.startswith(tuple(frozen)))
    return model


def flags_of(model: nn.Module) -> dict[str, bool]:
    """Which parameters learn, by name."""
    return {name: parameter.requires_grad for name, parameter in model.named_parameters()}


def left_behind(model: nn.Module) -> dict[str, Any]:
    """What a call left behind: "state", "flags", "modes" (of the parts, by name), "recording" (gradients)."""
    return {
        "state": state_of(model),
        "flags": flags_of(model),
        "modes": {name: part.training for name, part in model.named_modules()},
        "recording": torch.is_grad_enabled(),
    }


def after_steps(model: nn.Module, images: np.ndarray) -> Arrays:
    """The state of a model after a few steps of an optimizer that was given all of its parameters."""
    anchor = nn.Parameter(torch.ones(1))  # so that there is something to differentiate when all else is frozen
    optimizer = torch.optim.SGD([*model.parameters(), anchor], lr=0.1, momentum=0.9, weight_decay=0.1)
    with torch.enable_grad():
        for _ in range(STEPS):
            optimizer.zero_grad()
            logits = model(torch.from_numpy(images)) * anchor
            nn.functional.cross_entropy(logits, torch.arange(len(images)) % logits.shape[1]).backward()
            optimizer.step()
    return state_of(model)


def traces_of(model: nn.Module) -> list[str]:
    """Where something was written that PyTorch does not look at, and what has become of gradients that were ones."""
    traces = {f"parameter.{name}" for parameter in model.parameters() for name in vars(parameter)}
    traces |= {"module.requires_grad" for part in model.modules() if "requires_grad" in vars(part)}
    gradients = [parameter.grad for parameter in model.parameters()]
    traces |= {"no gradient" if gradient is None else f"gradient {gradient.mean():g}" for gradient in gradients}
    return sorted(traces | {"hook" for parameter in model.parameters() if parameter._backward_hooks})


def frozen_by(
    freeze: Callable[..., Any],
    state: Arrays,
    part: str,
    images: np.ndarray,
    training: bool = True,
    times: int = 1,
) -> dict[str, Any]:
    """What `freeze(part of the model)` leaves behind, with "traces" and "later", the state after steps of training."""
    with quiet_torch():
        model = pretrained(state, training=training)
        for parameter in model.parameters():
            parameter.grad = torch.ones_like(parameter)
        for _ in range(times):
            freeze(model.get_submodule(part))
        found = {**left_behind(model), "traces": traces_of(model)}
        try:
            return found | {"later": after_steps(model, images)}
        except Exception as error:
            return found | {"later": {}, "refusal": f"{type(error).__name__}: {' '.join(str(error).split())}"[:160]}


def counted(
    trainable_parameters: Callable[..., Any], state: Arrays, frozen: Sequence[str] = (), tied: bool = False
) -> Any:
    """What `trainable_parameters(model)` returns."""
    with quiet_torch():
        value = trainable_parameters(pretrained(state, frozen=frozen, tied=tied))
        return np.array(value.detach().numpy()) if isinstance(value, torch.Tensor) else value


def reheaded(
    replace_head: Callable[..., Any],
    state: Arrays,
    classes: int,
    images: np.ndarray,
    frozen: Sequence[str] = (),
    training: bool = False,
) -> dict[str, Any]:
    """What `replace_head(model, classes)` leaves behind.

    Besides that of `left_behind`: "extra" (its parts, and the size that the head notes), "logits" (or "refusal"),
    "line" (the head at 0, f and 2 f, for features f), "later" (the state after steps of training).
    """
    with quiet_torch(seed=7):
        model = pretrained(state, frozen=frozen, training=training)
        replace_head(model, classes)
        parts = sorted(name for name, _ in model.named_children())
        found = {**left_behind(model), "extra": [*parts, getattr(model.classifier, "out_features", None)]}
        found |= {"logits": None, "line": [], "later": {}, "refusal": ""}
        try:
            with torch.no_grad():
                model.eval()
                features = torch.linspace(-1, 1, state["classifier.weight"].shape[1])[None]
                found["logits"] = model(torch.from_numpy(images)).numpy()
                found["line"] = [model.classifier(factor * features).numpy() for factor in (0.0, 1.0, 2.0)]
            model.train(training)
            found["later"] = after_steps(model, images)
        except Exception as error:
            found["refusal"] = f"{type(error).__name__}: {' '.join(str(error).split())}"[:160]
        return found


def extracted(
    extract_features: Callable[..., Any],
    state: Arrays,
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    order: Sequence[int] | None = None,
    shuffle: bool = False,
    training: bool = False,
    echo: float = 0.0,
) -> dict[str, Any]:
    """What `extract_features` returns of a `Watched`, as "value", with "seen" (its calls) and what it left behind.

    The loader goes through the data in the given `order` (of indices), else in that of the arrays or shuffled.
    """
    with quiet_torch():
        model, data = watched(state, echo).train(training), TensorDataset(torch.from_numpy(x), torch.from_numpy(y))
        sampler = None if order is None else list(order)
        loader = DataLoader(data, batch_size=batch, shuffle=shuffle, sampler=sampler)
        value = extract_features(model, loader)
        return {"value": value, "seen": list(model.seen), **left_behind(model)}


def grouped(
    parameter_groups: Callable[..., Any],
    state: Arrays,
    head_lr: float,
    body_lr: float,
    frozen: Sequence[str] = (),
    tied: bool = False,
    head_first: bool = False,
    both: bool = False,
    namesake: bool = False,
) -> dict[str, Any]:
    """What `parameter_groups(model, head_lr, body_lr)` returns: "given", pairs of a parameter's name and learning rate.

    "keys" are the type of the list and the keys in it. A parameter that is not the model's is called "?"; a group
    without a learning rate has `UNSET_LR`. With `both`, body and head share a parameter; with `namesake`, a part
    within the body has the name of the head. "refusal" says why an optimizer does not take the groups; empty when it
    does.
    """
    with quiet_torch():
        model = pretrained(state, frozen=frozen, tied=tied, head_first=head_first)
        if both:
            model.gain = model.classifier.bias
        if namesake:
            model.auxiliary = nn.ModuleDict({"classifier": nn.Linear(2, 2)})
        names = {id(parameter): name for name, parameter in model.named_parameters()}
        groups = parameter_groups(model, head_lr, body_lr)
        found: dict[str, Any] = {"given": [], "refusal": "", "keys": [type(groups).__name__], **left_behind(model)}
        try:
            found["keys"] += sorted({str(key) for group in groups for key in group})
            groups = [{**group, "params": _members(group["params"])} for group in groups]
            for group in groups:
                lr = float(group.get("lr", UNSET_LR))
                found["given"] += [(names.get(id(member), "?"), lr) for member in group["params"]]
            torch.optim.SGD(groups, lr=UNSET_LR)
        except Exception as error:
            found["refusal"] = f"{type(error).__name__}: {' '.join(str(error).split())}"[:160]
        return found


def _members(params: Any) -> list[Any]:
    """The parameters of a group: optimizers take one, an iterable of them, or pairs with names."""
    if isinstance(params, torch.Tensor):
        return [params]
    return [member[1] if isinstance(member, tuple) else member for member in params]


# ------------------------------------------------------------------- random numbers


@contextlib.contextmanager
def watching_generators() -> Iterator[list[str]]:
    """Fills a list with the names of those global generators that were used; afterwards they are as before."""
    used: list[str] = []
    numpy_state, python_state = np.random.get_state(legacy=False), random.getstate()
    with quiet_torch():
        torch_state = torch.random.get_rng_state()
        try:
            yield used
        finally:
            if repr(np.random.get_state(legacy=False)) != repr(numpy_state):
                used.append("np.random")
            if random.getstate() != python_state:
                used.append("random")
            if not torch.equal(torch.random.get_rng_state(), torch_state):
                used.append("torch")
            np.random.set_state(numpy_state)
            random.setstate(python_state)


def drawn(
    function: Callable[..., Any],
    image: np.ndarray,
    before: Sequence[Any] = (),
    seed: int = 0,
    calls: int = 1,
    options: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Many calls `function(image, *before, rng, **options)` with one generator.

    Returns "values" (of each call), "again" (the same from the same seed), "used" (whether the generator was), "others"
    (global generators that were used), "changed" (whether the image was).
    """
    runs: list[list[Any]] = []
    states, changed = [], False
    with watching_generators() as others:
        for _ in range(2):
            generator = np.random.default_rng(seed)
            states.append(repr(generator.bit_generator.state))
            runs.append([])
            for _ in range(calls):
                given = image.copy()
                runs[-1].append(_kept(function(given, *before, generator, **(options or {}))))
                changed |= not np.array_equal(given, image)
            states.append(repr(generator.bit_generator.state))
    used = states[0] != states[1]
    return {"values": runs[0], "again": runs[1], "used": used, "others": others, "changed": changed}


def _kept(value: Any) -> Any:
    """A copy of an array, which may share its numbers with the next answer."""
    return np.array(value) if isinstance(value, np.ndarray) else value


def speckle(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An augmentation for checks: adds a random number from 1 to 2 to each channel but the first."""
    copy = image.copy()
    copy[..., 1:] += rng.uniform(1, 2, image.shape[-1] - 1)
    return copy


def split_by(
    split_then_augment: Callable[..., Any],
    images: np.ndarray,
    labels: np.ndarray,
    test_size: int,
    copies: int,
    seed: int = 0,
    calls: int = 1,
) -> dict[str, Any]:
    """Calls of `split_then_augment(images, labels, speckle, test_size, copies, rng)` with one generator.

    Returns as `drawn`; "values" and "again" have the answers of each call.
    """

    def function(given: np.ndarray, rng: np.random.Generator) -> Any:
        own = labels.copy()
        value = split_then_augment(given, own, speckle, test_size, copies, rng)
        touched.append(not np.array_equal(own, labels))
        return tuple(_kept(part) for part in value) if isinstance(value, (tuple, list)) else value

    touched: list[bool] = []
    found = drawn(function, images, seed=seed, calls=calls)
    return found | {"changed": found["changed"] or any(touched)}
