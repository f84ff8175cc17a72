"""What the checks of week 5 run beside a student's networks: a look at the weights, and answers with known ones.

Weights are found by their size, so that names, order and style do not matter: a layer as an attribute, in a list or as
a function of `torch.nn.functional`, a dense layer or the convolution that equals it. Weights of the same size get the
same numbers, so it does not matter either which of them comes first. The functions run where the student's class or
function lives (see `utils.checks.probe`); what counts for points is compared in the check process.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.utils._python_dispatch import TorchDispatchMode

from utils.checks.module_probes import made
from utils.checks.torch_probes import quiet_torch

Maker = Callable[..., Any]
Spec = tuple[Sequence[Any], Mapping[str, Any]]  # what a network is made with: by position, by keyword


def built(make: Maker, spec: Spec, shape: Sequence[int]) -> nn.Module:
    """The student's network, its lazy layers made by one look at a blank input of `shape`, in evaluation mode.

    Raises:
        TypeError: when it is no `nn.Module`.
    """
    model = made(make, *spec).eval()
    if any(isinstance(parameter, nn.UninitializedParameter) for parameter in model.parameters()):
        with torch.no_grad():
            model(torch.zeros(*shape))
    return model


def inventory(make: Maker, spec: Spec, shape: Sequence[int]) -> dict[str, Any]:
    """The parameters of a network.

    Returns:
        "parameters": (name, shape, whether it learns, whether it belongs to a normalisation);
        "silent": names without a gradient after one backward pass from an input of `shape`, if there was one;
        "random": whether the same input twice, in train mode, gives two answers;
        "shared": whether a second network has parameters of the first.
    """
    with quiet_torch():
        model = built(make, spec, shape)
        norms = {id(p) for part in model.modules() if isinstance(part, _BatchNorm) for p in part.parameters()}
        named = list(model.named_parameters())
        places = {parameter.data_ptr() for _, parameter in named if parameter.numel()}
        second = built(make, spec, shape)
        silent: list[str] = []
        random = False
        with contextlib.suppress(Exception):  # a network that cannot answer is another check's finding
            x = torch.rand(*shape)
            model(x.clone()).sum().backward()
            silent = [name for name, parameter in named if parameter.grad is None and parameter.requires_grad]
            model.train()
            random = not torch.equal(model(x.clone()), model(x.clone()))
        return {
            "parameters": [(name, tuple(p.shape), p.requires_grad, id(p) in norms) for name, p in named],
            "silent": silent,
            "random": random,
            "shared": any(parameter.data_ptr() in places for parameter in second.parameters()),
        }


def weigh(model: nn.Module, arrays: Sequence[np.ndarray], shift: float = 0.0) -> int:
    """Write arrays into the parameters of the same size; all others become ones, zeros where they are vectors.

    Args:
        model: any network. Normalisations become the identity in evaluation mode.
        arrays: in PyTorch's shapes. Those of equal size must be equal. A matrix is turned where it is multiplied from
            the right.
        shift: what normalisations add, or what biases are where there is no normalisation.

    Returns:
        how many vectors became `shift`.
    """
    wanted = {array.size: array for array in arrays}
    neutral: dict[int, float] = {}
    for part in model.modules():
        if isinstance(part, _BatchNorm):
            neutral |= {id(p): 1.0 if name == "weight" else shift for name, p in part.named_parameters(recurse=False)}
            if part.running_mean is not None and part.running_var is not None:
                part.running_mean.zero_()
                part.running_var.fill_(1 - part.eps)
    normed = any(isinstance(part, _BatchNorm) for part in model.modules())
    shifted = sum(value == shift for value in neutral.values()) if shift else 0
    for parameter in model.parameters():
        array = wanted.get(parameter.numel())
        if id(parameter) in neutral:
            parameter.fill_(neutral[id(parameter)])
        elif array is not None:
            flat = array.reshape(len(array), -1)
            turned = parameter.ndim == 2 and tuple(parameter.shape) == flat.T.shape != flat.shape
            source = np.ascontiguousarray(flat.T if turned else array, dtype=np.float32)
            parameter.copy_(torch.from_numpy(source).reshape(parameter.shape))
        elif parameter.numel() > max(parameter.shape, default=1):
            parameter.fill_(1.0)
        else:
            parameter.fill_(0.0 if normed else shift)
            shifted += not normed
    return shifted


def answer(
    make: Maker,
    spec: Spec,
    x: np.ndarray,
    arrays: Sequence[np.ndarray] | None = None,
    training: bool = False,
    shift: float = 0.0,
) -> dict[str, Any]:
    """What a network makes of `x`, with its own weights or with `arrays` and `shift`, as `weigh` writes them.

    Returns:
        "output" (an array, None when it is no tensor), "kind" of what came back, "shifted" (how many
        vectors), "unchanged" (whether `x` is as before)
    """
    with quiet_torch(), torch.no_grad():
        model = built(make, spec, x.shape)
        shifted = 0 if arrays is None else weigh(model, arrays, shift)
        given = torch.from_numpy(x.copy())
        output = model.train(training)(given)
        return {
            "output": np.array(output.detach().numpy()) if isinstance(output, torch.Tensor) else None,
            "kind": type(output).__name__,
            "shifted": shifted,
            "unchanged": bool(np.array_equal(given.numpy(), x)),
        }


def input_gradient(make: Maker, spec: Spec, x: np.ndarray, arrays: Sequence[np.ndarray]) -> dict[str, Any]:
    """Gradient of the first output of each example with respect to `x`: "gradient", None when there is none."""
    with quiet_torch():
        model = built(make, spec, x.shape)
        with torch.no_grad():
            weigh(model, arrays)
        leaf = torch.from_numpy(x.copy()).requires_grad_()
        model(leaf * 1.0)[:, 0].sum().backward()  # not the leaf itself: a layer may work in place
        return {"gradient": None if leaf.grad is None else np.array(leaf.grad.numpy())}


def influences(make: Maker, spec: Spec, x: np.ndarray, arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Which weights each output channel depends on: booleans `(C_out, len(arrays))`, from gradients.

    The arrays must differ in size. Weights and inputs should be positive, so that no ReLU blocks the way.
    """
    with quiet_torch():
        model = built(make, spec, x.shape)
        with torch.no_grad():
            weigh(model, arrays)
        sizes = {array.size: index for index, array in enumerate(arrays)}
        weights = [parameter.requires_grad_() for parameter in model.parameters() if parameter.numel() in sizes]
        output = model(torch.from_numpy(x.copy()))
        found = np.zeros((output.shape[1], len(arrays)), bool)
        if not weights:
            return found
        for channel in range(output.shape[1]):
            total = output[:, channel].sum()
            gradients = torch.autograd.grad(total, weights, retain_graph=True, allow_unused=True)
            for weight, gradient in zip(weights, gradients, strict=True):
                if gradient is not None and bool(gradient.abs().max() > 0):
                    found[channel, sizes[weight.numel()]] = True
        return found


