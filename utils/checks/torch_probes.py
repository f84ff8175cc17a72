"""What the checks of the PyTorch weeks run beside a student's objects.

While a submission is graded, a student's function, class or model is a handle in the check process. The functions here
run where the object is (see `utils.checks.probe`): they make small models, loaders and files, call the student's
function with them, and return arrays and words. What counts for points is compared in the check process with numbers
that are not known here.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

Arrays = dict[str, np.ndarray]


class Log(list[dict[str, Any]]):
    """A list that copies of its owner share."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Log:
        return self


class Watched(nn.Module):
    """Batch normalisation and a dense layer: logits (N, classes) of features (N, F).

    The normalisation makes the logits depend on the mode; the dropout drops nothing, but has a mode. Logits that record
    gradients are raised by `echo` for class 0, so that an answer tells whether they did. `seen` remembers each call.
    """

    def __init__(self, features: int, classes: int, echo: float = 0.0) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(features)
        self.drop = nn.Dropout(0.0)
        self.dense = nn.Linear(features, classes)
        self.echo = echo
        self.seen = Log()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits, and a note of the state in which they were computed."""
        logits = self.dense(self.drop(self.norm(x)))
        call = {
            "images": len(x),
            "train": self.training,
            "norm train": self.norm.training,
            "drop train": self.drop.training,
            "recorded": logits.requires_grad,
            "backward": False,
        }
        self.seen.append(call)
        if logits.requires_grad:
            logits.register_hook(lambda gradient: call.update(backward=True))
            if self.echo:
                logits = torch.cat([logits[:, :1] + self.echo, logits[:, 1:]], dim=1)
        return logits


class DigitReader(nn.Module):
    """A small network for digits, not the one of the assignment: logits (N, 10) of images (N, 1, 28, 28)."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 5, stride=2)
        self.dense = nn.Linear(8 * 12 * 12, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits."""
        return self.dense(self.conv(x).relu().flatten(1))


@contextlib.contextmanager
def quiet_torch(seed: int = 0) -> Iterator[None]:
    """One thread, a seed of its own, gradients recorded and no warnings; afterwards all is as before."""
    threads, recording = torch.get_num_threads(), torch.is_grad_enabled()
    torch.set_num_threads(1)
    torch.set_grad_enabled(True)
    try:
        with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.manual_seed(seed)
            yield
    finally:
        torch.set_num_threads(threads)
        torch.set_grad_enabled(recording)


def state_of(model: nn.Module) -> Arrays:
    """Parameters and buffers of a model, by name, as copies."""
    return {name: np.array(value.detach().numpy()) for name, value in model.state_dict().items()}


def with_state(model: Any, state: Mapping[str, np.ndarray]) -> Any:
    """The same model with these parameters and buffers."""
    model.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in state.items()})
    return model


def watched(state: Mapping[str, np.ndarray], echo: float = 0.0) -> Watched:
    """A `Watched` with this state, in training mode."""
    classes, features = state["dense.weight"].shape
    return with_state(Watched(features, classes, echo), state)


def batches(x: np.ndarray, y: np.ndarray, size: int, *, shuffle: bool = False) -> DataLoader:
    """A loader of pairs in batches of `size`; the last may be smaller."""
    return DataLoader(TensorDataset(torch.from_numpy(x), torch.from_numpy(y)), batch_size=size, shuffle=shuffle)


def make_loss(options: Mapping[str, Any]) -> nn.Module:
    """A loss of `torch.nn`: its class under "kind", its options under the other keys."""
    rest = {key: value for key, value in options.items() if key != "kind"}
    return getattr(nn, options["kind"])(**rest)


def make_optimizer(model: nn.Module, options: Mapping[str, Any]) -> torch.optim.Optimizer:
    """An optimizer of `torch.optim` over all parameters: its class under "kind", its options under the other keys."""
    rest = {key: value for key, value in options.items() if key != "kind"}
    return getattr(torch.optim, options["kind"])(model.parameters(), **rest)


def trained(
    train_epoch: Callable[..., Any],
    state: Mapping[str, np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    loss: Mapping[str, Any],
    optimizer: Mapping[str, Any],
    training: bool = True,
    epochs: int = 1,
) -> dict[str, Any]:
    """What `train_epoch` returns, and what it makes of a `Watched`: "values", "state", "seen", "gradients" (left)."""
    with quiet_torch():
        model = watched(state).train(training)
        steps, loss_fn, loader = make_optimizer(model, optimizer), make_loss(loss), batches(x, y, batch)
        values = [train_epoch(model, loader, steps, loss_fn) for _ in range(epochs)]
        gradients = any(parameter.grad is not None for parameter in model.parameters())
        return {"values": values, "state": state_of(model), "seen": list(model.seen), "gradients": gradients}


def trained_on_digits(
    train_epoch: Callable[..., Any],
    state: Mapping[str, np.ndarray] | None,
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    optimizer: Mapping[str, Any],
    seed: int,
) -> Arrays:
    """State of a `DigitReader` after one epoch by `train_epoch`; without `state` it starts with random weights."""
    with quiet_torch(seed):
        model = DigitReader() if state is None else with_state(DigitReader(), state)
        loader = batches(x, y, batch, shuffle=True)
        train_epoch(model, loader, make_optimizer(model, optimizer), nn.CrossEntropyLoss())
        return state_of(model)


def evaluated(
    evaluate: Callable[..., Any],
    state: Mapping[str, np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    loss: Mapping[str, Any],
    training: bool,
    echo: float,
) -> dict[str, Any]:
    """What `evaluate` returns, and how it leaves a `Watched`.

    Returns "value", "state", "seen", "modes" (of the model and its parts, afterwards), "gradients" (whether there are
    any), "learns" (whether all parameters still want them), "recording" (whether PyTorch still records them), "later"
    (logits of the same images in the mode in which the model was found).
    """
    with quiet_torch():
        model = watched(state, echo).train(training)
        value = evaluate(model, batches(x, y, batch), make_loss(loss))
        found = {
            "value": value,
            "state": state_of(model),
            "seen": list(model.seen),
            "modes": [part.training for part in model.modules()],
            "gradients": any(parameter.grad is not None for parameter in model.parameters()),
            "learns": all(parameter.requires_grad for parameter in model.parameters()),
            "recording": torch.is_grad_enabled(),
        }
        with torch.no_grad():
            return found | {"later": model(torch.from_numpy(x)).numpy()}


def saved(
    save_weights: Callable[..., Any], states: Sequence[Mapping[str, np.ndarray]], training: bool
) -> dict[str, Any]:
    """Save a `Watched` with each of `states` to the same path by `save_weights`; what is there in the end.

    Returns "files" (names in the folder), "data" (bytes of the file), "names" (of what loads with weights_only, None
    when it is no mapping), "loaded" (its tensors), "refusal" (why it does not load), "state" and "modes" of the model.
    """
    with quiet_torch(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "weights.pt")
        for state in states:
            model = watched(state).train(training)
            save_weights(model, str(path))
        found: dict[str, Any] = {
            "files": sorted(file.name for file in Path(folder).iterdir()),
            "state": state_of(model),
            "modes": [part.training for part in model.modules()],
            "data": b"",
            "names": None,
            "loaded": {},
            "refusal": "",
        }
        if not path.is_file():
            return found
        found["data"] = path.read_bytes()
        try:
            content = torch.load(path, weights_only=True)
        except Exception as error:
            return found | {"refusal": f"{type(error).__name__}: {str(error).splitlines()[0]}"}
        if isinstance(content, Mapping):
            found["names"] = [str(name) for name in content]
            tensors = {str(name): value for name, value in content.items() if isinstance(value, torch.Tensor)}
            found["loaded"] = {name: np.array(value.detach().numpy()) for name, value in tensors.items()}
        return found


class Trap:
    """Unpickling one writes a file: what a file from a stranger could do."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return spring, (self.path,)


def spring(path: str) -> None:
    """Leave a trace that code from a file was run."""
    Path(path).touch()


def loaded(
    load_weights: Callable[..., Any],
    content: Mapping[str, np.ndarray],
    state: Mapping[str, np.ndarray],
    training: bool = True,
) -> dict[str, Any]:
    """What `load_weights` makes of a `Watched` with `state` when the file holds `content`.

    Returns "value", "state", "learns" (whether all parameters still want gradients), "error" (empty without one).
    """
    with quiet_torch(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "weights.pt")
        torch.save({name: torch.from_numpy(np.array(array)) for name, array in content.items()}, path)
        model, value, error = watched(state).train(training), None, ""
        try:
            value = load_weights(model, str(path))
        except NotImplementedError:
            raise
        except Exception as caught:
            error = f"{type(caught).__name__}: {' '.join(str(caught).split())}"[:300]
        learns = all(parameter.requires_grad for parameter in model.parameters())
        return {"value": value, "state": state_of(model), "learns": learns, "error": error}


def load_trapped(load_weights: Callable[..., Any], state: Mapping[str, np.ndarray], older: bool) -> dict[str, Any]:
    """Whether `load_weights` runs code that a file brings; with `older`, by the default of PyTorch before 2.6.

    Returns "sprung" and "error" (empty when there is none).
    """
    variable = "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"
    before = os.environ.get(variable)
    with quiet_torch(), tempfile.TemporaryDirectory() as folder:
        path, trace = Path(folder, "weights.pt"), Path(folder, "trace")
        model = watched(state)
        torch.save({**model.state_dict(), "extra": Trap(str(trace))}, path)
        error = ""
        if older:
            os.environ[variable] = "1"
        try:
            load_weights(model, str(path))
        except NotImplementedError:
            raise
        except Exception as caught:
            error = type(caught).__name__
        finally:
            if older:
                os.environ.pop(variable)
            if before is not None:
                os.environ[variable] = before
        return {"sprung": trace.exists(), "error": error}


# ------------------------------------------------------------------- networks with a known list of weights


def prepared(kind: Callable[[], Any], image_shape: Sequence[int]) -> nn.Module:
    """An instance of a network, its lazy layers made by one look at blank images, in training mode.

    Raises:
        TypeError: when it is no `nn.Module`.
    """
    model = kind()
    if not isinstance(model, nn.Module):
        raise TypeError(f"an instance must be an nn.Module, this is a {type(model).__name__}")
    if any(isinstance(parameter, nn.UninitializedParameter) for parameter in model.parameters()):
        with torch.no_grad():
            model.eval()(torch.zeros(2, *image_shape))
    return model.train()


def slots(model: nn.Module, shapes: Sequence[Sequence[int]]) -> list[nn.Parameter]:
    """The model's parameters in the order of `shapes`, found by their sizes.

    Where two have the same size, a bias belongs to the weight beside it in the same module; else the order of the model
    decides.

    Raises:
        ValueError: when the sizes are others.
    """
    named = dict(model.named_parameters())
    sizes = [int(np.prod(shape)) for shape in shapes]
    if sorted(sizes) != sorted(parameter.numel() for parameter in named.values()):
        raise ValueError(f"the network's parameters have {sorted(p.numel() for p in named.values())} numbers")
    places: dict[int, str] = {}
    for index, size in enumerate(sizes):
        if sizes.count(size) == 1:
            places[index] = next(name for name, parameter in named.items() if parameter.numel() == size)
    for index, size in enumerate(sizes):
        if index not in places:
            left = [name for name, p in named.items() if p.numel() == size and name not in places.values()]
            module = places.get(index - 1, "").rpartition(".")[0]
            beside = [name for name in left if name.rpartition(".")[0] == module and "." in name]
            places[index] = (beside or left)[0]
    return [named[places[index]] for index in range(len(sizes))]


def put(model: nn.Module, arrays: Sequence[np.ndarray]) -> None:
    """Write weights, given in PyTorch's own shapes, into a model; raises ValueError when they do not fit."""
    with torch.no_grad():
        for parameter, array in zip(slots(model, [array.shape for array in arrays]), arrays, strict=True):
            flat = array.reshape(len(array), -1)
            turned = parameter.ndim == 2 and tuple(parameter.shape) == flat.T.shape != flat.shape
            source = np.ascontiguousarray(flat.T if turned else array, dtype=np.float32)
            parameter.copy_(torch.from_numpy(source).reshape(parameter.shape))


def taken(tensors: Sequence[torch.Tensor | None], shapes: Sequence[Sequence[int]]) -> list[np.ndarray | None]:
    """The inverse of `put`: parameters, or their gradients, as arrays in PyTorch's own shapes."""
    arrays: list[np.ndarray | None] = []
    for tensor, shape in zip(tensors, shapes, strict=True):
        if tensor is None:
            arrays.append(None)
            continue
        array = np.array(tensor.detach().numpy())
        flat = (shape[0], int(np.prod(shape[1:])))
        arrays.append((array.T if array.ndim == 2 and array.shape == flat[::-1] != flat else array).reshape(shape))
    return arrays


def net_inventory(kind: Callable[[], Any], image_shape: Sequence[int]) -> dict[str, Any]:
    """Parameters of a network: "parameters" (name, shape, whether it learns)."""
    with quiet_torch():
        model = prepared(kind, image_shape)
        parameters = [(name, tuple(p.shape), p.requires_grad) for name, p in model.named_parameters()]
        return {"parameters": parameters}


def net_logits(
    kind: Callable[[], Any], arrays: Sequence[np.ndarray], images: np.ndarray, training: bool = False, seed: int = 0
) -> Any:
    """What a network with these weights makes of images, without gradients."""
    with quiet_torch(seed), torch.no_grad():
        model = prepared(kind, images.shape[1:])
        put(model, arrays)
        return model.train(training)(torch.from_numpy(images))


def net_gradients(
    kind: Callable[[], Any], arrays: Sequence[np.ndarray], images: np.ndarray, labels: np.ndarray
) -> list[np.ndarray | None]:
    """Gradients of the mean cross-entropy with respect to each weight, in evaluation mode; None where there is none."""
    with quiet_torch():
        model = prepared(kind, images.shape[1:]).eval()
        put(model, arrays)
        nn.functional.cross_entropy(model(torch.from_numpy(images)), torch.from_numpy(labels)).backward()
        shapes = [array.shape for array in arrays]
        return taken([parameter.grad for parameter in slots(model, shapes)], shapes)


def net_twins(
    kind: Callable[[], Any], arrays: Sequence[np.ndarray], image_shape: Sequence[int]
) -> list[list[np.ndarray | None]]:
    """Weights of a new network before and after `arrays` are written into another one of its class."""
    shapes = [array.shape for array in arrays]
    with quiet_torch():
        first, second = prepared(kind, image_shape), prepared(kind, image_shape)
        before = taken(slots(second, shapes), shapes)
        put(first, arrays)
        return [before, taken(slots(second, shapes), shapes)]


def net_learns(
    kind: Callable[[], Any],
    shapes: Sequence[Sequence[int]],
    arrays: Sequence[np.ndarray] | None,
    images: np.ndarray,
    labels: np.ndarray,
    batch: int,
    steps: int,
    optimizer: Mapping[str, Any],
    seed: int,
) -> list[np.ndarray | None]:
    """Weights of a network after some steps of training by cross-entropy; without `arrays` it starts as it is made."""
    with quiet_torch(seed):
        model = prepared(kind, images.shape[1:])
        if arrays is not None:
            put(model, arrays)
        descent, x, y = make_optimizer(model, optimizer), torch.from_numpy(images), torch.from_numpy(labels)
        shuffled = (chosen for _ in range(steps) for chosen in torch.randperm(len(x)).split(batch))
        for chosen in itertools.islice(shuffled, steps):
            descent.zero_grad()
            nn.functional.cross_entropy(model(x[chosen]), y[chosen]).backward()
            descent.step()
        return taken(slots(model, shapes), shapes)
