"""PyTorch modules looked at from outside, whatever their style and the names of their parts.

What a module computes with is read off the operations that PyTorch itself runs: a layer, a function of
`torch.nn.functional` and an operator on tensors leave the same trace. The functions here run where the student's class
or function lives (see `utils.checks.probe`); what counts for points is compared in the check process.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from utils.checks.torch_probes import quiet_torch

Maker = Callable[..., Any]
KINDS = {
    "convolution": "convolution",
    "native_batch_norm": "normalisation",
    "_native_batch_norm_legit": "normalisation",
    "_native_batch_norm_legit_no_training": "normalisation",
    "addmm": "dense",
    "mm": "dense",
    "bmm": "dense",
    "add": "add",
    "sub": "add",
    "mul": "multiply",
    "cat": "concatenate",
    "relu": "relu",
    "hardtanh": "hardtanh",
    "clamp": "clamp",
    "clamp_min": "clamp",
    "clamp_max": "clamp",
    "maximum": "clamp",
    "minimum": "clamp",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "silu": "silu",
    "hardswish": "hardswish",
    "gelu": "gelu",
    "leaky_relu": "leaky_relu",
    "elu": "elu",
    "max_pool2d_with_indices": "max_pool",
    "avg_pool2d": "average_pool",
    "_adaptive_avg_pool2d": "average_pool",
    "mean": "average_pool",
    "native_dropout": "dropout",
    "bernoulli": "dropout",
}
INPUT = -1


class Trace(TorchDispatchMode):
    """Notes every operation of `KINDS`, where its inputs come from, and with which parameters it computes.

    `operations` is a list in the order of execution. Each has "kind", "shape" of its result, and "sources": the
    operations (`INPUT` for the module's input) whose results it read, with nothing but reshaping in between.
    Convolutions also have "weight" and "bias" (name of the parameter, None when it is no parameter of the module),
    "biased", "kernel", "stride", "padding", "dilation", "groups", "channels" (in, out); normalisations "weight",
    "bias", "mean", "variance", "channels", "training", "eps"; dense layers "weight", "bias"; products
    "weight" and sums "bias", when a factor or term is a parameter; pools "kernel", "stride".
    """

    def __init__(self, model: nn.Module | None, x: torch.Tensor) -> None:
        super().__init__()
        named = [] if model is None else [*model.named_parameters(), *model.named_buffers()]
        self.names = {_place(tensor): name for name, tensor in reversed(named)}
        self.operations: list[dict[str, Any]] = []
        self.sources: dict[int, frozenset[int]] = {id(x): frozenset({INPUT})}
        self.kept: list[Any] = [x]  # ids are unique only among objects that live

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Run one operation and note it."""
        read: frozenset[int] = frozenset().union(
            *(self.sources.get(id(tensor), frozenset()) for tensor in _tensors(args))
        )
        result = function(*args, **(kwargs or {}))
        name = function.overloadpacket.__name__
        kind = KINDS.get(name.rstrip("_"))
        # Bookkeeping, such as the counter of batches, reads nothing that comes from the input.
        if kind is not None and (read or kind == "convolution"):
            read = self._note(kind, function, args, result, read)
        for tensor in _tensors((result,)):
            self.sources[id(tensor)] = read
            self.kept.append(tensor)
        return result

    def _note(self, kind: str, function: Any, args: Any, result: Any, read: frozenset[int]) -> frozenset[int]:
        first = next(iter(_tensors((result,))))
        operation: dict[str, Any] = {"kind": kind, "shape": tuple(first.shape), "sources": sorted(read)}
        options = dict(zip((argument.name for argument in function._schema.arguments), args, strict=False))
        if kind == "convolution":
            weight = options["weight"]
            operation |= {key: list(options[key]) for key in ("stride", "padding", "dilation")}
            operation |= {"weight": self._name(weight), "bias": self._name(options.get("bias"))}
            operation |= {
                "kernel": list(weight.shape[2:]),
                "groups": options["groups"],
                "biased": options["bias"] is not None,
            }
            operation |= {"channels": [weight.shape[1] * options["groups"], weight.shape[0]]}
        elif kind == "normalisation":
            operation |= {"weight": self._name(options.get("weight")), "bias": self._name(options.get("bias"))}
            operation |= {"mean": self._name(options.get("running_mean")), "channels": first.shape[1]}
            operation |= {"variance": self._name(options.get("running_var")), "training": bool(options.get("training"))}
            operation["eps"] = float(options["eps"])
        elif kind == "dense":
            parts = [self._name(tensor) for tensor in _tensors(args)]
            found = [part for part in parts if part is not None]
            operation |= {"weight": found[-1] if found else None, "bias": found[0] if len(found) > 1 else None}
        elif kind in ("multiply", "add"):
            parts = [self._name(tensor) for tensor in _tensors(args)]
            found = [part for part in parts if part is not None]
            operation["weight" if kind == "multiply" else "bias"] = found[0] if found else None
        elif kind == "max_pool" or "kernel_size" in options:
            window = list(options["kernel_size"])
            operation |= {"kernel": window, "stride": list(options.get("stride") or window)}
        elif kind in ("hardtanh", "clamp"):
            operation["limits"] = [value for value in args[1:] if isinstance(value, (int, float))]
        self.operations.append(operation)
        return frozenset({len(self.operations) - 1})

    def _name(self, tensor: Any) -> str | None:
        return self.names.get(_place(tensor)) if isinstance(tensor, torch.Tensor) else None


def _place(tensor: torch.Tensor) -> int:
    """Where a tensor's numbers are: the same for its views and what is detached from it."""
    return int(tensor.untyped_storage()._cdata)


def _tensors(values: Any) -> list[torch.Tensor]:
    found: list[torch.Tensor] = []
    for value in values:
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found += _tensors(value)
    return found


def made(make: Maker, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> nn.Module:
    """The module that a student's class or function gives.

    Raises:
        TypeError: when it is no `nn.Module`.
    """
    model = make(*arguments, **keywords)
    if not isinstance(model, nn.Module):
        raise TypeError(f"expected an nn.Module, this is a {type(model).__name__}")
    return model


def inventory(
    make: Maker, arguments: Sequence[Any], keywords: Mapping[str, Any], shape: Sequence[int], device: str = "cpu"
) -> list[tuple[str, tuple[int, ...], bool]]:
    """Parameters of a new module (name, shape, whether it learns); it is run only when it has lazy layers."""
    with quiet_torch(), torch.device(device):
        model = _ready(made(make, arguments, keywords), shape)
        return [(name, tuple(value.shape), value.requires_grad) for name, value in model.named_parameters()]


def anatomy(
    make: Maker,
    arguments: Sequence[Any],
    keywords: Mapping[str, Any],
    shape: Sequence[int],
    training: bool = False,
    device: str = "cpu",
) -> dict[str, Any]:
    """What a new module is made of and what it does to an input of `shape`; on "meta" it needs no memory.

    Returns:
        "operations" as `Trace` notes them, "parameters" (name, shape, whether it learns), "buffers" (name, shape),
        "output" (its shape, or what came back instead). What the module raises is raised.
    """
    with quiet_torch(), torch.device(device):
        model = _ready(made(make, arguments, keywords), shape).train(training)
        x = torch.randn(*shape)
        trace = Trace(model, x)
        with torch.no_grad(), trace:
            output = model(x)
        parameters = [(name, tuple(value.shape), value.requires_grad) for name, value in model.named_parameters()]
        return {
            "operations": trace.operations,
            "parameters": parameters,
            "buffers": [(name, tuple(value.shape)) for name, value in model.named_buffers()],
            "output": tuple(output.shape) if isinstance(output, torch.Tensor) else type(output).__name__,
        }


def _ready(model: nn.Module, shape: Sequence[int]) -> nn.Module:
    """Lazy layers are made by one look at a blank input."""
    if any(isinstance(parameter, nn.UninitializedParameter) for parameter in model.parameters()):
        with torch.no_grad():
            model.eval()(torch.zeros(*shape))
    return model


def numbers(role: str, shape: Sequence[int], recipe: Mapping[str, Any]) -> np.ndarray:
    """The numbers that a parameter or buffer of this role and shape gets, float32; alike for all of the same shape.

    So nobody needs to know which of two convolutions of the same shape comes first.

    Args:
        role: "kernel" (of a dense layer too), "gamma", "beta", "mean", "variance"; a "bias" is zero.
        shape: of the array.
        recipe: "seed"; "kind": "random" (of a size that keeps activations about the same from layer to layer),
            "positive" (the same without signs) or "integers" (all sums are exact); "gain" of random kernels, 1
            when it is not given; any role may be given a number of its own.
    """
    given = recipe.get(role, 0.0 if role == "bias" else None)
    if given is not None:
        return np.full(shape, given, np.float32)
    # A dense layer and a 1x1 convolution of the same size are alike.
    sizes = tuple(shape[:2]) if role == "kernel" and tuple(shape[2:]) == (1, 1) else tuple(shape)
    random = np.random.default_rng([recipe["seed"], zlib.crc32(f"{role} {sizes}".encode())])
    exact = recipe["kind"] == "integers"
    if role == "kernel":
        scale = recipe.get("gain", 1.0) * np.sqrt(1.5 / max(1, int(np.prod(shape[1:]))))
        array = random.integers(-1, 2, shape) if exact else scale * random.normal(size=shape)
    elif role == "variance":
        array = np.ones(shape) if exact else random.uniform(0.5, 2.0, shape)
    elif role == "gamma":
        array = random.integers(1, 3, shape) if exact else random.uniform(0.5, 1.5, shape)
    else:
        array = random.integers(-2, 3, shape) if exact else 0.5 * random.normal(size=shape)
    return np.abs(array).astype(np.float32) if recipe["kind"] == "positive" else array.astype(np.float32)


ROLES = {
    "convolution": {"weight": "kernel", "bias": "bias"},
    "normalisation": {"weight": "gamma", "bias": "beta", "mean": "mean", "variance": "variance"},
    "dense": {"weight": "kernel", "bias": "bias"},
    "multiply": {"weight": "kernel"},
    "add": {"bias": "bias"},
}


def fill(model: nn.Module, shape: Sequence[int], recipe: Mapping[str, Any]) -> None:
    """Write `numbers` into all parameters and buffers that the module computes with.

    A running variance is written less the eps of its layer, so that every eps gives the same answer.
    """
    x = torch.zeros(*shape)
    trace = Trace(model, x)
    training = model.training
    with torch.no_grad():
        with trace:
            model.eval()(x)
        model.train(training)
        named = {**dict(model.named_parameters()), **dict(model.named_buffers())}
        for operation in trace.operations:
            for key, role in ROLES.get(operation["kind"], {}).items():
                if operation[key] is not None:
                    tensor = named[operation[key]]
                    array = numbers(role, tuple(tensor.shape), recipe)
                    tensor.copy_(torch.from_numpy(array - operation["eps"] if role == "variance" else array))


def answer(
    make: Maker,
    arguments: Sequence[Any],
    keywords: Mapping[str, Any],
    x: np.ndarray,
    recipe: Mapping[str, Any],
    training: bool = False,
) -> dict[str, Any]:
    """What a new module, filled after `recipe`, makes of `x`.

    Returns:
        "output", "again" (of a second call), "unchanged" (whether `x` is as before), "kind" of what came back.
    """
    with quiet_torch(), torch.no_grad():
        model = _ready(made(make, arguments, keywords), x.shape)
        fill(model, x.shape, recipe)
        model.train(training)
        given = torch.from_numpy(x.copy())
        output = model(given)
        first = output.numpy().copy() if isinstance(output, torch.Tensor) else None
        unchanged = bool(np.array_equal(given.numpy(), x))
        again = model(torch.from_numpy(x.copy()))
        second = again.numpy().copy() if isinstance(again, torch.Tensor) else None
        return {"output": first, "again": second, "unchanged": unchanged, "kind": type(output).__name__}


def gradients(
    make: Maker,
    arguments: Sequence[Any],
    keywords: Mapping[str, Any],
    x: np.ndarray,
    recipe: Mapping[str, Any],
    upstream: np.ndarray,
    training: bool = False,
) -> dict[str, Any]:
    """Gradients of `(upstream * module(x)).sum()`.

    Returns:
        "input" (an array, None without a gradient), "parameters": name -> share of its numbers that a gradient reaches.
    """
    with quiet_torch():
        model = _ready(made(make, arguments, keywords), x.shape)
        fill(model, x.shape, recipe)
        model.train(training)
        leaf = torch.from_numpy(x.copy()).requires_grad_()
        # Not the leaf itself: in-place layers may follow.
        (model(leaf * 1.0) * torch.from_numpy(upstream)).sum().backward()
        reached = {
            name: 0.0 if parameter.grad is None else float(parameter.grad.ne(0).float().mean())
            for name, parameter in model.named_parameters()
        }
        return {"input": None if leaf.grad is None else leaf.grad.numpy().copy(), "parameters": reached}


def twins(make: Maker, arguments: Sequence[Any], keywords: Mapping[str, Any], shape: Sequence[int]) -> bool:
    """Whether two modules made one after the other share a parameter or buffer."""
    with quiet_torch():
        first, second = (_ready(made(make, arguments, keywords), shape) for _ in range(2))
        places = {_place(tensor) for tensor in [*first.parameters(), *first.buffers()]}
        return any(_place(tensor) in places for tensor in [*second.parameters(), *second.buffers()])


def jacobian(
    make: Maker,
    arguments: Sequence[Any],
    keywords: Mapping[str, Any],
    x: np.ndarray,
    recipe: Mapping[str, Any] | None = None,
) -> np.ndarray:
    """Derivatives of the central output pixel in evaluation mode: `(N, C_out, C_in, H, W)`, one for each input.

    Without a recipe the module keeps the weights that it is made with.
    """
    with quiet_torch():
        model = _ready(made(make, arguments, keywords), x.shape)
        if recipe is not None:
            fill(model, x.shape, recipe)
        leaf = torch.from_numpy(x.copy()).requires_grad_()
        output = model.eval()(leaf * 1.0)
        centre = output[:, :, output.shape[2] // 2, output.shape[3] // 2].sum(dim=0)
        rows = [torch.autograd.grad(value, leaf, retain_graph=True)[0] for value in centre]
        return torch.stack(rows, dim=1).numpy()