# ----------------------------------------------------------------------------- networks that are too large to allocate

SAMPLES = (-3.0, -1.0, -0.125, 0.0, 0.5, 2.0, 12.0)
POOLS = {"max_pool2d_with_indices": "max pool", "avg_pool2d": "average pool"}


class Blueprint(TorchDispatchMode):
    """Reads the row of layers off the operations that a network runs on the meta device, where tensors hold no numbers.

    What happens to every number alone, such as an activation, is also done to a few `SAMPLES` that accompany each map:
    so an activation is known by what it does, however it is written. `rows` are tuples of plain data:
    ("convolution", in, out, kernel, stride, padding, groups, and dilation if it is not 1), ("relu",), ("other
    activation", what became of the samples), ("max pool", kernel, stride, size of the output) and the same for "average
    pool", ("adaptive pool", output size), ("dense", in, out). A convolution whose kernel covers its whole input is a
    dense layer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[Any, ...]] = []
        self.drops: list[int] = []  # how many dense layers there were each time something was dropped at random
        self.samples: dict[int, torch.Tensor] = {}
        self.padding: dict[int, int] = {}
        self.kept: list[Any] = []  # ids are unique only among objects that live

    def start(self, x: torch.Tensor) -> None:
        """Let samples accompany `x`."""
        self.kept.append(x)
        self.samples[id(x)] = torch.tensor(SAMPLES, device="cpu")

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Run one operation and note it when it is a layer."""
        result = function(*args, **(kwargs or {}))
        name = function.overloadpacket.__name__
        outputs = _flat((result,))
        followed = [arg for arg in _flat(args) if arg.ndim and id(arg) in self.samples]
        if not outputs:
            return result
        if name in ("native_dropout", "bernoulli", "bernoulli_"):
            self.drops.append(sum(row[0] == "dense" for row in self.rows))
        if not followed:
            if not outputs[0].ndim:
                self._apply(function, args, kwargs or {}, outputs[0])  # a constant, such as the 0 of a maximum
            return result
        options = dict(zip((argument.name for argument in function._schema.arguments), args, strict=False))
        before, after = followed[0], outputs[0]
        if row := self._layer(name, options, before, after):
            self.note(before)
            self.rows.append(row)
            self.start(after)
        elif name == "constant_pad_nd":
            self._follow(before, after)
            self.padding[id(after)] = int(options["pad"][0])
        elif name == "add" and self._is_bias(args, before):
            self._follow(before, after)
        elif before.shape == after.shape and not _is_pool(name, before):
            self._apply(function, args, kwargs or {}, after)
        else:
            self._follow(before, after)
        return result

    def note(self, x: torch.Tensor) -> None:
        """Add a row for the activation, if any, that the samples of `x` went through."""
        start, samples = torch.tensor(SAMPLES, device="cpu"), self.samples.get(id(x))
        if samples is None or not torch.equal(samples, start):
            is_relu = samples is not None and torch.equal(samples, start.clamp(min=0))
            seen = [] if samples is None else [round(float(number), 4) for number in samples.reshape(-1)[:9]]
            self.rows.append(("relu",) if is_relu else ("other activation", str(seen)))

    def _layer(
        self, name: str, options: Mapping[str, Any], before: torch.Tensor, after: torch.Tensor
    ) -> tuple[Any, ...] | None:
        if name == "convolution":
            weight = options["weight"]
            padding = int(options["padding"][0]) + self.padding.get(id(before), 0)
            channels, kernel, groups = weight.shape[1] * options["groups"], weight.shape[2], options["groups"]
            if after.shape[2:] == (1, 1) and tuple(weight.shape[2:]) == tuple(before.shape[2:]) and groups == 1:
                return ("dense", channels * kernel * weight.shape[3], weight.shape[0])
            row = ("convolution", channels, weight.shape[0], kernel, int(options["stride"][0]), padding, groups)
            dilation = int(options["dilation"][0])
            return row if dilation == 1 else (*row, dilation)
        if name in ("addmm", "mm", "bmm"):
            return ("dense", before.shape[-1], after.shape[-1])
        if name == "amax" and before.ndim == 6 and [axis % 6 for axis in options["dim"]] == [3, 5]:
            return ("max pool", before.shape[3], before.shape[3], after.shape[-1])  # maps cut into windows
        if name in POOLS:
            window = list(options["kernel_size"])
            stride = list(options.get("stride") or window)
            return (POOLS[name], window[0], stride[0], after.shape[-1])
        if _is_pool(name, before):
            return None if before.shape == after.shape else ("adaptive pool", after.shape[-1] if after.ndim == 4 else 1)
        return None

    def _is_bias(self, values: Sequence[Any], x: torch.Tensor) -> bool:
        """Whether one number a channel is added to what a layer has just given."""
        untouched = torch.equal(self.samples[id(x)], torch.tensor(SAMPLES, device="cpu"))
        others = [value for value in _flat(values) if id(value) not in self.samples]
        return untouched and len(others) == 1 and others[0].numel() == x.shape[1]

    def _follow(self, before: torch.Tensor, after: torch.Tensor) -> None:
        self.kept.append(after)
        self.samples[id(after)] = self.samples[id(before)]

    def _apply(self, function: Any, args: Any, kwargs: Mapping[str, Any], after: torch.Tensor) -> None:
        """Do to the samples what was done to the map, if that can be done number by number."""
        self.kept.append(after)
        rest = {key: value for key, value in kwargs.items() if key != "pin_memory"}
        if "device" in rest:
            rest["device"] = torch.device("cpu")
        try:
            self.samples[id(after)] = _flat((function(*self._sampled(args), **rest),))[0]
        except Exception:  # it mixes positions or channels, or a constant map takes part: no plain activation
            self.samples[id(after)] = torch.full((len(SAMPLES),), float("nan"), device="cpu")

    def _sampled(self, values: Any) -> list[Any]:
        """Arguments with samples in place of maps."""
        given: list[Any] = []
        for value in values:
            if isinstance(value, torch.Tensor):
                given.append(self.samples.get(id(value), value).clone())
            else:
                given.append(self._sampled(value) if isinstance(value, (list, tuple)) else value)
        return given


def _is_pool(name: str, x: torch.Tensor) -> bool:
    """Whether an operation is a pool whose output size is given."""
    return name.startswith("_adaptive") or name == "adaptive_max_pool2d" or (name == "mean" and x.ndim == 4)


def _flat(values: Any) -> list[torch.Tensor]:
    found: list[torch.Tensor] = []
    for value in values:
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found += _flat(value)
    return found


def blueprint(make: Maker, spec: Spec, shape: Sequence[int]) -> dict[str, Any]:
    """A network's parameters and layers, read on the meta device: no memory is spent on its weights.

    Returns:
        "parameters": (name, shape, whether it learns); "rows" as `Blueprint` has them, in evaluation mode; "output":
        shape of what came back, or its type; "drops": behind how many dense layers something is dropped in train mode;
        "error": what the network raised on an input of `shape`, else empty.
    """
    with quiet_torch(), torch.device("meta"), torch.no_grad():
        model = built(make, spec, shape).to("meta")
        found: dict[str, Any] = {
            "parameters": [(name, tuple(p.shape), p.requires_grad) for name, p in model.named_parameters()],
            "rows": [],
            "drops": [],
            "output": "",
            "error": "",
        }
        x, reader = torch.empty(*shape), Blueprint()
        found["rows"] = reader.rows
        reader.start(x)
        try:
            with reader:
                output = model(x)
        except NotImplementedError:
            raise
        except Exception as error:
            return found | {"error": f"{type(error).__name__}: {' '.join(str(error).split())}"[:200]}
        if isinstance(output, torch.Tensor):
            reader.note(output)
        with contextlib.suppress(Exception), Blueprint() as trained:  # what is wrong in train mode alone is not read
            trained.start(x)
            model.train()(x)
            found["drops"] = trained.drops
        shown = tuple(output.shape) if isinstance(output, torch.Tensor) else type(output).__name__
        return found | {"output": shown}
